import type { Axis } from '@oneiros/campaign';
import { readNumberOr, readValue } from '../config/assignment.ts';
import { UsageError } from '../errors.ts';

/**
 * One axis of a grid, `key=v1,v2`. The values are read as YAML, so that lists keep their commas: `a=[1,8],[4,4]`.
 * @throws UsageError
 */
export function parseAxis(text: string): Axis {
  const equals = text.indexOf('=');
  const key = text.slice(0, equals).trim();
  const list = text.slice(equals + 1).trim();
  if (equals < 1 || !/^[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)*$/.test(key) || list === '') {
    throw new UsageError(`Expected --grid KEY=VALUE,VALUE, such as --grid condition=pad,no-rem, got --grid ${text}.`);
  }
  const values = readValue(`[${list}]`, `--grid ${key}`) as unknown[];
  return { key, values: values.map(readNumberOr) };
}

/**
 * Seeds such as `1..4`, `1,3,7` or `1..3,7`.
 * @throws UsageError
 */
export function parseSeeds(text: string): number[] {
  const seeds = text.split(',').flatMap((part) => {
    const [, first, last = first] = /^\s*(\d+)(?:\.\.(\d+))?\s*$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || !Number.isSafeInteger(to) || to < from || to - from > 9999) {
      throw new UsageError(`Expected --seeds FIRST..LAST or a list such as 1,3,7, got --seeds ${text}.`);
    }
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
  return [...new Set(seeds)];
}
