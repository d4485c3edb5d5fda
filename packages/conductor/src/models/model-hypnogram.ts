import type { Hypnogram, StageRun } from '../stages.ts';
import type { ModelRun } from './model-run.ts';

export interface ModelHypnogramOptions {
  /** How long from the run's present moment, a whole number of samples. */
  readonly seconds: number;
  /** Time between samples; states in between are not seen. */
  readonly sampleSeconds: number;
}

/** Stages and levels of a model over some time. */
export interface ModelHypnogram {
  readonly hypnogram: Hypnogram;
  /** [seconds / sampleSeconds], 0..1, at the beginning of each sample; null where the model has no such level. */
  readonly ach: Float32Array | null;
  readonly na: Float32Array | null;
}

/**
 * Samples a run on its way: sample i is the state i sampleSeconds after the present moment, and its stage is taken to last until
 * the next one. The run ends up `seconds` later.
 * @throws RangeError where `seconds` is not a positive whole number of samples.
 */
export function modelHypnogram(run: ModelRun, { seconds, sampleSeconds }: ModelHypnogramOptions): ModelHypnogram {
  const count = Math.round(seconds / sampleSeconds);
  if (!(sampleSeconds > 0) || !(count >= 1) || Math.abs(count * sampleSeconds - seconds) > 1e-6 * sampleSeconds)
    throw new RangeError(`Expected a whole number of samples of ${sampleSeconds} s, got ${seconds} s.`);
  const ach = new Float32Array(count);
  const na = new Float32Array(count);
  const runs: { stage: StageRun['stage']; seconds: number }[] = [];
  let sample = run.sample();
  const hasAch = sample.ach !== null;
  const hasNa = sample.na !== null;
  for (let i = 0; i < count; i++) {
    ach[i] = sample.ach ?? 0;
    na[i] = sample.na ?? 0;
    const last = runs.at(-1);
    if (last?.stage === sample.stage) last.seconds += sampleSeconds;
    else runs.push({ stage: sample.stage, seconds: sampleSeconds });
    sample = run.advance(sampleSeconds);
  }
  const hypnogram = { runs, epochSeconds: sampleSeconds, source: `model ${run.model.name}` };
  return { hypnogram, ach: hasAch ? ach : null, na: hasNa ? na : null };
}
