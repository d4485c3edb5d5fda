import { writeEvaluation, type Evaluation } from '@oneiros/journal';
import { measureSteps } from '@oneiros/simulation';
import type { Output } from '../output.ts';
import { createEvaluationProgress } from './evaluation-progress.ts';
import type { Features } from './features.ts';
import type { BrainViewer } from './brain-viewer.ts';
import type { PlannedEvaluation } from './plan-evaluations.ts';
import type { RunToEvaluate } from './run-to-evaluate.ts';
import { walk } from './walk.ts';

export interface MeasureOptions {
  readonly viewer: BrainViewer;
  readonly output: Output;
  /** What `realism` looks through, where it is asked. */
  readonly features: Features | undefined;
  /** Looked at between the steps of a measurement; what was not finished then is dropped. */
  readonly isStopped: () => boolean;
  /** Called once an evaluation is written. */
  readonly onMeasured: (evaluation: Evaluation) => void;
}

/** A question that could not be answered. */
export interface FailedEvaluation extends Pick<PlannedEvaluation, 'probe' | 'tick'> {
  readonly error: Error;
}

/**
 * Measures what is planned and not yet known, and keeps each answer as soon as it is there. What fails, such as a readout of
 * latents that are not finite, is told, and the rest goes on.
 *
 * @throws CheckpointDamagedError, SnapshotMismatchError, RunWriteError
 */
export async function measurePlanned(
  { run, images, environment }: RunToEvaluate,
  planned: readonly PlannedEvaluation[],
  { viewer, output, features, isStopped, onMeasured }: MeasureOptions,
): Promise<FailedEvaluation[]> {
  const failed: FailedEvaluation[] = [];
  const progress = createEvaluationProgress(output, planned);
  try {
    for (const { probe, options, tick, known } of planned) {
      if (known !== undefined) continue;
      const started = performance.now();
      const context = viewer.at(tick);
      // Images, NREM dreams and REM dreams.
      const looks = probe === 'realism' ? 3 * Math.min(Number(options['images']), images.train.count) : 0;
      const onStep = (step: string): void =>
        progress.update(`${probe} at tick ${tick}: ${step}`, looks > 0 ? features?.secondsLeft(looks) : undefined);
      let measured;
      try {
        measured = await walk(measureSteps(probe, context, options), { isStopped, onStep });
      } catch (error) {
        failed.push({ probe, tick, error: error as Error });
        progress.clear();
        output.warn(`${probe} at tick ${tick} failed: ${(error as Error).message}`);
        continue;
      }
      if (measured === undefined) return failed;
      const { epoch } = context;
      const seconds = Math.round(performance.now() - started) / 1000;
      const answer = { version: 1, probe, tick, epoch, options, result: measured.value, seconds, ...environment };
      const evaluation = answer as Evaluation;
      writeEvaluation(run.folder, evaluation);
      if (looks > 0) features?.forgetDreams();
      progress.done(evaluation);
      onMeasured(evaluation);
    }
    return failed;
  } finally {
    progress.clear();
  }
}
