import { HypnogramTooLongError } from '../errors.ts';
import type { Hypnogram, RunStage, StageRun } from '../stages.ts';

const MOST_EPOCHS = 10_000_000;

/** How many epochs a hypnogram has; one that is begun counts. */
const countEpochs = (runs: readonly StageRun[], epochSeconds: number): number =>
  Math.ceil(runs.reduce((sum, { seconds }) => sum + seconds, 0) / epochSeconds - 1e-9);

/**
 * The stage of every epoch: the one that takes most of it, of equals the earlier, as the AASM scores.
 * @throws HypnogramTooLongError above ten million epochs.
 */
export function* epochsOf({ runs, epochSeconds }: Pick<Hypnogram, 'runs' | 'epochSeconds'>): Generator<RunStage> {
  const count = countEpochs(runs, epochSeconds);
  if (count > MOST_EPOCHS) throw new HypnogramTooLongError(count, MOST_EPOCHS);
  let run = 0;
  let runEnd = runs[0]?.seconds ?? 0;
  for (let epoch = 0; epoch < count; epoch++) {
    const end = (epoch + 1) * epochSeconds;
    let at = epoch * epochSeconds;
    const shares = new Map<RunStage, number>();
    while (run < runs.length && at < end - 1e-6) {
      const until = Math.min(runEnd, end);
      const { stage } = runs[run]!;
      shares.set(stage, (shares.get(stage) ?? 0) + until - at);
      at = until;
      if (runEnd <= end + 1e-6) {
        run++;
        runEnd += runs[run]?.seconds ?? 0;
      }
    }
    yield [...shares].reduce((best, share) => (share[1] > best[1] + 1e-6 ? share : best))[0];
  }
}

/** The same hypnogram in other epochs; what is shorter than half of one may go. */
export function rescore(hypnogram: Hypnogram, epochSeconds: number): Hypnogram {
  const runs: { stage: RunStage; seconds: number }[] = [];
  for (const stage of epochsOf({ runs: hypnogram.runs, epochSeconds })) {
    const last = runs.at(-1);
    if (last?.stage === stage) last.seconds += epochSeconds;
    else runs.push({ stage, seconds: epochSeconds });
  }
  return { ...hypnogram, runs, epochSeconds };
}
