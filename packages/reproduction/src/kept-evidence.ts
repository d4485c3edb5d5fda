import { z } from 'zod';
import { EvidenceUnreadableError } from './errors.ts';
import type { Measurement, RunEvidence } from './evidence.ts';

const share = z.number().min(0).max(1);
const epoch = z.number().min(0);
const text = z.string().min(1);
/** JSON has no NaN: what diverged is null there. */
const nullIsNaN = <Value extends number>(form: z.ZodType<Value>) => form.nullable().transform((value) => value ?? NaN);
const published = z.strictObject({
  mean: share,
  sem: z.number().min(0),
  n: z.int().min(1),
  epoch,
  source: z.strictObject({
    ...{ short: text, title: text, journal: text, year: z.int() },
    ...{ doi: text.exactOptional(), place: text.exactOptional() },
  }),
});
const evidenceSchema = z.strictObject({
  run: text.regex(/^[^/\\]+$/, 'expected the name of a run, not a path'),
  condition: text,
  data: text,
  seed: z.int().min(0),
  scale: text,
  published: published.nullable(),
  epochs: epoch,
  readouts: z.array(z.strictObject({ epoch, softmax: nullIsNaN(share), ridge: share.nullable() })),
  losses: z.array(z.strictObject({ epoch, means: z.record(z.string(), nullIsNaN(z.number())) })),
  measurements: z.array(
    z.strictObject({
      ...{ probe: text, tick: z.int().min(0), epoch },
      options: z.record(z.string(), z.unknown()),
      result: z.unknown(),
    }),
  ),
  dreams: z
    .string()
    .regex(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/, 'expected a PNG as a data address')
    .nullable(),
  hours: z.number().min(0),
});
const fileSchema = z.strictObject({ version: z.literal(1), evidence: evidenceSchema });

/** What a run left behind as the text of a file, to outlive its folder; a measurement a line. */
export function evidenceText(evidence: RunEvidence): string {
  // Read as it will be read, so that writing what was read changes nothing, the order of fields included.
  const text = JSON.stringify({ version: 1, evidence: { ...evidence, run: nameOfRun(evidence.run) } });
  const { version, evidence: kept } = fileSchema.parse(JSON.parse(text));
  const { measurements, ...rest } = kept;
  const head = JSON.stringify({ version, evidence: rest });
  const lines = measurements.map((each) => JSON.stringify(each)).join(',\n');
  return `${head.slice(0, -2)},"measurements":[\n${lines}\n]}}\n`;
}

/**
 * Reads what {@link evidenceText} wrote.
 * @param file named in errors
 * @throws EvidenceUnreadableError
 */
export function parseEvidence(file: string, content: string): RunEvidence {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    throw new EvidenceUnreadableError(file, (cause as Error).message);
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw new EvidenceUnreadableError(file, `${path.join('.') || 'the whole'}: ${message}`);
  }
  return parsed.data.evidence;
}

/** The last part of a path. */
export const nameOfRun = (path: string): string => path.split(/[/\\]/).findLast((part) => part !== '') ?? path;

/**
 * One training told twice, as of a run that went on or was measured further after it was kept: the longer one with the
 * measurements of both. Two trainings that read out differently after the same epoch are not one, and give undefined.
 */
export function uniteEvidence(one: RunEvidence, other: RunEvidence): RunEvidence | undefined {
  const [longer, shorter] = other.epochs > one.epochs ? [other, one] : [one, other];
  const readouts = new Map(longer.readouts.map((each) => [each.epoch, each]));
  const agree = shorter.readouts.every(({ epoch: at, softmax, ridge }) => {
    const same = readouts.get(at);
    return same !== undefined && Object.is(same.softmax, softmax) && same.ridge === ridge;
  });
  if (!agree) return undefined;
  const keyOf = ({ probe, tick, options }: Measurement): string => JSON.stringify([probe, tick, options]);
  const known = new Set(longer.measurements.map(keyOf));
  const more = shorter.measurements.filter((each) => !known.has(keyOf(each)));
  return {
    ...longer,
    dreams: longer.dreams ?? shorter.dreams,
    measurements: [...longer.measurements, ...more],
  };
}
