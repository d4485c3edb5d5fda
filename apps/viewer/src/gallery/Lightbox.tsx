import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { DreamImages } from '../source/run-source.ts';
import styles from './gallery.module.css';
import { columnsOf, mixtureInWords } from './mixed-memories.ts';
import { PixelImage } from './PixelImage.tsx';
import { rowNames, rowTitles } from './pixels.ts';

export interface LightboxProps {
  readonly sheet: DreamImages;
  readonly other: DreamImages | null;
  /** When, such as `after epoch 3`. */
  readonly title: string;
  readonly otherTitle: string | null;
  /** From 0. */
  readonly column: number;
  onColumn(column: number): void;
  onClose(): void;
}

/** One image with its dreams, large; arrow keys go to the next image, Escape closes. */
export function Lightbox(props: LightboxProps) {
  const { sheet, other, title, otherTitle, column, onColumn, onClose } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  const step = (by: number): void => onColumn((column + by + sheet.count) % sheet.count);
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    step(by);
  };
  const zoom = Math.max(1, Math.floor(192 / sheet.width));
  const mixture = sheet.mixtures?.[column];
  const heading = `Image ${column + 1} of ${sheet.count}`;
  return (
    <dialog ref={dialog} className={styles.lightbox} aria-label={heading} onClose={onClose} onKeyDown={onKeyDown}>
      <header>
        <h2 aria-live="polite">{heading}</h2>
        <p>{otherTitle === null ? title : `left of the wipe: ${title}; right: ${otherTitle}`}</p>
        <div className={styles.controls}>
          <button type="button" onClick={() => step(-1)}>
            ← Previous
          </button>
          <button type="button" onClick={() => step(1)}>
            Next →
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
      </header>
      <div className={styles.large}>
        {rowNames.map((row) =>
          sheet.rows[row] === null ? null : (
            <figure key={row}>
              <div className={styles.cell}>
                <PixelImage sheet={sheet} row={row} column={column} zoom={zoom} />
                {other && other.rows[row] !== null && column < other.count && (
                  <PixelImage sheet={other} row={row} column={column} zoom={zoom} className={styles.right} />
                )}
              </div>
              <figcaption>{rowTitles[row]}</figcaption>
            </figure>
          ),
        )}
      </div>
      {sheet.rows.rem !== null && (
        <p className={styles.sources}>
          <span>The REM dream mixes {mixtureInWords(mixture)}.</span>
          {sheet.rows.seen !== null &&
            columnsOf(mixture).map((each) => <PixelImage key={each} sheet={sheet} row="seen" column={each} zoom={2} />)}
        </p>
      )}
    </dialog>
  );
}
