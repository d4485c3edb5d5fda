import { drugs, manipulationSchema, type Drug } from '@oneiros/conductor';
import { z } from 'zod';
import { describeFields, type DescribedField, type FieldSchema } from './describe-fields.ts';

/** One kind of manipulation, told. */
export interface ManipulationEntry {
  readonly kind: string;
  readonly summary: string;
  /** What is arranged about it; undefined where it does no more than it says. */
  readonly calibrated: string | undefined;
  readonly sources: readonly string[];
  readonly fields: readonly DescribedField[];
}

/** What debt and rebound of closed loops rest on; awakenings at random moments and clamps need no ground. */
const closedLoop = {
  calibrated:
    'Calibrated: how fast attempts and rebound grow with the debt is fitted to REM at 9.2 % over three nights and 140 % in the first recovery night, or set alike for N3; no prediction for others.',
  sources: ['Endo et al. 1998, Am J Physiol 274:R1186'],
};

const grounds: Readonly<Record<string, typeof closedLoop>> = {
  'rem-deprivation': closedLoop,
  'yoked-awakenings': closedLoop,
  'sws-suppression': closedLoop,
};

/** Every kind that the schema of schedules takes, from that schema; what is told of drugs stands beside their factors. */
export function manipulationCatalogue(): ManipulationEntry[] {
  const { oneOf } = z.toJSONSchema(manipulationSchema, { io: 'input' }) as { oneOf: FieldSchema[] };
  return oneOf.map((schema) => {
    const kind = String(schema.properties!['kind']!.const);
    const doses: Drug[] = Object.entries(drugs as Record<string, Drug>).flatMap(([name, drug]) =>
      name === kind || name.startsWith(`${kind}-`) ? [drug] : [],
    );
    const told = doses.map(({ title, calibrated }) => (doses.length > 1 ? `${title}: ${calibrated}` : calibrated));
    return {
      kind,
      summary: schema.description ?? '',
      calibrated: told.length > 0 ? told.join(' ') : grounds[kind]?.calibrated,
      sources: doses.length > 0 ? [...new Set(doses.map(({ source }) => source))] : (grounds[kind]?.sources ?? []),
      fields: describeFields(schema),
    };
  });
}
