import { annotationOf, type Citation } from '@oneiros/atlas';
import styles from './brain-map.module.css';

/** All that the atlas says of one place, pathway, modulator or process. */
export function AnnotationCard({ id, onClose }: { readonly id: string; onClose(): void }) {
  const { name, kind, role, biology, cellTypes, transmitters, equations, citations, code } = annotationOf(id);
  return (
    <aside className={styles.card} aria-label={`About: ${name}`}>
      <header>
        <p className={styles.kind}>{kind}</p>
        <h3>{name}</h3>
        <button type="button" onClick={onClose} aria-label={`Close ${name}`}>
          ×
        </button>
      </header>
      <p>{role}</p>
      <p className={styles.biology}>{biology}</p>
      <dl>
        {equations && (
          <>
            <dt>Equations</dt>
            {equations.map((equation) => (
              <dd key={equation}>
                <code>{equation}</code>
              </dd>
            ))}
          </>
        )}
        {cellTypes && (
          <>
            <dt>Cells</dt>
            <dd>{cellTypes.join(', ')}</dd>
          </>
        )}
        {transmitters && (
          <>
            <dt>Transmitters</dt>
            <dd>{transmitters.join(', ')}</dd>
          </>
        )}
        <dt>Sources</dt>
        {citations.map((citation) => (
          <dd key={`${citation.short} ${citation.place ?? ''}`}>
            <Source {...citation} />
          </dd>
        ))}
        <dt>Code</dt>
        <dd>
          <code>{code}</code>
        </dd>
      </dl>
    </aside>
  );
}

function Source({ short, title, journal, doi, place }: Citation) {
  return (
    <>
      {short}: {title}. <cite>{journal}</cite>
      {place ? `, ${place}` : ''}.{' '}
      {doi && (
        <a href={`https://doi.org/${doi}`} rel="noreferrer" target="_blank">
          doi:{doi}
        </a>
      )}
    </>
  );
}
