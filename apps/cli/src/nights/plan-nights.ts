import { taskIdOf, type PlannedTask } from '@oneiros/campaign';
import { resolveConfig, type RunConfigInput } from '@oneiros/simulation';
import { nightArms, type NightPart, type NightSizes } from './night-arms.ts';
import type { LifeInput } from './wakes-a-day.ts';

export interface NightsRequest {
  readonly parts: readonly NightPart[];
  readonly sizes: NightSizes;
  readonly seeds: readonly number[];
  /** The recorded night; without it the arm that lives it is left out. */
  readonly recording: LifeInput | undefined;
  /** What was asked of every run beside, the last on top. */
  readonly layers: readonly unknown[];
}

/** What every run of the plan has, under what is asked beside. */
const base: RunConfigInput = {
  checkpoints: { keep: 1, everyTicks: 500, keepEveryEpochs: 0 },
  dreams: { count: 8 },
};

/** Of lives: beside the dreams no brain is kept each morning, which would be 66 MB each. */
const ofLives: RunConfigInput = { checkpoints: { keepEveryNights: 0 } };

/** Images that the readout of a morning learns from; it is tested on every test image. */
export const READOUT_TRAIN_IMAGES = 10_000;

/** The trainings that the parts need: the first seed of everything comes before the second of anything. */
export function planNights({ parts, sizes, seeds, recording, layers }: NightsRequest): PlannedTask[] {
  const arms = nightArms.filter(
    ({ name, parts: own }) =>
      own.some((part) => parts.includes(part)) && (name !== 'recorded' || recording !== undefined),
  );
  return seeds.flatMap((seed) => {
    const ids = new Map<string, string>();
    return arms.map(({ name, from, layer }): PlannedTask => {
      const own = layer({ sizes, seed, recording });
      const config = resolveConfig(base, own, own.schedule?.kind === 'life' ? ofLives : {}, ...layers, {
        seed,
        duration: own.duration,
        probes: {
          at: own.probes!.at!.map((moment) => ({ ...moment, options: { trainImages: READOUT_TRAIN_IMAGES } })),
        },
      });
      const parent = from === undefined ? undefined : ids.get(from)!;
      const id = taskIdOf(config, parent);
      ids.set(name, id);
      return { id, overrides: { night: name, seed }, config, ...(parent !== undefined && { from: parent }) };
    });
  });
}
