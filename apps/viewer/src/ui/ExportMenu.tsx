import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from './Button.tsx';
import styles from './export-menu.module.css';
import { pngOfSvg, saveFile } from './save-file.ts';

/** What of a panel can be taken away. */
export interface FigureExports {
  /** Name of the files, without an ending. */
  readonly name: string;
  /** A vector drawing in the light theme with axes and legend; the PNG is drawn from it. */
  readonly svg?: () => string | Promise<string>;
  /** Every value, not only those that are drawn. */
  readonly csv?: () => string | Promise<string>;
  /** The command that makes the same on a terminal. */
  readonly command?: string;
}

interface Item {
  readonly label: string;
  readonly run: () => Promise<string>;
}

/** The menu button of a panel: SVG, PNG, CSV, and the command that makes this. */
export function ExportMenu({ exports, of }: { readonly exports: FigureExports; readonly of: string }) {
  const [isOpen, setOpen] = useState(false);
  const [report, setReport] = useState('');
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const items = itemsOf(exports);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const choose = async ({ run }: Item) => {
    close();
    setReport(await run().catch((error: Error) => `Not exported: ${error.message}`));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const entries = [...menu.current!.querySelectorAll<HTMLElement>('[role=menuitem]')];
    const now = entries.indexOf(document.activeElement as HTMLElement);
    const target = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') setOpen(false);
    else if (target !== undefined) entries.at(target % entries.length)!.focus();
    else return;
    event.stopPropagation();
    if (event.key !== 'Tab') event.preventDefault();
  };

  return (
    <div
      className={styles.wrapper}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <Button
        ref={button}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={`Export ${of}`}
        onClick={() => setOpen(!isOpen)}
      >
        Export
      </Button>
      {isOpen && (
        <div className={styles.menu} id={id} role="menu" aria-label={`Export ${of}`} ref={menu} onKeyDown={onKeyDown}>
          {items.map((item, i) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={styles.item}
              ref={(element) => {
                if (i === 0 && element !== null && !menu.current?.contains(document.activeElement)) element.focus();
              }}
              onClick={() => void choose(item)}
            >
              {item.label}
              {item.label === commandLabel && <code className={styles.command}>{exports.command}</code>}
            </button>
          ))}
        </div>
      )}
      <span role="status" className={styles.report}>
        {report}
      </span>
    </div>
  );
}

const commandLabel = 'Copy the command that makes this';

function itemsOf({ name, svg, csv, command }: FigureExports): Item[] {
  const items: Item[] = [];
  if (svg !== undefined) {
    items.push({
      label: 'SVG, vector',
      run: async () => {
        saveFile(`${name}.svg`, new Blob([await svg()], { type: 'image/svg+xml' }));
        return `Saved ${name}.svg`;
      },
    });
    items.push({
      label: 'PNG, twice the size',
      run: async () => {
        saveFile(`${name}.png`, await pngOfSvg(await svg()));
        return `Saved ${name}.png`;
      },
    });
  }
  if (csv !== undefined) {
    items.push({
      label: 'CSV, every value',
      run: async () => {
        saveFile(`${name}.csv`, new Blob([await csv()], { type: 'text/csv' }));
        return `Saved ${name}.csv`;
      },
    });
  }
  if (command !== undefined) {
    items.push({
      label: commandLabel,
      run: async () => {
        await navigator.clipboard.writeText(command);
        return 'Copied the command';
      },
    });
  }
  return items;
}
