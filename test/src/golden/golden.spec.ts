import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSafetensors } from '@oneiros/journal';
import { BackendUnavailableError, selectBackend } from '@oneiros/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { sharedFolder } from '../shared-folder.ts';
import { exceeded, latentBiasResolution, noDeviations, relativeDistance } from './deviations.ts';
import { FixtureError, readFixtures, type Fixture } from './fixture.ts';
import { replayFixture } from './replay.ts';

const folder = join(sharedFolder(), 'golden');
const fixtures = existsSync(folder) ? readFixtures(folder) : [];
const reason = existsSync(folder) ? '' : ` (skipped: no ${folder}; set ONEIROS_SHARED)`;

describe.skipIf(fixtures.length === 0)(`golden fixtures${reason}`, () => {
  let backend = 'cpu';
  beforeAll(async () => {
    try {
      ({ name: backend } = await selectBackend({ backend: 'onednn' }));
    } catch (error) {
      if (!(error instanceof BackendUnavailableError)) throw error;
      await selectBackend({ backend: 'cpu' });
    }
  });

  it.for(fixtures)('replays $name within tolerance', { timeout: 120_000 }, (fixture, { skip }) => {
    skip(
      backend === 'cpu' && fixture.name !== 'wake-only',
      'the native back end does not load; plain CPU takes minutes',
    );
    expect(exceeded(replayFixture(fixture))).toEqual([]);
  });

  it.for(fixtures.filter(({ name }) => ['pad', 'no-rem', 'wake-only'].includes(name)))(
    'replays $name through a life of the same states, to the last bit alike',
    { timeout: 120_000 },
    (fixture, { skip }) => {
      skip(
        backend === 'cpu' && fixture.name !== 'wake-only',
        'the native back end does not load; plain CPU takes minutes',
      );
      const deviations = replayFixture(fixture, { asLife: true });
      expect(exceeded(deviations)).toEqual([]);
      expect(deviations).toEqual(replayFixture(fixture));
    },
  );

  const changed = (fixture: Fixture, name: string, change: (data: Float32Array) => void): Fixture => {
    const stored = fixture.tensors.get(name)!;
    const data = Float32Array.from(stored.data as Float32Array);
    change(data);
    return { ...fixture, tensors: new Map([...fixture.tensors, [name, { ...stored, data }]]) };
  };

  it('fails where a gradient, a final weight, a latent or a loss of the reference is another', () => {
    const fixture = fixtures.find(({ name }) => name === 'wake-only') ?? fixtures[0]!;
    const faults: [Fixture, string][] = [
      [changed(fixture, 'gradient.wake.encoder.conv2.weight', (data) => (data[0]! += 0.1)), 'gradients'],
      [changed(fixture, 'gradient.wake.encoder.conv4.bias', (data) => (data[0]! += 0.01)), 'latentBias'],
      [changed(fixture, 'final.generator.tconv2.bias', (data) => (data[0]! += 2e-3)), 'weightsMax'],
      [changed(fixture, 'latents.1', (data) => data.fill(0)), 'laterLatents'],
      [
        { ...fixture, losses: fixture.losses.map((losses) => ({ ...losses, kl: losses['kl']! * 1.03 })) },
        'laterLosses',
      ],
    ];
    for (const [fault, measure] of faults) expect(exceeded(replayFixture(fault))).toContain(measure);
  });
});

describe('readFixtures', () => {
  it('passes over files of another content and refuses fixtures that are not whole', () => {
    const directory = mkdtempSync(join(tmpdir(), 'oneiros-golden-'));
    const features = { dtype: 'F32', shape: [1], data: new Float32Array(1) } as const;
    writeSafetensors(join(directory, 'features.safetensors'), new Map([['features', features]]), { what: 'features' });
    expect(readFixtures(directory)).toEqual([]);
    writeSafetensors(join(directory, 'torn.safetensors'), new Map([['features', features]]), { condition: 'pad' });
    expect(() => readFixtures(directory)).toThrow(FixtureError);
    expect(() => readFixtures(directory)).toThrow(/expected "idle"/);
  });
});

describe('deviations', () => {
  it('measures relative distances, and takes NaN for the worst', () => {
    expect(relativeDistance([3, 4], [3, 4])).toBe(0);
    expect(relativeDistance([0, 0], [3, 4])).toBe(1);
    expect(relativeDistance([1e-9], [0])).toBe(Infinity);
    expect(exceeded({ ...noDeviations(), firstLosses: NaN })).toEqual(['firstLosses']);
  });

  it('derives the resolution of the latent bias from mean and variance', () => {
    // One latent, z = 1 and 3: mean 2, variance 2; 2 · (1 - 1/2) · 2 · 2^-24 / (1 · 1) = 2^-23.
    expect(latentBiasResolution(Float32Array.of(1, 3), 1)).toBeCloseTo(2 ** -23, 12);
  });
});
