import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { ScheduleInvalidError, type ScheduleProblem } from './errors.ts';
import { scheduleSchema, type Schedule } from './schedule-schema.ts';
import { nearestWord } from './suggestion.ts';

type Path = readonly PropertyKey[];

/** The schema of what lies at a path, through defaults and refinements; undefined where the path leaves the schema. */
function schemaAt(input: unknown, path: Path): unknown {
  let schema: unknown = scheduleSchema;
  let value = input;
  for (const key of path) {
    schema = partOf(optionOf(unwrap(schema), value), key);
    value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  }
  return optionOf(unwrap(schema), value);
}

function unwrap(schema: unknown): unknown {
  let inner = schema;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault || inner instanceof z.ZodOptional) {
    inner = inner.unwrap();
  }
  return inner;
}

/** The names that tell the options of a union apart, and their key; undefined for other schemas. */
function optionsOf(schema: unknown): { readonly key: string; readonly names: string[] } | undefined {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return undefined;
  const key = schema.def.discriminator;
  const names = schema.options.flatMap((option) => {
    const literal = (option as z.ZodObject).shape[key];
    return literal instanceof z.ZodLiteral ? [String(literal.value)] : [];
  });
  return { key, names };
}

/** Of a union the option that the value names. */
function optionOf(schema: unknown, value: unknown): unknown {
  const options = optionsOf(schema);
  if (options === undefined) return schema;
  const name = (value as Record<string, unknown> | null | undefined)?.[options.key];
  const index = options.names.indexOf(String(name));
  return index < 0 ? schema : (schema as z.ZodDiscriminatedUnion).options[index];
}

function partOf(schema: unknown, key: PropertyKey): unknown {
  if (schema instanceof z.ZodArray) return schema.element;
  return schema instanceof z.ZodObject ? (schema.shape[String(key)] ?? schema.def.catchall) : undefined;
}

const knownKeys = (input: unknown, path: Path): string[] => {
  const schema = schemaAt(input, path);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
};

const advise = (word: string, known: readonly string[]): string => {
  const nearest = nearestWord(word, known);
  if (nearest !== undefined) return `did you mean "${nearest}"?`;
  return known.length === 0 ? 'leave it out' : `known: ${known.join(', ')}`;
};

const pathText = (path: Path): string =>
  path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i === 0 ? '' : '.'}${String(key)}`)).join('');

/** A problem, and whether it concerns the key itself and not its value. */
interface LocatedProblem extends ScheduleProblem {
  readonly at: Path;
  readonly isKey: boolean;
}

function problemsOf(input: unknown, issues: readonly z.core.$ZodIssue[]): LocatedProblem[] {
  const valueAt = (path: Path): unknown =>
    path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);
  return issues.flatMap((issue) => {
    const at = issue.path;
    const value = (message: string): LocatedProblem => ({ at, path: pathText(at), message, isKey: false });
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => {
        const message = `unknown key "${key}"; ${advise(key, knownKeys(input, at))}`;
        return { at: [...at, key], path: pathText([...at, key]), message, isKey: true };
      });
    }
    if (issue.code === 'invalid_union') {
      const { names } = optionsOf(schemaAt(input, at.slice(0, -1))) ?? { names: [] };
      const given = valueAt(at);
      if (typeof given !== 'string')
        return [value(`expected one of ${names.join(', ')}, got ${given === undefined ? 'none' : String(given)}`)];
      return [value(`unknown ${String(at.at(-1))} "${given}"; ${advise(given, names)}`)];
    }
    if (issue.code === 'invalid_value') {
      const words = issue.values.map(String);
      const given = String(valueAt(at));
      return [value(`expected one of ${words.join(', ')}, got "${given}"; ${advise(given, words)}`)];
    }
    if (issue.code === 'invalid_type' && valueAt(at) === undefined)
      return [value(`missing; expected ${issue.expected}`)];
    return [value(issue.message.replace(/^Invalid input: /, ''))];
  });
}

/**
 * Checks a schedule that is already an object and fills in the defaults.
 * @param source what to call it in errors.
 * @throws ScheduleInvalidError with every problem; unknown keys and names come with a suggestion.
 */
export function resolveSchedule(input: unknown, source = 'schedule'): Schedule {
  const result = scheduleSchema.safeParse(input);
  if (result.success) return result.data;
  const problems = problemsOf(input, result.error.issues);
  throw new ScheduleInvalidError(
    source,
    problems.map(({ path, message }) => ({ path, message })),
  );
}

/** Offset in the text of the value at a path, or of the last key of it; of the nearest parent that is there otherwise. */
function offsetOf(document: Document, path: Path, ofKey: boolean): number {
  if (ofKey) {
    const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)))
      : undefined;
    if (isScalar(pair?.key) && pair.key.range) return pair.key.range[0];
  }
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    const range = (node as { range?: [number, number, number] | null } | null | undefined)?.range;
    if (range) return range[0];
  }
  return 0;
}

const LARGEST_TEXT = 1_000_000;

/**
 * Reads a schedule from YAML.
 * @param text one YAML document of at most a million characters.
 * @param source what to call it in errors, such as the file's name.
 * @throws ScheduleInvalidError with every problem, its line and its column.
 */
export function parseSchedule(text: string, source = 'schedule'): Schedule {
  if (text.length > LARGEST_TEXT) {
    const message = `expected at most ${LARGEST_TEXT} characters, got ${text.length}`;
    throw new ScheduleInvalidError(source, [{ path: '', message }]);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (document.errors.length > 0) {
    throw new ScheduleInvalidError(
      source,
      document.errors.map((error) => ({ path: '', message: error.message, ...place(error.pos[0]) })),
    );
  }
  let input: unknown;
  try {
    input = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new ScheduleInvalidError(source, [{ path: '', message: (error as Error).message, line: 1, column: 1 }]);
  }
  const result = scheduleSchema.safeParse(input);
  if (result.success) return result.data;
  throw new ScheduleInvalidError(
    source,
    problemsOf(input, result.error.issues).map(({ at, isKey, path, message }) => {
      return { path, message, ...place(offsetOf(document, at, isKey)) };
    }),
  );
}
