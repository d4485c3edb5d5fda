import { writeEvaluation, type Evaluation } from '@oneiros/journal';
import { measureSteps } from '@oneiros/simulation';
import type { Output } from '../output.ts';
import { createEvaluationProgress } from './evaluation-progress.ts';
import type { BrainViewer } from './brain-viewer.ts';
import type { PlannedEvaluation } from './plan-evaluations.ts';
import type { RunToEvaluate } from './run-to-evaluate.ts';
import { walk } from './walk.ts';

export interface MeasureOptions {
  readonly viewer: BrainViewer;
  readonly output: Output;
  /** Looked at between the steps of a measurement; what was not finished then is dropped. */
  readonly isStopped: () => boolean;
  /** Called once an evaluation is written. */
  readonly onMeasured: (evaluation: Evaluation) => void;
}

/** Measures what is planned and not yet known, and keeps each answer as soon as it is there. */
export async function measurePlanned(
  { run, environment }: RunToEvaluate,
  planned: readonly PlannedEvaluation[],
  { viewer, output, isStopped, onMeasured }: MeasureOptions,
): Promise<void> {
  const progress = createEvaluationProgress(output, planned);
  try {
    for (const { probe, options, tick, known } of planned) {
      if (known !== undefined) continue;
      const started = performance.now();
      const context = viewer.at(tick);
      const measured = await walk(measureSteps(probe, context, options), {
        isStopped,
        onStep: (step) => progress.update(`${probe} at tick ${tick}: ${step}`),
      });
      if (measured === undefined) return;
      const { epoch } = context;
      const seconds = Math.round(performance.now() - started) / 1000;
      const answer = { version: 1, probe, tick, epoch, options, result: measured.value, seconds, ...environment };
      const evaluation = answer as Evaluation;
      writeEvaluation(run.folder, evaluation);
      progress.done(evaluation);
      onMeasured(evaluation);
    }
  } finally {
    progress.clear();
  }
}
