import {
  drugs,
  manipulationSchema,
  nightPresets,
  presetOverridesSchema,
  scheduleJsonSchema,
  sleepModels,
  type Drug,
  type ManipulationKind,
  type SleepModelName,
} from '@oneiros/conductor';
import { z } from 'zod';
import { formFields, type FieldSchema, type FormField } from './form-fields.ts';

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

const schemaOf = (schema: z.ZodType): FieldSchema => z.toJSONSchema(schema, { io: 'input' }) as FieldSchema;

const schedules = once(
  () => new Map(((scheduleJsonSchema() as FieldSchema).oneOf ?? []).map((schema) => [kindOf(schema), schema])),
);

const manipulations = once(
  () => new Map((schemaOf(manipulationSchema).oneOf ?? []).map((schema) => [kindOf(schema), schema])),
);

const kindOf = (schema: FieldSchema): string => String(schema.properties?.['kind']?.const);

/** One of several things to choose. */
export interface Choice {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** What in it is arranged, calibrated, changed or missing; empty where it does no more than it says. */
  readonly caveat: string;
  readonly source: string;
}

/** Kinds of schedules: `cycle`, `nights`, `life`. */
export const scheduleKinds = (): Choice[] =>
  [...schedules()].map(([name, schema]) => ({
    ...{ name, title: name, summary: schema.properties?.['kind']?.description ?? '', caveat: '', source: '' },
  }));

/** Presets that a life can be made of; the paper's own is the kind `cycle`. */
export const presetChoices = once((): Choice[] =>
  Object.entries(nightPresets)
    .filter(([, preset]) => preset.kind !== 'cycle')
    .map(([name, { title, summary, calibrated, source }]) => ({ name, title, summary, caveat: calibrated, source })),
);

export const modelChoices = once((): Choice[] =>
  Object.values(sleepModels).map(({ name, title, summary, standIn = '', source }) => ({
    ...{ name, title, summary, caveat: standIn, source },
  })),
);

export const manipulationChoices = once((): Choice[] =>
  [...manipulations()].map(([name, { description = '' }]) => {
    const doses = Object.entries(drugs as Readonly<Record<string, Drug>>).flatMap(([drug, about]) =>
      drug === name || drug.startsWith(`${name}-`) ? [about] : [],
    );
    const caveat = doses.map(({ calibrated }) => calibrated).join(' ');
    return {
      name,
      title: titleOf(name),
      summary: description,
      caveat,
      source: [...new Set(doses.map(({ source }) => source))].join('; '),
    };
  }),
);

const acronyms: Readonly<Record<string, string>> = { rem: 'REM', sws: 'SWS', ssri: 'SSRI' };

/** "REM deprivation" of `rem-deprivation`. */
export function titleOf(kind: string): string {
  const words = kind.split('-').map((word) => acronyms[word] ?? word);
  const [first = '', ...rest] = words;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' ');
}

const cached = <K, V>(make: (key: K) => V): ((key: K) => V) => {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
};

/** What may be changed of a preset; none of an unknown one. */
export const presetFields = cached((name: string): FormField[] => {
  const preset = Object.hasOwn(nightPresets, name) ? nightPresets[name] : undefined;
  return preset === undefined ? [] : formFields(schemaOf(presetOverridesSchema(preset)));
});

/** The parameters of a model; none of an unknown one. */
export const modelFields = cached((name: string): FormField[] =>
  Object.hasOwn(sleepModels, name) ? formFields(schemaOf(sleepModels[name as SleepModelName].parameters)) : [],
);

/** Fields of one kind of manipulation, the windows of days and hours first. */
export const manipulationFields = cached((kind: string): FormField[] => {
  const schema = manipulations().get(kind);
  return schema === undefined ? [] : formFields(schema);
});

/** The fields of a kind of schedule, without those that have an editor of their own. */
export const scheduleFields = cached((kind: string): FormField[] => {
  const schema = schedules().get(kind);
  if (schema === undefined) return [];
  const fields = formFields(schema);
  const ownEditor = kind === 'life' ? ['source', 'manipulations'] : [];
  return fields.filter(({ path: [first, second] }) => {
    if (ownEditor.includes(String(first))) return false;
    // The levels of stages are drawn; how they are released is a form.
    return !(first === 'levels' && (kind !== 'life' || second === 'stages'));
  });
});

const modes = once(() => {
  const { oneOf = [] } = schedules().get('life')?.properties?.['updates'] ?? {};
  return new Map(oneOf.map((schema) => [String(schema.properties?.['mode']?.const), schema]));
});

/** How time may become mini-batches: `proportional`, `equal`. */
export const updateModes = (): Choice[] =>
  [...modes()].map(([name, schema]) => ({
    ...{ name, title: name, summary: schema.properties?.['mode']?.description ?? '', caveat: '', source: '' },
  }));

export const updateFields = (mode: string): FormField[] => {
  const schema = modes().get(mode);
  return schema === undefined ? [] : formFields(schema);
};

/** What a manipulation says at the least, where its kind must be told more. */
const leastOf: Partial<Record<ManipulationKind, Readonly<Record<string, number | string>>>> = {
  clamp: { ach: 0.1 },
  clonidine: { dose: 'low' },
};

/** A manipulation of a kind as it is put into the list: valid, saying no more than it must. */
export const newManipulation = (kind: string): Record<string, number | string> => ({
  kind,
  ...leastOf[kind as ManipulationKind],
});
