import { DAY_SECONDS, resolveSchedule, type CycleSchedule, type Schedule } from '@oneiros/conductor';

const stages: Readonly<Record<string, string>> = { wake: 'WAKE', nrem: 'NREM', rem: 'REM' };

/**
 * The paper's schedule as a life: a minute of each state of the order, again and again, a minute a mini-batch, with the levels and
 * hard gates of the cycle and no delay in release. It must open the gates of the cycle, to the last bit.
 */
export function lifeOfCycle({ order, levels, gates }: CycleSchedule): Schedule {
  if (gates.mode !== 'hard') throw new Error(`Expected the hard gates of the paper, got ${gates.mode}.`);
  const runs = order.map((name) => [stages[name], 60]);
  // A day of 24 h is cut after 1440 minutes: the rounds of the order must fill it.
  if (DAY_SECONDS % (60 * order.length) !== 0) throw new Error(`A day is no whole number of ${order.join(', ')}.`);
  const levelsOf = (name: string) => ({ ach: levels[name]!.ach, na: levels[name]!.na });
  return resolveSchedule({
    kind: 'life',
    days: 1000,
    source: { hypnogram: { runs, fill: 'repeat' } },
    levels: {
      achSeconds: 0,
      naSeconds: 0,
      stages: { WAKE: levelsOf('wake'), NREM: levelsOf('nrem'), REM: levelsOf('rem') },
    },
    gates: { mode: 'hard' },
    updates: { mode: 'proportional', minutesPerMiniBatch: 1 },
  });
}
