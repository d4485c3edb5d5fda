import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

interface Outcome {
  passed: number;
  failed: number;
  failures: { name: string }[];
}

const runner = fileURLToPath(new URL('../conformance/run.mjs', import.meta.url));

async function conformance(...options: string[]): Promise<Outcome> {
  const { stdout } = await promisify(execFile)(process.execPath, [runner, '--json', ...options], {
    maxBuffer: 2 ** 26,
  }).catch((error: { stdout: string }) => error);
  return JSON.parse(stdout) as Outcome;
}

describe("tfjs-core's own tests", () => {
  it('pass on the native back end for every overridden kernel', { timeout: 300_000 }, async () => {
    const { passed, failures } = await conformance('--backend', 'onednn');
    expect(failures).toEqual([]);
    expect(passed).toBeGreaterThan(1500);
  });
});
