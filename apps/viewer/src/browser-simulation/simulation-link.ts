import { conditionNames, type ConditionName } from '@oneiros/simulation/config';
import { backendNames, type BackendChoice } from './backend.ts';
import { brainSizes, defaultBrain, type BrainChoice, type BrainSize } from './browser-config.ts';
import type { ClampChange } from './clamp-log.ts';
import { scheduleOf, type ScheduleChoice } from './schedule-choice.ts';

/** All that makes a life in the browser, and a moment of it: on the same back end it is lived again to the bit. */
export interface SimulationLink extends BrainChoice {
  readonly backend: BackendChoice;
  readonly clamps: readonly ClampChange[];
  /** Ticks lived through. */
  readonly tick: number;
}

/** Readable keys of a permalink; what is as by default is left out. */
export function formatSimulationLink(link: SimulationLink): Record<string, string> {
  const { seed, size, condition, schedule, backend, clamps, tick } = link;
  const keys: Record<string, string> = {
    seed: String(seed),
    size,
    condition,
    ...('yaml' in schedule ? { yaml: schedule.yaml } : { schedule: schedule.preset }),
    backend,
    held: clamps.map(({ tick: from, ach, na }) => `${from}:${ach ?? '-'},${na ?? '-'}`).join(';'),
    at: String(tick),
  };
  const byDefault: Record<string, string> = { condition: defaultBrain.condition, backend: 'auto', held: '', at: '0' };
  return Object.fromEntries(Object.entries(keys).filter(([key, value]) => byDefault[key] !== value));
}

/**
 * Reads what {@link formatSimulationLink} wrote; keys that are absent are as by default.
 *
 * @throws RangeError or ScheduleInvalidError that names the key and what was expected
 */
export function parseSimulationLink(keys: Readonly<Record<string, string | undefined>>): SimulationLink {
  const schedule: ScheduleChoice =
    keys['yaml'] === undefined
      ? { preset: keys['schedule'] ?? ('preset' in defaultBrain.schedule ? defaultBrain.schedule.preset : 'paper') }
      : { yaml: keys['yaml'] };
  scheduleOf(schedule);
  return {
    seed: wholeNumber('seed', keys['seed'], defaultBrain.seed),
    size: oneOf('size', keys['size'], Object.keys(brainSizes) as BrainSize[], defaultBrain.size),
    condition: oneOf<ConditionName>('condition', keys['condition'], conditionNames, defaultBrain.condition),
    schedule,
    backend: oneOf<BackendChoice>('backend', keys['backend'], ['auto', ...backendNames], 'auto'),
    clamps: (keys['held'] ?? '').split(';').filter(Boolean).map(clampOf),
    tick: wholeNumber('at', keys['at'], 0),
  };
}

function clampOf(text: string): ClampChange {
  const [, tick, ach, na] = /^(\d{1,9}):(-|[\d.e-]+),(-|[\d.e-]+)$/.exec(text) ?? [];
  const level = (word: string | undefined): number | null => (word === '-' ? null : Number(word));
  const change = { tick: Number(tick), ach: level(ach), na: level(na) };
  const isLevel = (value: number | null): boolean => value === null || (value >= 0 && value <= 1);
  if (tick !== undefined && isLevel(change.ach) && isLevel(change.na)) return change;
  throw new RangeError(`Expected held as TICK:ACH,NA with levels from 0 to 1 or -, got "${text}".`);
}

function wholeNumber(key: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new RangeError(`Expected ${key} as a whole number from 0, got "${text}".`);
}

function oneOf<Name extends string>(
  key: string,
  text: string | undefined,
  names: readonly Name[],
  otherwise: Name,
): Name {
  if (text === undefined) return otherwise;
  if ((names as readonly string[]).includes(text)) return text as Name;
  throw new RangeError(`Expected ${key} as one of ${names.join(', ')}, got "${text}".`);
}
