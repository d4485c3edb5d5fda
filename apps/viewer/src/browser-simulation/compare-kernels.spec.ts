import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { KernelComparison } from './compare-kernels.ts';

const script = fileURLToPath(new URL('../../scripts/compare-kernels.mjs', import.meta.url));
const TICKS = 9;
/** A build of the page and some thousand programs of an emulated GPU, on a busy machine. */
const PATIENCE_MS = 300_000;

/** Three cycles of Adam on gradients that are summed in another order. */
const RELATIVE_TOLERANCE = 1e-4;
/** L_NREM of a brain that has learned nothing is the rounding of its latents, 1e-8. */
const ABSOLUTE_TOLERANCE = 1e-7;
const lossNames = ['reconstruction', 'divergence', 'reality', 'nrem', 'adversarial'] as const;

it(
  'a brain on WebGPU in Chromium has the same losses with fused kernels and without, in under a third of the programs',
  { timeout: PATIENCE_MS },
  async ({ skip }) => {
    const { stdout } = await promisify(execFile)(process.execPath, [script, String(TICKS)]);
    const found = JSON.parse(stdout.trim().split('\n').at(-1)!) as KernelComparison & {
      problem?: string;
      complaints: string[];
    };
    const isLacking = /webgpu: (this browser has none|no graphics adapter)/.test(found.problem ?? '');
    skip(isLacking, `Chromium offers no WebGPU adapter: ${found.problem}`);
    expect(found.problem).toBeUndefined();
    expect(found.complaints).toEqual([]);

    const { fused, composed } = found;
    expect(fused.losses).toHaveLength(TICKS);
    expect(composed.losses.map(Object.keys)).toEqual(fused.losses.map(Object.keys));
    fused.losses.forEach((losses, tick) => {
      for (const name of lossNames) {
        const value = losses[name];
        if (value === undefined) continue;
        const expected = composed.losses[tick]![name]!;
        const tolerance = Math.max(ABSOLUTE_TOLERANCE, RELATIVE_TOLERANCE * Math.abs(expected));
        expect(Math.abs(value - expected), `${name} at tick ${tick}`).toBeLessThanOrEqual(tolerance);
      }
    });
    expect(fused.programs).toBeLessThan(composed.programs / 3);
  },
);
