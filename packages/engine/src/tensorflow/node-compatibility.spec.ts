import { createRequire } from 'node:module';
import { afterEach, describe, expect, it } from 'vitest';
import { restoreUtilities } from './node-compatibility.ts';

const util = createRequire(import.meta.url)('node:util') as Record<string, unknown>;
const names = ['isArray', 'isDate', 'isNullOrUndefined', 'isNumber', 'isString'];
const before = names.map((name) => [name, util[name]] as const);

describe('restoreUtilities', () => {
  afterEach(() => before.forEach(([name, value]) => (util[name] = value)));

  it('gives a Node without them the predicates that tfjs-node calls', () => {
    for (const name of names) delete util[name];
    restoreUtilities();
    const answers = names.map((name) =>
      [[], new Date(0), null, 1, 'text', undefined].map((value) => (util[name] as (v: unknown) => boolean)(value)),
    );
    expect(answers).toEqual([
      [true, false, false, false, false, false],
      [false, true, false, false, false, false],
      [false, false, true, false, false, true],
      [false, false, false, true, false, false],
      [false, false, false, false, true, false],
    ]);
  });
});
