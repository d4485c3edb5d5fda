import type { z } from 'zod';
import { measurementsOf, type EvidenceGroup, type Measurement, type RunEvidence } from './evidence.ts';

/** A measurement whose result has the form that a target reads. */
export type Measured<Result> = Measurement & { readonly result: Result };

/** The measurements of a probe in a run, by epoch; those of another form are passed over. */
export const measuredIn = <Result>(run: RunEvidence, probe: string, form: z.ZodType<Result>): Measured<Result>[] =>
  measurementsOf(run, probe).flatMap((each) => {
    const parsed = form.safeParse(each.result);
    return parsed.success ? [{ ...each, result: parsed.data }] : [];
  });

/** The newest one of each run of a group. */
export const newestIn = <Result>(group: EvidenceGroup | undefined, probe: string, form: z.ZodType<Result>) =>
  (group?.runs ?? []).flatMap((run) => measuredIn(run, probe, form).slice(-1));

/** The first one after learning has begun, of each run of a group. */
export const earliestIn = <Result>(group: EvidenceGroup | undefined, probe: string, form: z.ZodType<Result>) =>
  (group?.runs ?? []).flatMap((run) =>
    measuredIn(run, probe, form)
      .filter(({ epoch }) => epoch > 0)
      .slice(0, 1),
  );

/** Such as `PAD (epoch 25)`, with every epoch at which its runs were measured; the name alone where none was. */
export function atEpochs(name: string, measured: readonly { readonly epoch: number }[]): string {
  const epochs = [...new Set(measured.map(({ epoch }) => epoch))];
  return epochs.length === 0 ? name : `${name} (epoch ${epochs.join(', ')})`;
}
