import type { HypnogramFormat } from '../formats.ts';
import type { ImportOptions } from '../imported-hypnogram.ts';
import { everyScheme, remWakeNremScheme, nremRemWakeScheme } from './code-schemes.ts';
import { quote, SpanCollector, type Fail, type Reading } from './reading.ts';
import { columnsOf, isHeader, type TableColumns } from './table-columns.ts';
import { clockSeconds } from './clock-seconds.ts';
import { epochSecondsAt, isEpochSeconds, linesOf, numberAt, type TextLine } from './text.ts';
import { wholeOf } from './read-values.ts';

const LONGEST_PREAMBLE = 60;
const MOST_COLUMNS = 256;
const LONGEST_QUOTED_LINE = 65_536;
const DAY_SECONDS = 86_400;

/** @returns the separator of a header: tab, semicolon or comma. */
export const separatorOf = (header: string): string =>
  header.includes('\t') ? '\t' : header.includes(';') ? ';' : ',';

/** Cells of one line; double quotes hold separators, two of them are one. */
export function cellsOf(text: string, separator: string): string[] {
  if (!text.includes('"') || text.length > LONGEST_QUOTED_LINE)
    return text.split(separator, MOST_COLUMNS).map((cell) => cell.trim());
  const pattern = new RegExp(`(?:^|${separator})(?:"((?:[^"]|"")*)"|([^${separator}]*))`, 'g');
  const cells = [...text.matchAll(pattern)].slice(0, MOST_COLUMNS);
  return cells.map(([, quoted, bare]) => (quoted?.replaceAll('""', '"') ?? bare ?? '').trim());
}

