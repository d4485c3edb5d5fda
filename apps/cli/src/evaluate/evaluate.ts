import { readEvaluations, writeEvaluation, type Evaluation } from '@oneiros/journal';
import { evaluationFile, measureSteps } from '@oneiros/simulation';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { watchInterrupts } from '../night/interrupts.ts';
import type { Output } from '../output.ts';
import { chooseTicks } from './choose-ticks.ts';
import { createBrainViewer } from './brain-viewer.ts';
import { createEvaluationProgress } from './evaluation-progress.ts';
import { printEvaluations } from './evaluation-table.ts';
import { planEvaluations } from './plan-evaluations.ts';
import { questionsOf } from './questions.ts';
import { openToEvaluate, type OpenOptions } from './run-to-evaluate.ts';
import { walk } from './walk.ts';

export interface EvaluateOptions extends OpenOptions {
  readonly probe?: readonly string[];
  readonly at?: readonly string[];
  readonly option?: readonly string[];
  readonly force?: boolean;
}

/** `oneiros evaluate`: asks probes about the brains of a run's checkpoints and keeps each answer as soon as it is there. */
export async function evaluateRun(reference: string, options: EvaluateOptions, output: Output): Promise<void> {
  const questions = questionsOf(options.probe, options.option);
  const { run, tick, images, clock, environment } = await openToEvaluate(reference, options, output);
  if (tick !== undefined && options.at !== undefined) throw new UsageError('Expected RUN@TICK or --at, got both.');
  const at = options.at ?? [tick === undefined ? 'newest' : String(tick)];
  const ticks = chooseTicks(at, { folder: run.folder, ticks: run.checkpoints, clock });
  const planned = planEvaluations(questions, ticks, readEvaluations(run.folder), options.force);
  const tell = (evaluation: Evaluation, isNew: boolean): void => {
    const file = evaluationFile(evaluation.tick, evaluation.probe);
    output.resultJson('evaluation', { run: run.folder, file, isNew, ...evaluation });
  };
  const known = planned.filter((each) => each.known !== undefined);
  if (known.length > 0)
    output.note(`${known.length} of ${planned.length} measured before with the same options: kept.`);
  known.forEach((each) => tell(each.known!, false));

  const interrupts = watchInterrupts(
    (signal) => {
      progress.clear();
      output.note(`${signal}: stopping. What is measured is kept; the same command goes on.`);
    },
    () => process.exit(exitCodes.failed),
  );
  const progress = createEvaluationProgress(output, planned);
  const lookBack = Math.max(
    0,
    ...questions.map(({ probe, options: { images: followed } }) => (probe === 'staleness' ? Number(followed) : 0)),
  );
  const viewer = createBrainViewer(run, images, { clock, lookBack });
  const done: Evaluation[] = known.map((each) => each.known!);
  try {
    for (const { probe, options: probeOptions, tick: at } of planned.filter((each) => each.known === undefined)) {
      const started = performance.now();
      const context = viewer.at(at);
      const result = await walk(measureSteps(probe, context, probeOptions), {
        isStopped: () => interrupts.received !== undefined,
        onStep: (step) => progress.update({ probe, tick: at, step }),
      });
      if (result === undefined) break;
      const seconds = Math.round(performance.now() - started) / 1000;
      const evaluation = {
        ...{ version: 1, probe, tick: at, epoch: context.epoch, options: probeOptions, result: result.value, seconds },
        ...environment,
      } as Evaluation;
      writeEvaluation(run.folder, evaluation);
      progress.done(evaluation);
      tell(evaluation, true);
      done.push(evaluation);
    }
  } finally {
    progress.clear();
    interrupts.dispose();
    viewer.dispose();
  }
  printEvaluations(done, output);
  if (interrupts.received !== undefined) process.exitCode = exitCodes.resumeMe;
}
