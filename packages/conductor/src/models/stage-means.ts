import type { ModelRun } from './model-run.ts';
import type { ModelStage } from './sleep-model.ts';

/** What a model does in one stage, averaged over samples. */
export interface StageMeans {
  /** Share of all samples, 0..1. */
  readonly share: number;
  /** Means of the variables by name, and of `ach` and `na` where the model has them. */
  readonly means: Readonly<Record<string, number>>;
}

/**
 * Advances a run and averages its state in each stage, the way state means are reported of models.
 * @param seconds at least one sample; the rest of an incomplete last one is left out.
 */
export function meansByStage(
  run: ModelRun,
  { seconds, sampleSeconds }: { readonly seconds: number; readonly sampleSeconds: number },
): Partial<Record<ModelStage, StageMeans>> {
  const count = Math.floor(seconds / sampleSeconds);
  const sums = new Map<ModelStage, { samples: number; totals: Record<string, number> }>();
  for (let i = 0; i < count; i++) {
    const { stage, ach, na, state } = run.advance(sampleSeconds);
    const sum = sums.get(stage) ?? { samples: 0, totals: {} };
    sums.set(stage, sum);
    sum.samples += 1;
    const add = (name: string, value: number): void => void (sum.totals[name] = (sum.totals[name] ?? 0) + value);
    for (const [name, value] of Object.entries(state)) add(name, value);
    if (ach !== null) add('ach', ach);
    if (na !== null) add('na', na);
  }
  return Object.fromEntries(
    [...sums].map(([stage, { samples, totals }]) => {
      const means = Object.fromEntries(Object.entries(totals).map(([name, total]) => [name, total / samples]));
      return [stage, { share: samples / count, means }];
    }),
  );
}