/** The header of a table and what it is; undefined where the first lines have none. */
export function findHeader(
  lines: Iterable<TextLine>,
): { cells: string[]; separator: string; line: number } | undefined {
  let seen = 0;
  for (const { text, line } of lines) {
    const separator = separatorOf(text);
    const cells = cellsOf(text.replace(/^#\s*/, ''), separator);
    if (isHeader(cells)) return { cells, separator, line };
    if (++seen === LONGEST_PREAMBLE) break;
  }
  return undefined;
}

/**
 * Reads a table with a header, in which every row is an epoch or a stretch of time: BIDS events, YASA's csv, run
 * lengths, mouse scorings, tables of several subjects or scorers. Lines before the header are passed over.
 * Of a row with an artefact the stage counts.
 */
export function readTable(text: string, options: ImportOptions, fail: Fail): Reading {
  const header = findHeader(linesOf(text)) ?? headerFor(text, options);
  if (header === undefined) return fail({ line: 1 }, 'a header with a column "stage"', quote(text));
  const columns = columnsOf(header.cells, header.line, options.scorer, fail);
  const rows = new TableRows(columns, header, options, fail);
  for (const { text: content, line } of linesOf(text)) {
    if (line > header.line && !content.startsWith('#')) rows.add(cellsOf(content, header.separator), line);
  }
  return rows.finish();
}

/** Where the caller names the column, the first line is the header. */
function headerFor(text: string, { scorer }: ImportOptions): ReturnType<typeof findHeader> {
  if (scorer === undefined) return undefined;
  for (const { text: content, line } of linesOf(text)) {
    const separator = separatorOf(content);
    return { cells: cellsOf(content, separator), separator, line };
  }
  return undefined;
}

class TableRows {
  private readonly collector: SpanCollector;
  private readonly subjects = new Set<string>();
  private subject: string | undefined;
  private firstEpoch: number | undefined;
  private lastOnset = -Infinity;
  private leastStep = Infinity;
  private firstTime: number | undefined;
  private start: string | undefined;
  private readonly lengths = new Set<number>();
  private epochLength: number | undefined;
  private rows = 0;
  private artefacts = 0;
  private readonly columns: TableColumns;
  private readonly header: { readonly cells: readonly string[]; readonly line: number };
  private readonly fail: Fail;

  constructor(columns: TableColumns, header: TableRows['header'], options: ImportOptions, fail: Fail) {
    this.columns = columns;
    this.header = header;
    this.subject = options.subject;
    this.fail = fail;
    this.collector = new SpanCollector(fail);
  }

  add(cells: readonly string[], line: number): void {
    const { stage, onset, duration, end, epoch, subject, artefact, epochLength } = this.columns;
    const cell = (at: number): string => cells[at] ?? this.fail({ line }, `${at + 1} columns`, String(cells.length));
    if (subject !== undefined && !this.isSubject(cell(subject))) return;
    if (artefact !== undefined && !/^(0*|false|none|no)$/i.test(cell(artefact))) this.artefacts++;
    if (epochLength !== undefined) this.epochLength = epochSecondsAt(cell(epochLength), line, this.fail);
    const code = wholeOf(cell(stage));
    if (onset !== undefined) {
      const from = this.time(cell(onset), line);
      this.step(from, line);
      let length: number | undefined;
      if (duration !== undefined && !isMissing(cell(duration))) {
        length = numberAt(cell(duration), line, 'a duration in seconds', this.fail);
        if (length < 0) this.fail({ line }, 'a duration of at least 0 s', quote(cell(duration)));
      } else if (end !== undefined) length = this.time(cell(end), line) - from;
      if (length !== undefined && this.lengths.size < 2) this.lengths.add(length);
      if (length === undefined || length > 0) this.collector.add(code, from, length, { line });
      else if (length < 0) this.fail({ line }, 'an end after its start', quote(cell(end ?? onset)));
    } else if (duration !== undefined) {
      const last = this.collector.spans.at(-1);
      const from = last === undefined ? 0 : last.onset + last.length!;
      const length = numberAt(cell(duration), line, 'a duration in seconds', this.fail);
      if (length < 0) this.fail({ line }, 'a duration of at least 0 s', quote(cell(duration)));
      if (length > 0) this.collector.add(code, from, length, { line });
    } else {
      const number = epoch === undefined ? this.rows : numberAt(cell(epoch), line, 'the number of an epoch', this.fail);
      this.firstEpoch ??= number;
      this.collector.add(code, number - this.firstEpoch, 1, { line });
    }
    this.rows++;
  }

  private isSubject(name: string): boolean {
    this.subjects.add(name);
    this.subject ??= name;
    return name === this.subject;
  }

  /** Seconds, a time of day, or a date and a time; the latter two count from the first row. */
  private time(text: string, line: number): number {
    const clock = clockSeconds(text);
    if (clock === undefined) return numberAt(text, line, 'an onset in seconds or a time', this.fail);
    this.firstTime ??= clock.seconds;
    this.start ??= clock.local;
    let since = clock.seconds - this.firstTime;
    if (clock.local === undefined && since < this.lastOnset) {
      since += Math.ceil((this.lastOnset - since) / DAY_SECONDS) * DAY_SECONDS;
    }
    return since;
  }

  private step(onset: number, line: number): void {
    if (onset - this.lastOnset > 0) this.leastStep = Math.min(this.leastStep, onset - this.lastOnset);
    if (!Number.isFinite(onset)) this.fail({ line }, 'an onset in seconds', String(onset));
    this.lastOnset = onset;
  }

  finish(): Reading {
    const { header, columns } = this;
    if (this.rows === 0 && this.subjects.size > 0) {
      const known = [...this.subjects].slice(0, 20).map(quote).join(', ');
      this.fail({ line: header.line }, `rows of the subject ${quote(this.subject!)}`, `those of ${known}`);
    }
    if (this.rows === 0) this.fail({ line: header.line }, 'a row under the header', 'none');
    const warnings: string[] = [];
    if (this.subjects.size > 1) warnings.push(`Of ${this.subjects.size} subjects, ${quote(this.subject!)} is read.`);
    if (this.artefacts > 0) warnings.push(`${this.artefacts} rows with an artefact keep their stage.`);
    const isTimed = columns.onset !== undefined || columns.duration !== undefined;
    const hasLengths = columns.duration !== undefined || columns.end !== undefined;
    const [common] = this.lengths.size === 1 && this.rows > 1 ? this.lengths : [];
    const step = hasLengths ? common : this.leastStep;
    const epochSeconds = this.epochLength ?? (isTimed && isEpochSeconds(step ?? 0) ? step : undefined);
    return {
      ...formatOf(header.cells, columns),
      spans: this.collector.spans,
      unit: isTimed ? 'seconds' : 'epochs',
      ...(epochSeconds === undefined ? {} : { epochSeconds }),
      hasOtherEvents: columns.onset !== undefined && columns.duration !== undefined,
      ...(this.start === undefined ? {} : { start: this.start }),
      warnings,
    };
  }
}

const isMissing = (cell: string): boolean => cell === '' || cell.toLowerCase() === 'n/a';

function formatOf(header: readonly string[], columns: TableColumns): Pick<Reading, 'format' | 'schemes'> {
  const plain = header.map((cell) => cell.toLowerCase());
  const has = (name: string): boolean => plain.includes(name);
  const known = (format: HypnogramFormat): Pick<Reading, 'format' | 'schemes'> => ({ format, schemes: everyScheme });
  if (has('onset') && has('duration')) return known('bids');
  if (has('brain_state')) return { format: 'accusleep', schemes: [remWakeNremScheme] };
  if (has('sleep_state') || has('state_code')) return { format: 'misleep', schemes: [nremRemWakeScheme] };
  if (plain.some((cell) => /^epoch ?no/.test(cell))) return known('sleepsign');
  if (has('epoch') && columns.stageName === 'Stage' && header.length === 2) return known('yasa-csv');
  return known('csv');
}
