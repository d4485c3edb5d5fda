import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import styles from './parts.module.css';

export interface Tab {
  readonly name: string;
  readonly title: string;
  /** How many problems it holds. */
  readonly problems?: number;
  readonly content: () => ReactNode;
}

/** Panels of which one is open; arrow keys go from tab to tab. */
export function Tabs({ tabs, label }: { readonly tabs: readonly Tab[]; readonly label: string }) {
  const [chosen, setChosen] = useState('');
  const id = useId();
  const open = tabs.find(({ name }) => name === chosen) ?? tabs[0]!;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const now = tabs.indexOf(open);
    const target = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: -1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const next = tabs.at(target % tabs.length)!;
    setChosen(next.name);
    document.getElementById(`${id}-${next.name}`)?.focus();
  };
  return (
    <div className={styles.tabs}>
      <div role="tablist" aria-label={label} className={styles.tabList} onKeyDown={onKeyDown}>
        {tabs.map(({ name, title, problems = 0 }) => (
          <button
            key={name}
            id={`${id}-${name}`}
            type="button"
            role="tab"
            aria-selected={name === open.name}
            aria-controls={`${id}-panel`}
            tabIndex={name === open.name ? 0 : -1}
            className={styles.tab}
            onClick={() => setChosen(name)}
          >
            {title}
            {problems > 0 && (
              <span className={styles.badge} aria-label={`${problems} ${problems === 1 ? 'problem' : 'problems'}`}>
                {problems}
              </span>
            )}
          </button>
        ))}
      </div>
      <div
        id={`${id}-panel`}
        role="tabpanel"
        aria-labelledby={`${id}-${open.name}`}
        className={styles.tabPanel}
        tabIndex={0}
      >
        {open.content()}
      </div>
    </div>
  );
}
