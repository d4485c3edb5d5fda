import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandomStreams } from '@oneiros/random';
import { afterAll, expect, it } from 'vitest';
import { CHUNKS, chunk, showAll } from './test-support/cache-worker.ts';
import { smallNetwork } from './test-support/small-network.ts';

const KILLS = 6;

const folder = mkdtempSync(join(tmpdir(), 'oneiros-features-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lives until so many sets are on disk, then is killed. @returns lines that it wrote; the last is what it had looked at */
async function liveUntil(sets: number): Promise<number[]> {
  // The build of this project: `npm run build`, which the test target runs first.
  const worker = join(import.meta.dirname, '../../dist/evaluate/test-support/cache-worker.js');
  const child = spawn(process.execPath, [worker, '--show', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (text: Buffer) => {
    output += text;
    if (output.split('\n').length > sets) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return output.trim().split('\n').map(Number);
}

it('a computation that is killed goes on where it was', { timeout: 120_000 }, async () => {
  const random = createRandomStreams(1).stream('kills');
  let kept = 0;
  for (let life = 1; life <= KILLS; life++) {
    const sets = await liveUntil(kept + 1 + random.integer(15));
    // What earlier lives had kept cost nothing: no line of it counts an image more.
    const cached = sets.filter((looked) => looked === 0).length;
    expect(cached).toBeGreaterThanOrEqual(kept);
    kept = sets.length;
  }
  expect(kept).toBeLessThan(CHUNKS);
  let looked = 0;
  const features = showAll(folder, (now) => (looked = now));
  expect(looked).toBeLessThanOrEqual(2 * (CHUNKS - kept));
  const expected = Array.from({ length: CHUNKS }, (_, k) => smallNetwork().featuresOf(chunk(k), [2, 2, 2, 3], 'image'));
  expect(features).toEqual(expected);
});
