import {
  levelCaveats,
  levelsSchema,
  nightPresets,
  presetOverridesSchema,
  sleepModelNames,
  sleepModels,
  nearestWord,
  type NightPreset,
  type SleepModel,
} from '@oneiros/conductor';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import type { Output } from '../output.ts';
import { createPaint } from '../terminal/paint.ts';
import { formatTable } from '../terminal/table.ts';
import { describeFields, type DescribedField, type FieldSchema } from './describe-fields.ts';
import { manipulationCatalogue, type ManipulationEntry } from './manipulation-catalogue.ts';
import { namedSchedule } from './named-schedules.ts';
import { writeSchedule } from './schedule-file.ts';

export interface ShowOptions {
  /** Where to write a schedule that uses what is shown first. */
  readonly output?: string;
  /** Of a preset and a manipulation of one name, the manipulation alone. */
  readonly manipulation?: boolean;
}

/** What is told of a preset, a model or a manipulation; the answer of `--json`. */
interface Sheet {
  readonly kind: 'preset' | 'model' | 'manipulation';
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** What is measured and what arranged, or what stands in; null where there is nothing to tell. */
  readonly label: string | null;
  readonly sources: readonly string[];
  readonly parameters: readonly DescribedField[];
  /** Further lines for people, such as a model's variables. */
  readonly more: readonly string[];
  /** The levels of its stages, where stages have levels of their own. */
  readonly levels: readonly DescribedField[];
  readonly caveats: readonly string[];
}

/**
 * Prints parameters with units, defaults, source and caveats, of a preset and a manipulation of one name both, and with `-o` writes
 * a schedule to start from.
 * @throws UsageError on a name that is none of a preset, a model or a manipulation
 */
export async function showSchedule(name: string, options: ShowOptions, output: Output): Promise<void> {
  const sheets = sheetsOf(name, options.manipulation ?? false);
  const sheet = sheets[0]!;
  output.resultJson('schedule-show', { sheets });
  sheets.forEach((each, i) => {
    if (i > 0) output.result('');
    print(each, output);
  });
  if (options.output === undefined) return;
  await writeSchedule(options.output, scheduleOf(sheet), [`${sheet.title}: ${sheet.summary}`, ...labelOf(sheet)]);
  output.note(`Written: ${options.output}, a schedule for \`oneiros run --schedule\`.`);
}

function sheetsOf(name: string, manipulationAlone: boolean): Sheet[] {
  const catalogue = manipulationCatalogue();
  const manipulation = catalogue.find(({ kind }) => kind === name);
  const model = sleepModelNames.find((known) => known === name);
  const sheets = [
    ...(Object.hasOwn(nightPresets, name) ? [presetSheet(name, nightPresets[name]!)] : []),
    ...(model === undefined ? [] : [modelSheet(sleepModels[model])]),
    ...(manipulation === undefined ? [] : [manipulationSheet(manipulation)]),
  ].filter(({ kind }) => !manipulationAlone || kind === 'manipulation');
  if (sheets.length > 0) return sheets;
  const kinds = catalogue.map(({ kind }) => kind);
  const known = manipulationAlone ? kinds : [...Object.keys(nightPresets), ...sleepModelNames, ...kinds];
  const nearest = nearestWord(name, known);
  const advice = nearest === undefined ? '`oneiros schedule list` has them' : `did you mean "${nearest}"?`;
  const expected = manipulationAlone ? 'a manipulation' : 'a preset, a model or a manipulation';
  throw new UsageError(`Expected the name of ${expected}, got ${name}; ${advice}`);
}

const fieldsOf = (schema: z.ZodType): DescribedField[] =>
  describeFields(z.toJSONSchema(schema, { io: 'input' }) as FieldSchema);

/** The levels of stages, as a schedule without any of its own has them. */
const stageLevels = (): DescribedField[] => fieldsOf(levelsSchema);

function presetSheet(name: string, preset: NightPreset): Sheet {
  const { title, summary, calibrated, source } = preset;
  return {
    ...{ kind: 'preset', name, title, summary, label: calibrated, sources: [source] },
    parameters: fieldsOf(presetOverridesSchema(preset)),
    more: [],
    levels: preset.kind === 'cycle' ? [] : stageLevels(),
    caveats: levelCaveats,
  };
}

function modelSheet({ name, title, summary, standIn, source, parameters, variables, stepSeconds }: SleepModel): Sheet {
  const rows = variables.map((variable) => [variable.name, variable.unit, `${variable.initial}`, variable.meaning]);
  return {
    ...{ kind: 'model', name, title, summary, label: standIn === undefined ? null : `Stand-in or changed: ${standIn}` },
    sources: [source],
    parameters: fieldsOf(parameters),
    more: [
      'Variables',
      ...indented(formatTable([['name', 'unit', 'at the start', 'meaning'], ...rows])),
      '',
      `Equations: packages/conductor/src/models, after the source above; integrated by Runge and Kutta's fourth-order method in steps of ${stepSeconds} s.`,
    ],
    levels: [],
    caveats: levelCaveats,
  };
}

const manipulationSheet = ({ kind, summary, calibrated, sources, fields }: ManipulationEntry): Sheet => ({
  ...{ kind: 'manipulation', name: kind, title: kind, summary, label: calibrated ?? null, sources, parameters: fields },
  ...{ more: [], levels: [], caveats: [] },
});

const indented = (text: string): string[] => text.split('\n').map((line) => `  ${line}`);

const labelOf = ({ label, sources }: Sheet): string[] => [
  ...(label === null ? [] : [label]),
  ...sources.map((source) => `Source: ${source}`),
];

function print(sheet: Sheet, output: Output): void {
  const paint = createPaint(output.color);
  const { kind, title, summary, parameters, more, levels, caveats } = sheet;
  output.result([paint.bold(`${title} (${kind})`), summary, ...labelOf(sheet)].join('\n'));
  const section = (heading: string, lines: readonly string[]): void => {
    if (lines.length > 0) output.result(['', paint.bold(heading), ...lines].join('\n'));
  };
  const table = (fields: readonly DescribedField[]): string[] =>
    fields.length === 0 ? [] : indented(formatTable([['name', 'default', 'takes', 'meaning'], ...fields.map(rowOf)]));
  section('Parameters', table(parameters));
  if (more.length > 0) output.result(`\n${more.join('\n')}`);
  section('Levels of its stages, and their release', table(levels));
  section(
    'About the levels',
    caveats.map((caveat) => `- ${caveat}`),
  );
}

const rowOf = ({ name, default: usual, takes, meaning }: DescribedField): string[] => [
  name,
  usual === undefined ? '-' : typeof usual === 'string' ? usual : JSON.stringify(usual),
  takes,
  meaning,
];

/** A schedule to start from: the preset or model as it is, or an adult's nights with the manipulation on days 1 to 3. */
function scheduleOf({ kind, name, parameters }: Sheet): Record<string, unknown> {
  if (kind !== 'manipulation') return { ...namedSchedule(name)!, ...(name !== 'pad-original' && { days: 5 }) };
  const required = parameters
    .filter(({ name: field, default: usual }) => usual === undefined && field === 'dose')
    .map(({ name: field }) => [field, 'low'] as const);
  const level = name === 'clamp' ? { ach: 0.9 } : {};
  const manipulation = { kind: name, days: { from: 1, to: 3 }, ...Object.fromEntries(required), ...level };
  return { kind: 'life', days: 5, source: { preset: 'adult' }, manipulations: [manipulation] };
}
