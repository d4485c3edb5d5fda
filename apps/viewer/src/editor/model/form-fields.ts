import type { Path } from './schedule-draft.ts';

/** The parts of a JSON Schema (2020-12) that forms are made of. */
export interface FieldSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly items?: FieldSchema | false;
  readonly oneOf?: readonly FieldSchema[];
}

interface FieldText {
  /** Below the object whose schema was told. */
  readonly path: Path;
  /** "rem percent" of `remPercent`. */
  readonly label: string;
  readonly description: string;
  /** What holds where the file says nothing; undefined where that means something of its own. */
  readonly default: unknown;
}

export interface NumberField extends FieldText {
  readonly kind: 'number';
  readonly isInteger: boolean;
  readonly least: number | null;
  readonly most: number | null;
}

/** One field that a person can fill in. */
export type FormField =
  | NumberField
  | (FieldText & { readonly kind: 'choice'; readonly options: readonly string[] })
  | (FieldText & { readonly kind: 'several'; readonly options: readonly string[] })
  | (FieldText & { readonly kind: 'switch' })
  | (FieldText & { readonly kind: 'words' })
  | (FieldText & { readonly kind: 'text' });

/** Limits that zod gives every integer; no field means them. */
const MEANT_LIMIT = 1e15;

const limit = (value: number | undefined): number | null =>
  value === undefined || Math.abs(value) > MEANT_LIMIT ? null : value;

/** `minutesPerMiniBatch` as words. */
export const wordsOf = (key: string): string =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/-/g, ' ')
    .toLowerCase()
    .replace(/\b(rem|nrem|n1|n2|n3|na)\b/g, (word) => word.toUpperCase())
    .replace(/\bach\b/g, 'ACh');

/**
 * The fields of an object's schema, those of objects inside it after it; what is fixed (`kind`) is left out.
 * @param schema as `z.toJSONSchema(schema, { io: 'input' })` gives it
 */
export function formFields(schema: FieldSchema, parent: Path = []): FormField[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const path = [...parent, key];
    if (field.const !== undefined || field.oneOf !== undefined) return [];
    if (field.properties !== undefined) return formFields(field, path);
    const kept = fieldOf(field, path, key);
    return kept === null ? [] : [kept];
  });
}

function fieldOf(field: FieldSchema, path: Path, key: string): FormField | null {
  const inside = path.length > 1 ? `${wordsOf(String(path.at(-2)))} ` : '';
  const text: FieldText = {
    path,
    label: `${inside}${wordsOf(key)}`,
    description: field.description ?? '',
    default: field.default,
  };
  if (field.enum !== undefined) return { ...text, kind: 'choice', options: field.enum.map(String) };
  switch (field.type) {
    case 'number':
    case 'integer': {
      const least = limit(field.minimum ?? field.exclusiveMinimum);
      return { ...text, kind: 'number', isInteger: field.type === 'integer', least, most: limit(field.maximum) };
    }
    case 'boolean':
      return { ...text, kind: 'switch' };
    case 'string':
      return { ...text, kind: 'text' };
    case 'array': {
      const { items } = field;
      if (items === undefined || items === false) return null;
      if (items.enum !== undefined) return { ...text, kind: 'several', options: items.enum.map(String) };
      return items.type === 'string' ? { ...text, kind: 'words' } : null;
    }
    default:
      return null;
  }
}

/** Where an arrow key takes a number: a hundredth of its range, or of itself where it has none, in 1, 2 or 5 times a power of ten. */
export function stepOf({ isInteger, least, most, default: value }: NumberField): number {
  if (isInteger) return 1;
  const range = least !== null && most !== null ? most - least : Math.abs(Number(value ?? 1)) * 10 || 1;
  const size = range / 100;
  const power = 10 ** Math.floor(Math.log10(size));
  const step = [1, 2, 5].find((factor) => factor * power >= size * 0.999) ?? 10;
  return Number((step * power).toPrecision(3));
}

/** What a person typed into a field of numbers: a number, nothing, or, where it is none, the text for the schema to refuse. */
export function readNumber(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const number = Number(trimmed.replace(',', '.'));
  return Number.isFinite(number) ? number : trimmed;
}
