import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPytorch, startPytorchPeer, type PytorchPeer } from './pytorch-peer.ts';

const shared = process.env['ONEIROS_SHARED'] ?? join(import.meta.dirname, '..', '..', '..', '..', '..', 'shared');
const fixture = join(shared, 'golden', 'pad-hold.safetensors');
const found = await findPytorch(process.env['ONEIROS_PEER_PYTHON']);
const reasons = [
  ...('reason' in found ? [found.reason] : []),
  ...(existsSync(fixture) ? [] : ['the golden fixtures are not here; set ONEIROS_SHARED']),
];
const title = `the PyTorch peer${reasons.length > 0 ? ` (skipped: ${reasons.join('; ')})` : ''}`;

/** Of a loss, relative, over four cycles of Adam in float32: rounding grows from 1e-7 to 1e-3 (measured) by the last. */
const lossTolerance = 5e-3;

describe.skipIf(reasons.length > 0)(title, { timeout: 180_000 }, () => {
  let peer: PytorchPeer;
  beforeAll(async () => {
    const python = 'python' in found ? found.python : '';
    peer = await startPytorchPeer({ python, threads: 1, batch: 4, baseWidth: 4, latentSize: 8 });
  }, 180_000);
  afterAll(() => peer.close());

  it.each(['published', 'careful', 'careful+channels_last'] as const)(
    'computes the losses of the golden fixture in the variant %s',
    async (variant) => {
      expect(await peer.verify(variant, fixture)).toBeLessThan(lossTolerance);
    },
  );

  it('times as many cycles as it is asked for', async () => {
    expect(await peer.prepare('careful')).toBeGreaterThan(0);
    const seconds = await peer.run('careful', 3);
    expect(seconds).toHaveLength(3);
    expect(Math.min(...seconds)).toBeGreaterThan(0);
  });

  it('reports a variant that was not prepared', async () => {
    await expect(peer.run('published', 1)).rejects.toThrow(/PyTorch failed: KeyError: 'published'/);
  });
});

describe('findPytorch', () => {
  it('says why there is none', async () => {
    expect(await findPytorch('no-such-python')).toEqual({ reason: 'no-such-python does not import torch' });
  });
});
