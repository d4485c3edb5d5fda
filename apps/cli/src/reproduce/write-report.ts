import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvOf, drawFigure, figureCsv } from '@oneiros/figure';
import { reportMarkdown, reportPage, type PageWords, type TargetReport } from '@oneiros/reproduction';

/** Where the parts of a report go. */
export interface ReportPlaces {
  /** Folder of the page, the figures and the figures' values. */
  readonly folder: string;
  /** A page of Markdown instead of HTML, such as `docs/results.md`: its name without ending. */
  readonly markdown?: string;
}

/**
 * Writes a self-contained HTML page (or a Markdown page with its figures beside it), and every figure as SVG and CSV, every
 * table as CSV, every sheet of dreams as PNG, and the whole as JSON.
 * @returns the files, the page first
 */
export function writeReport(
  words: PageWords,
  reports: readonly TargetReport[],
  { folder, markdown }: ReportPlaces,
): string[] {
  const inside = markdown === undefined ? folder : join(folder, markdown);
  mkdirSync(inside, { recursive: true });
  const written: string[] = [];
  const write = (file: string, content: string | Uint8Array): void => {
    writeFileSync(file, content);
    written.push(file);
  };
  if (markdown === undefined) write(join(folder, 'index.html'), reportPage(words, reports));
  else write(join(folder, `${markdown}.md`), reportMarkdown(words, reports, markdown));
  for (const { figures, tables, images } of reports) {
    for (const { name, figure } of figures) {
      write(join(inside, `${name}.svg`), drawFigure(figure));
      write(join(inside, `${name}.csv`), figureCsv(figure));
    }
    for (const { name, header, rows } of tables) write(join(inside, `${name}.csv`), csvOf([header, ...rows]));
    for (const { name, source } of images) {
      write(join(inside, `${name}.png`), Buffer.from(source.slice(source.indexOf(',') + 1), 'base64'));
    }
  }
  write(
    join(inside, 'report.json'),
    `${JSON.stringify({ version: 1, ...words, targets: withoutPictures(reports) }, null, 2)}\n`,
  );
  return written;
}

/** The pictures stand beside the JSON as PNG. */
const withoutPictures = (reports: readonly TargetReport[]): unknown[] =>
  reports.map((report) => ({ ...report, images: report.images.map(({ name, caption }) => ({ name, caption })) }));
