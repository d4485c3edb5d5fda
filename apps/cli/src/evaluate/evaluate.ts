import { readEvaluations, type Evaluation } from '@oneiros/journal';
import { evaluationFile, loopProbeNames } from '@oneiros/simulation';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { watchInterrupts } from '../night/interrupts.ts';
import type { Output } from '../output.ts';
import { createBrainViewer } from './brain-viewer.ts';
import { chooseTicks } from './choose-ticks.ts';
import { printEvaluations } from './evaluation-table.ts';
import { exportActivities, exportSettings, type ExportOptions } from './export-activities.ts';
import { openFeatures } from './features.ts';
import { measurePlanned } from './measure-planned.ts';
import { planEvaluations, type PlannedEvaluation } from './plan-evaluations.ts';
import { questionsOf, type Question } from './questions.ts';
import { openToEvaluate, type OpenOptions } from './run-to-evaluate.ts';

export interface EvaluateOptions extends OpenOptions, ExportOptions {
  readonly probe?: readonly string[];
  readonly at?: readonly string[];
  readonly option?: readonly string[];
  readonly force?: boolean;
  /** File of the network for realism. */
  readonly network?: string;
}

/** `oneiros evaluate`: asks probes about the brains of a run's checkpoints, and exports what their areas do. */
export async function evaluateRun(reference: string, options: EvaluateOptions, output: Output): Promise<void> {
  const { opened, wanted, questions, ticks, features, planned } = await planRun(reference, options, output);
  const { run, images, clock } = opened;
  const tell = (evaluation: Evaluation, isNew: boolean): void => {
    const file = evaluationFile(evaluation.tick, evaluation.probe);
    output.resultJson('evaluation', { run: run.folder, file, isNew, ...evaluation });
  };
  const evaluations = planned.flatMap(({ known }) => (known === undefined ? [] : [known]));
  if (evaluations.length > 0) {
    output.note(`${evaluations.length} of ${planned.length} were measured before with the same options and are kept.`);
  }
  evaluations.forEach((evaluation) => tell(evaluation, false));

  const interrupts = watchInterrupts(
    (signal) => output.note(`${signal}: stopping. What is measured is kept; the same command goes on.`),
    () => process.exit(exitCodes.failed),
  );
  const isStopped = (): boolean => interrupts.received !== undefined;
  const viewer = createBrainViewer(run, images, { clock, lookBack: lookBackOf(questions), network: features });
  try {
    const failed = await measurePlanned(opened, planned, {
      ...{ viewer, output, features, isStopped },
      onMeasured: (evaluation) => {
        tell(evaluation, true);
        evaluations.push(evaluation);
      },
    });
    printEvaluations(evaluations, output);
    if (failed.length > 0) process.exitCode = exitCodes.failed;
    if (wanted) await exportActivities(opened, ticks, wanted, { viewer, output, isStopped });
  } finally {
    interrupts.dispose();
    viewer.dispose();
    features?.dispose();
  }
  if (isStopped()) process.exitCode = exitCodes.resumeMe;
}

/** What `evaluateRun` with the same options would still have to measure. */
export async function unmeasuredIn(
  reference: string,
  options: EvaluateOptions,
  output: Output,
): Promise<PlannedEvaluation[]> {
  const { features, planned } = await planRun(reference, options, output);
  features?.dispose();
  return planned.filter(({ known }) => known === undefined);
}

/** Opens a run and says what is asked of which of its brains, and what is known already. */
async function planRun(reference: string, options: EvaluateOptions, output: Output) {
  const wanted = exportSettings(options);
  // Who only exports asks no questions.
  const fallback = wanted ? [] : [...loopProbeNames, ...(options.network === undefined ? [] : (['realism'] as const))];
  const questions = questionsOf(options.probe, options.option, fallback);
  const opened = await openToEvaluate(reference, options, output);
  const { run, tick, clock } = opened;
  if (tick !== undefined && options.at !== undefined) throw new UsageError('Expected RUN@TICK or --at, got both.');
  const at = options.at ?? [tick === undefined ? 'newest' : String(tick)];
  const ticks = chooseTicks(at, { folder: run.folder, ticks: run.checkpoints, clock });
  const existing = readEvaluations(run.folder);
  const { force = false } = options;
  const features = needsNetwork(questions, ticks, existing, options) ? openFeatures(options.network) : undefined;
  const planned = planEvaluations(questions, ticks, existing, { force, network: features?.network });
  return { opened, wanted, questions, ticks, features, planned };
}

/** How many images `staleness` follows through earlier checkpoints; none where it is not asked. */
const lookBackOf = (questions: readonly Question[]): number =>
  Math.max(0, ...questions.map(({ probe, options }) => (probe === 'staleness' ? Number(options['images']) : 0)));

/** Whether something is to be looked at through the network, or compared with what was. */
function needsNetwork(
  questions: readonly Question[],
  ticks: readonly number[],
  existing: readonly Evaluation[],
  { network, force }: EvaluateOptions,
): boolean {
  if (!questions.some(({ probe }) => probe === 'realism')) return false;
  const known = existing.filter(({ probe }) => probe === 'realism').map(({ tick }) => tick);
  return network !== undefined || force === true || !ticks.every((tick) => known.includes(tick));
}
