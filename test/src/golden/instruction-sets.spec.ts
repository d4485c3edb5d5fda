import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeBackends } from '@oneiros/engine';
import { sharedFolder } from '../shared-folder.ts';

const golden = join(sharedFolder(), 'golden');
const main = join(import.meta.dirname, '..', '..', 'dist', 'golden', 'main.js');
const available = await describeBackends().then((all) => all.find(({ name }) => name === 'onednn'));

/**
 * The last two are ill-conditioned: one gradient of V4's biases is 1e-6 of its layer's, so that rounding may decide its sign,
 * Adam's first step is of full size whatever the gradient, and so the loss of NREM (9e-7) would differ by a hundredth.
 */
const fixtures = ['pad', 'no-nrem', 'no-memory-mix', 'no-rem', 'wake-only'];

describe.skipIf(!existsSync(golden) || !available?.available || process.arch !== 'x64')(
  'golden fixtures on narrower instruction sets (skipped without fixtures, native back end or x86-64)',
  () => {
    let folder = '';
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'oneiros-golden-'));
      for (const name of fixtures) {
        await symlink(join(golden, `${name}.safetensors`), join(folder, `${name}.safetensors`));
      }
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    const replay = (environment: NodeJS.ProcessEnv): Promise<string> =>
      promisify(execFile)(process.execPath, [main, folder, '--backend', 'onednn'], {
        env: { ...process.env, ...environment },
      }).then(
        ({ stdout }) => stdout,
        ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
      );
    it('are met by AVX2', async ({ skip }) => {
      skip(available!.instructionSets![0] === 'baseline', 'this CPU has no AVX2');
      const output = await replay({ ONEIROS_ISA: 'avx2' });
      expect(output).toMatch(/kernels for avx2 over oneDNN [\d.]+ \(avx2\)/);
      expect(output).toMatch(/^5 passed, 0 failed$/m);
    });

    it.each(['fast', 'direct'])('are met by baseline x86-64 with %s convolutions', async (convolutions) => {
      const output = await replay({ ONEIROS_ISA: 'baseline', ONEIROS_CONVOLUTIONS: convolutions });
      expect(output).toMatch(/kernels for baseline over oneDNN [\d.]+ \(sse41\)/);
      expect(output).toMatch(/^5 passed, 0 failed$/m);
    });
  },
);
