import type { BrainState, Gates, Levels } from './brain-state.ts';
import { gatesOf } from './gates.ts';
import { settleGate } from './life/tick-levels.ts';
import type { Schedule } from './schedule-schema.ts';

/** Levels held from outside for a whole tick, 0..1; what is left out or null is the schedule's. */
export type HeldLevels = { readonly [Level in keyof Levels]?: Levels[Level] | null | undefined };

/**
 * The state of a tick whose levels an experimenter holds. Each gate follows from one level: ACh opens the discriminator and shuts
 * NREM's replay, NA sets the target, the sign and whether the senses are connected. A held level is constant, so its gates are
 * those of {@link gatesOf} as the schedule's own mode and width make them; gates of a level that is not held stay to the last
 * bit. Stage, cycle and night are the schedule's: they tell what was planned.
 * @returns the state itself where nothing is held.
 * @throws RangeError for a level outside of 0..1.
 */
export function clampState(schedule: Schedule, state: BrainState, held: HeldLevels): BrainState {
  const ach = expectLevel('ACh', held.ach);
  const na = expectLevel('NA', held.na);
  if (ach === undefined && na === undefined) return state;
  const levels = { ach: ach ?? state.ach, na: na ?? state.na };
  const constant = constantGates(schedule, levels);
  const gates: Gates = {
    ...state.gates,
    ...(ach !== undefined && { discriminator: constant.discriminator, nrem: constant.nrem }),
    ...(na !== undefined && { target: constant.target, sign: constant.sign, connected: constant.connected }),
  };
  return { ...state, ...levels, gates };
}

/** Gates of levels that do not change, as the ticks of a schedule have them. */
function constantGates(schedule: Schedule, levels: Levels): Gates {
  const gates = gatesOf(levels, schedule.gates);
  if (schedule.kind !== 'life') return gates;
  const discriminator = settleGate(gates.discriminator, schedule.gates.negligible);
  const target = settleGate(gates.target, schedule.gates.negligible);
  return { ...gates, discriminator, target, sign: 2 * target - 1, nrem: 1 - discriminator };
}

function expectLevel(name: string, level: number | null | undefined): number | undefined {
  if (level === null || level === undefined) return undefined;
  if (!(level >= 0 && level <= 1)) throw new RangeError(`Expected ${name} held at a level from 0 to 1, got ${level}.`);
  return level;
}
