import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRunStarter, type RunStarter } from './start-runs.ts';

const program = fileURLToPath(new URL('./test-data/fake-oneiros.mjs', import.meta.url));
let root: string;
let starter: RunStarter;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'oneiros-starts-'));
  starter = createRunStarter({ root, command: [process.execPath, program], most: 2 });
});
afterEach(async () => {
  await starter.close();
  rmSync(root, { recursive: true });
});
const askedOf = (id: string): { words: string[]; yaml: string } =>
  JSON.parse(readFileSync(join(root, id, 'asked.json'), 'utf8')) as { words: string[]; yaml: string };

describe('starting a run', () => {
  it('gives a configuration to the command line, and a name of its own to the run', async () => {
    const yaml = 'seed: 3\ncondition: no-rem # as written\n';
    expect(await starter.start(yaml)).toEqual({ id: 'scenes-no-rem-3' });
    const { words, yaml: given } = askedOf('scenes-no-rem-3');
    expect(given).toBe(yaml);
    expect(words.slice(0, 2)).toEqual(['run', '--config']);
    expect(existsSync(words[2]!)).toBe(true); // until the run ends
    expect(words.slice(3)).toEqual(['--out', join(root, 'scenes-no-rem-3'), '--json']);
    expect(await starter.start(yaml)).toEqual({ id: 'scenes-no-rem-3-2' });
    await starter.close();
    expect(existsSync(words[2]!)).toBe(false);
    expect(existsSync(join(root, 'scenes-no-rem-3', 'stopped'))).toBe(true);
  });

  it('takes a schedule as one', async () => {
    await starter.start('kind: nights\n', 'my-nights');
    expect(askedOf('my-nights').words.slice(0, 2)).toEqual(['run', '--schedule']);
  });

  it.each([
    ['seeed: 3', 'seeed'],
    ['seed: many', 'seed'],
    ['kind: nights\nnightsss: 3', 'nightsss'],
    ['a: b: c', 'Expected YAML'],
    ['- 1\n- 2', 'keys and values'],
    ['', 'keys and values'],
    [
      'a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c]',
      'alias',
    ],
    [`seed: ${'['.repeat(100_000)}`, 'Expected'],
  ])('is refused for %j', async (yaml, words) => {
    await expect(starter.start(yaml)).rejects.toMatchObject({
      code: 'RUN_INVALID',
      message: expect.stringContaining(words),
    });
  });

  it.each(['../out', '/tmp/out', '.hidden', 'a/b', '', 'a b', 'a'.repeat(101), '--flag', 'a\0'])(
    'is refused under the name %j',
    async (name) => {
      await expect(starter.start('seed: 3', name)).rejects.toMatchObject({ code: 'RUN_INVALID' });
    },
  );

  it('overwrites nothing', async () => {
    mkdirSync(join(root, 'taken'));
    await expect(starter.start('seed: 3', 'taken')).rejects.toMatchObject({ code: 'RUN_EXISTS', statusCode: 409 });
    const [one, other] = await Promise.allSettled([starter.start('seed: 3', 'same'), starter.start('seed: 3', 'same')]);
    expect(one.status).toBe('fulfilled');
    expect(other).toMatchObject({ status: 'rejected', reason: { code: 'RUN_EXISTS' } });
  });

  it('takes only so many at once', async () => {
    await Promise.all([starter.start('seed: 1'), starter.start('seed: 2')]);
    await expect(starter.start('seed: 3')).rejects.toMatchObject({ code: 'RUNS_TOO_MANY', statusCode: 429 });
  });

  it('tells in its own words why a run did not begin', async () => {
    await expect(starter.start('seed: 3 # mute')).rejects.toMatchObject({ code: 'RUN_FAILED' });
    const nowhere = createRunStarter({ root, command: [join(root, 'no-such-program')] });
    await expect(nowhere.start('seed: 3')).rejects.toMatchObject({
      code: 'RUN_FAILED',
      message: expect.stringContaining('ENOENT'),
    });
  });
});
