import { parse } from 'yaml';
import { UsageError } from '../errors.ts';
import { nest, type ConfigLayer } from './config-layer.ts';

/**
 * The layer of one `--set a.b=c`, or of another flag of that form. The value is read as YAML: numbers, true, null, [1, 8],
 * {recent: 1}.
 * @throws UsageError where there is no key or no `=`, or the value is no YAML.
 */
export function parseAssignment(text: string, flag = '--set', example = 'plasticity.learningRate=1e-4'): ConfigLayer {
  const equals = text.indexOf('=');
  const path = text.slice(0, equals).trim();
  if (equals < 1 || !/^[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)*$/.test(path)) {
    throw new UsageError(`Expected ${flag} KEY=VALUE, such as ${flag} ${example}, got ${flag} ${text}.`);
  }
  const origin = `${flag} ${path}`;
  return { origin, values: nest(path, readValue(text.slice(equals + 1), origin)) };
}

/** @returns what a text means as YAML; @throws UsageError that names the origin. */
export function readValue(text: string, origin: string): unknown {
  let value: unknown;
  try {
    value = parse(text, { logLevel: 'error' });
  } catch (error) {
    throw new UsageError(`Expected ${origin} to be followed by a YAML value, got ${text}: ${(error as Error).message}`);
  }
  return readNumberOr(value);
}

/** YAML 1.2 reads 1e6 as a text: a number needs its point there. Whoever writes 1e6 means the number. */
export const readNumberOr = (value: unknown): unknown =>
  typeof value === 'string' && /^[-+]?\d+(\.\d+)?e[-+]?\d+$/i.test(value) ? Number(value) : value;
