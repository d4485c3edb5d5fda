/** The parts of a JSON Schema that are told. */
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
  readonly items?: FieldSchema | false;
}

/** One field that may be written, for people and for machines. */
export interface DescribedField {
  /** Dotted, such as `infraslow.amplitude`. */
  readonly name: string;
  /** Undefined where it must be given, or means something else when absent. */
  readonly default: unknown;
  readonly takes: string;
  readonly meaning: string;
}

const LARGEST_LIMIT = 1e15;

/**
 * The fields of an object's schema, those of objects inside it after it; fields of one value alone (`kind`) are left out.
 * @param whole what the object is where it is left out
 */
export function describeFields(schema: FieldSchema, prefix = '', whole?: unknown): DescribedField[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const name = prefix + key;
    if (field.const !== undefined) return [];
    const inherited = field.default ?? (whole as Readonly<Record<string, unknown>> | undefined)?.[key];
    if (field.properties !== undefined) return describeFields(field, `${name}.`, inherited);
    return [{ name, default: inherited, takes: takenBy(field), meaning: field.description ?? '' }];
  });
}

function takenBy(field: FieldSchema): string {
  const { type = 'anything', enum: words, minimum, exclusiveMinimum, maximum, items } = field;
  if (words !== undefined) return words.join(', ');
  if (type === 'array') return items === undefined || items === false ? 'a list' : `a list of ${takenBy(items)}`;
  if (type !== 'number' && type !== 'integer') return type;
  const word = type === 'integer' ? 'integer ' : '';
  const least = exclusiveMinimum === undefined ? `${minimum ?? ''}` : `above ${exclusiveMinimum}`;
  const isBounded = maximum !== undefined && maximum < LARGEST_LIMIT;
  if (!isBounded)
    return `${word}${least === '' ? 'any number' : exclusiveMinimum === undefined ? `from ${least}` : least}`;
  return exclusiveMinimum === undefined ? `${word}${least}..${maximum}` : `${word}${least}, to ${maximum}`;
}
