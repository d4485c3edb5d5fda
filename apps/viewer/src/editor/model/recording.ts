import { lifeStages, type RunStage, type StageRun } from '@oneiros/conductor';
import { valueAt, writeAt, type Json, type ScheduleDraft } from './schedule-draft.ts';

/** Where the days of a life come from. */
export type SourceKind = 'preset' | 'model' | 'hypnogram';

export interface DraftSource {
  readonly kind: SourceKind;
  /** The preset or model, or what the recording is called. */
  readonly name: string;
}

const words = (value: Json | undefined, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

/** The source that a draft of a life names; the preset `adult` where it names none, as in the schema. */
export function sourceOf(draft: ScheduleDraft): DraftSource {
  const source = valueAt(draft, ['source']);
  const model = valueAt(source ?? null, ['model']);
  if (model !== undefined) return { kind: 'model', name: words(model, '') };
  if (valueAt(source ?? null, ['hypnogram']) !== undefined)
    return { kind: 'hypnogram', name: words(valueAt(draft, ['source', 'hypnogram', 'name']), 'hypnogram') };
  return { kind: 'preset', name: words(valueAt(source ?? null, ['preset']), source === undefined ? 'adult' : '') };
}

/** The recorded night inside a draft. */
export interface Recording {
  readonly name: string;
  readonly epochSeconds: number;
  /** One for each row of the file; what is no stage or no length there is kept in its place, at no length. */
  readonly runs: readonly StageRun[];
}

const known = new WeakMap<object, Recording>();

/** @returns the recording of a draft, the same object for the same draft; null where its source is another. */
export function recordingOf(draft: ScheduleDraft): Recording | null {
  const hypnogram = valueAt(draft, ['source', 'hypnogram']);
  if (typeof hypnogram !== 'object' || hypnogram === null) return null;
  const before = known.get(hypnogram);
  if (before !== undefined) return before;
  const epochSeconds = valueAt(hypnogram, ['epochSeconds']);
  const runs = valueAt(hypnogram, ['runs']);
  const recording: Recording = {
    name: words(valueAt(hypnogram, ['name']), 'hypnogram'),
    epochSeconds: typeof epochSeconds === 'number' && epochSeconds > 0 ? epochSeconds : 30,
    runs: Array.isArray(runs) ? runs.map(runOf) : [],
  };
  known.set(hypnogram, recording);
  return recording;
}

function runOf(row: Json): StageRun {
  const [stage, seconds] = Array.isArray(row) ? (row as readonly Json[]) : [];
  return {
    stage: words(stage, 'UNS') as RunStage,
    seconds: typeof seconds === 'number' && seconds > 0 && Number.isFinite(seconds) ? seconds : 0,
  };
}

/** A stage that life can be lived in. */
export const isLifeStage = (stage: string): stage is (typeof lifeStages)[number] =>
  (lifeStages as readonly string[]).includes(stage);

/** Writes runs into the recording of a draft. */
export const writeRuns = (draft: object, runs: readonly StageRun[]): void =>
  writeAt(
    draft,
    ['source', 'hypnogram', 'runs'],
    runs.map(({ stage, seconds }) => [stage, round(seconds)]),
  );

/** Seconds to a microsecond, so that sums of thirds stay readable in the file. */
const round = (seconds: number): number => Math.round(seconds * 1e6) / 1e6;

/** Makes a recording the source of a draft, in the place of whatever was there. */
export function writeRecording(
  draft: object,
  { name, epochSeconds, runs }: Recording,
  fill: 'wake' | 'repeat' = 'wake',
): void {
  writeAt(draft, ['source'], {
    hypnogram: { name: name.slice(0, 256), epochSeconds, ...(fill === 'repeat' && { fill }), runs: [] },
  });
  writeRuns(draft, runs);
}

/** Makes a preset or a model the source of a draft. */
export const writeSource = (draft: object, kind: 'preset' | 'model', name: string): void =>
  writeAt(draft, ['source'], { [kind]: name });
