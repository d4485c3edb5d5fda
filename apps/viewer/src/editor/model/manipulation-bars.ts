import { titleOf } from './schedule-forms.ts';
import { valueAt, writeAt, type Json, type ScheduleDraft } from './schedule-draft.ts';

/** A window that a bar covers; hours since sleep onset, or days from 0, both included. */
export interface BarWindow {
  readonly from: number;
  readonly to: number;
  /** The file gives no window: it acts throughout. */
  readonly isOpen: boolean;
}

/** One manipulation as a bar. */
export interface ManipulationBar {
  readonly index: number;
  readonly kind: string;
  readonly title: string;
  readonly hours: BarWindow;
  readonly days: BarWindow;
}

export const LAST_HOUR = 24;

const numberAt = (value: Json, path: readonly string[], otherwise: number): number => {
  const found = valueAt(value, path);
  return typeof found === 'number' && Number.isFinite(found) ? found : otherwise;
};

/** How many days a draft of a life lasts; 5 where it does not say, as in the schema. */
export const daysOf = (draft: ScheduleDraft): number => Math.max(1, Math.floor(numberAt(draft, ['days'], 5)));

/** The manipulations of a draft in the order of its list. */
export function barsOf(draft: ScheduleDraft): ManipulationBar[] {
  const list = valueAt(draft, ['manipulations']);
  if (!Array.isArray(list)) return [];
  return list.map((each: Json, index): ManipulationBar => {
    const kind = String(valueAt(each, ['kind']) ?? '');
    return {
      index,
      kind,
      title: titleOf(kind),
      hours: {
        from: numberAt(each, ['hours', 'fromHour'], 0),
        to: numberAt(each, ['hours', 'toHour'], LAST_HOUR),
        isOpen: valueAt(each, ['hours']) === undefined,
      },
      days: {
        from: numberAt(each, ['days', 'from'], 0),
        to: numberAt(each, ['days', 'to'], daysOf(draft) - 1),
        isOpen: valueAt(each, ['days']) === undefined,
      },
    };
  });
}

/** What of a bar is moved. */
export type BarPart = 'from' | 'to' | 'whole';

export interface BarGrid {
  /** What windows are multiples of: a quarter of an hour, a day. */
  readonly step: number;
  readonly least: number;
  readonly most: number;
  /** Shortest window: of hours one step; of days 0, since both ends are included. */
  readonly shortest: number;
}

export const hourGrid: BarGrid = { step: 0.25, least: 0, most: LAST_HOUR, shortest: 0.25 };

export const dayGrid = (days: number): BarGrid => ({ step: 1, least: 0, most: days - 1, shortest: 0 });

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** A window after one of its ends, or all of it, moved; never empty, never outside of the grid. @param to where that end, or the start, goes */
export function moveWindow({ from, to }: BarWindow, part: BarPart, target: number, grid: BarGrid): BarWindow {
  const { step, least, most, shortest } = grid;
  const snapped = Math.round(target / step) * step;
  if (part === 'from') return { from: clamp(snapped, least, Math.max(to - shortest, least)), to, isOpen: false };
  if (part === 'to') return { from, to: clamp(snapped, Math.min(from + shortest, most), most), isOpen: false };
  const length = Math.min(to - from, most - least);
  const start = clamp(snapped, least, most - length);
  return { from: start, to: start + length, isOpen: false };
}

/** Writes the hours of a manipulation; an open window takes them out. */
export const writeHours = (draft: object, index: number, { from, to, isOpen }: BarWindow): void =>
  writeAt(draft, ['manipulations', index, 'hours'], isOpen ? undefined : { fromHour: from, toHour: to });

/** Writes the days of a manipulation; an open window takes them out. */
export const writeDays = (draft: object, index: number, { from, to, isOpen }: BarWindow): void =>
  writeAt(draft, ['manipulations', index, 'days'], isOpen ? undefined : { from, to });

/** Moves a manipulation to another place in the list, where order matters. */
export function reorder(draft: object, index: number, to: number): void {
  const list = 'manipulations' in draft ? draft.manipulations : undefined;
  if (!Array.isArray(list) || to < 0 || to >= list.length) return;
  const [moved] = list.splice(index, 1) as unknown[];
  list.splice(to, 0, moved);
}
