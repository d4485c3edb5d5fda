import { levelCurve, levelsSchema, resolveSchedule, type LevelsConfig } from '@oneiros/conductor';
import { createRandomStreams } from '@oneiros/random';
import { valueAt, writeAt, type Json, type ScheduleDraft } from './schedule-draft.ts';

/** The levels that one stage, or one named state, tends to. */
export interface StageLevels {
  /** Key in the file: `N2` of a life, `n2` of the other kinds. */
  readonly name: string;
  readonly label: string;
  readonly ach: number;
  readonly na: number;
  /** Why ACh cannot be moved here; undefined where it can. */
  readonly achHeldBy?: string;
}

const labels: Readonly<Record<string, string>> = {
  WAKE: 'Wake',
  QUIET: 'Quiet wake',
  wake: 'Wake',
  'quiet-wake': 'Quiet wake',
  nrem: 'NREM',
  n1: 'N1',
  n2: 'N2',
  n3: 'N3',
  rem: 'REM',
};

const levelIn = (value: Json | undefined, key: 'ach' | 'na', otherwise: number): number => {
  const level = valueAt(value ?? null, [key]);
  return typeof level === 'number' && level >= 0 && level <= 1 ? level : otherwise;
};

/** What each stage of a draft tends to, from its file or else the schema. */
export function stageLevels(draft: ScheduleDraft): StageLevels[] {
  return draft.kind === 'life' ? levelsOfLife(draft) : levelsOfStates(draft);
}

const stages = ['WAKE', 'QUIET', 'REM', 'N1', 'N2', 'N3', 'NREM'] as const;

function levelsOfLife(draft: ScheduleDraft): StageLevels[] {
  const table = valueAt(draft, ['levels', 'achTable']);
  const parsed = levelsSchema.safeParse(table === undefined ? {} : { achTable: table });
  const config = parsed.success ? parsed.data : levelsSchema.parse({});
  return stages.map((name) => {
    const given = valueAt(draft, ['levels', 'stages', name]);
    const usual = targetOf(name, config);
    return {
      ...{ name, label: labels[name] ?? name, na: levelIn(given, 'na', usual.na) },
      ...(config.achTable === 'control'
        ? { ach: levelIn(given, 'ach', usual.ach) }
        : { ach: usual.ach, achHeldBy: config.achTable }),
    };
  });
}

/** Asked for by waves of NA alone, which a single stretch of levels has none of. */
const streams = createRandomStreams(0);

/** The level at which a stage begins is the one that it tends to. */
function targetOf(name: (typeof stages)[number], config: LevelsConfig): { readonly ach: number; readonly na: number } {
  const isQuiet = name === 'QUIET';
  const run = { stage: isQuiet ? 'WAKE' : name, seconds: 60 } as const;
  const within = { ...config, quietWakeMinutes: isQuiet ? 2 : 0 };
  return levelCurve([run], within, { random: (name) => streams.stream(name) }).at(0);
}

interface NamedState {
  readonly ach: number;
  readonly na: number;
  readonly stage?: string | undefined;
}

function usualStates(kind: string): Readonly<Record<string, NamedState>> {
  if (kind !== 'cycle' && kind !== 'nights') return {};
  const schedule = resolveSchedule({ kind });
  return schedule.kind === 'life' ? {} : (schedule.levels as Readonly<Record<string, NamedState>>);
}

function levelsOfStates(draft: ScheduleDraft): StageLevels[] {
  const usual = usualStates(draft.kind);
  const order = valueAt(draft, ['order']);
  const used =
    draft.kind === 'cycle' ? (Array.isArray(order) ? order.map(String) : ['wake', 'nrem', 'rem']) : Object.keys(usual);
  const given = valueAt(draft, ['levels']);
  const names = new Set([...used, ...(typeof given === 'object' && given !== null ? Object.keys(given) : [])]);
  return [...names].map((name) => {
    const state = valueAt(given ?? null, [name]);
    const { ach = 0, na = 0 } = Object.hasOwn(usual, name) ? usual[name]! : {};
    return { name, label: labels[name] ?? name, ach: levelIn(state, 'ach', ach), na: levelIn(state, 'na', na) };
  });
}

/**
 * Writes one level. A life's stage takes a level alone; a named state of the other kinds is told whole, with the name that
 * it has in the hypnogram.
 * @param draft the whole schedule, to be written into
 */
export function writeLevel(draft: { kind: string }, name: string, which: 'ach' | 'na', level: number): void {
  const rounded = Math.round(Math.min(Math.max(level, 0), 1) * 1000) / 1000;
  if (draft.kind === 'life') {
    writeAt(draft, ['levels', 'stages', name, which], rounded);
    return;
  }
  const now = stageLevels(draft as ScheduleDraft).find((each) => each.name === name);
  const usual = usualStates(draft.kind);
  const stage =
    valueAt(draft as ScheduleDraft, ['levels', name, 'stage']) ??
    (Object.hasOwn(usual, name) ? usual[name]!.stage : undefined);
  writeAt(draft, ['levels', name], {
    ...{ ach: now?.ach ?? 0, na: now?.na ?? 0, [which]: rounded },
    ...(stage !== undefined && { stage }),
  });
}
