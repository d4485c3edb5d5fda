import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { describeBackends } from './describe-backends.ts';

interface Outcome {
  passed: number;
  failed: number;
  failures: { name: string }[];
  /** How many tests, by reason. */
  skipped: Record<string, number>;
}

const runner = fileURLToPath(new URL('../conformance/run.mjs', import.meta.url));

async function conformance(...options: string[]): Promise<Outcome> {
  const { stdout } = await promisify(execFile)(process.execPath, [runner, '--json', ...options], {
    maxBuffer: 2 ** 26,
  }).catch((error: { stdout: string }) => error);
  return JSON.parse(stdout) as Outcome;
}

describe("tfjs-core's own tests of every overridden kernel", { timeout: 300_000 }, () => {
  it.each(['onednn', 'cpu'])('pass on %s', async (backend) => {
    const { passed, failures, skipped } = await conformance('--backend', backend);
    expect(failures).toEqual([]);
    expect(skipped).toEqual({});
    expect(passed).toBeGreaterThan(1500);
  });

  it('pass on tensorflow where it is installed, but for the ones listed with reasons', async (context) => {
    const tensorflow = (await describeBackends()).find(({ name }) => name === 'tensorflow');
    if (tensorflow?.available !== true) return context.skip(`tensorflow does not load: ${tensorflow?.reason}`);
    const { passed, failures } = await conformance('--backend', 'tensorflow');
    expect(failures).toEqual([]);
    expect(passed).toBeGreaterThan(1500);
  });
});
