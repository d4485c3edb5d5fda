import * as tf from '@tensorflow/tfjs';
import { createScenes } from '@oneiros/senses';
import { createSimulation, resolveConfig, type OneirosEvent, type RunConfigInput } from '@oneiros/simulation';
import { filter, firstValueFrom, take, toArray } from 'rxjs';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Moment } from '../source/run-source.ts';
import { browserLayers, defaultBrain } from './browser-config.ts';
import {
  createBrowserSimulation,
  type BrowserSimulation,
  type BrowserSimulationOptions,
} from './create-browser-simulation.ts';
import { inProcessWorker, timerFrames } from './test-support/in-process-worker.ts';

/** A brain of 2 channels, 8 images an epoch: small enough for plain JavaScript. */
vi.mock('./browser-config.ts', async (original) => {
  const real = await original<typeof import('./browser-config.ts')>();
  const small: RunConfigInput = {
    data: { train: 8, test: 12 },
    model: { baseWidth: 2, latentSize: 4 },
    batchSize: 4,
    duration: { count: 4, unit: 'epochs' },
    probes: { readoutEpochs: 1 },
    dreams: { count: 3 },
  };
  return { ...real, browserLayers: (brain: typeof defaultBrain) => [...real.browserLayers(brain), small] };
});

beforeAll(async () => {
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
});

const living: BrowserSimulation[] = [];
afterEach(() => living.splice(0).forEach((simulation) => simulation.close()));

const requestFrame = timerFrames(5);
function begin(options: BrowserSimulationOptions = {}): BrowserSimulation {
  const simulation = createBrowserSimulation({ createWorker: inProcessWorker, requestFrame, ...options });
  living.push(simulation);
  return simulation;
}
const resting = (simulation: BrowserSimulation) =>
  firstValueFrom(simulation.activity$.pipe(filter((activity) => activity === 'resting' || activity === 'finished')));

/** What the same configuration gives without a worker. */
function eventsWithoutWorker(ticks: number): OneirosEvent[] {
  const config = resolveConfig(...browserLayers(defaultBrain));
  const { seed, train, test } = config.data;
  const simulation = createSimulation({ config, images: createScenes({ seed, train: train!, test: test! }) });
  const events = Array.from({ length: ticks }, () => simulation.advance().events).flat();
  simulation.dispose();
  return events;
}

async function momentsOf(simulation: BrowserSimulation): Promise<readonly Moment[]> {
  return firstValueFrom(simulation.moments$);
}

describe('createBrowserSimulation', () => {
  it('begins at rest, and tells what it is', async () => {
    const simulation = begin();
    await resting(simulation);
    const head = await firstValueFrom(simulation.head$);
    expect(head).toMatchObject({ status: 'running', ticks: 0, totalTicks: 24, backend: 'cpu' });
    expect(head.command).toMatch(/^oneiros run --seed 1 /);
    expect(head.changed).toContain('model.baseWidth');
    expect(simulation.tick).toBe(0);
  });

  it('tells every event of the life once, in order, however messages fall into frames', async () => {
    const simulation = begin({ requestFrame: timerFrames(60) });
    await resting(simulation);
    simulation.play();
    await firstValueFrom(simulation.activity$.pipe(filter((activity) => activity === 'finished')));
    const expected = eventsWithoutWorker(24);
    const lines = expected
      .map((event, i) => ({ line: i + 1, event }))
      .filter(({ event }) => event.type !== 'state' && event.type !== 'losses');
    expect(await momentsOf(simulation)).toEqual(lines);
    const chunk = await simulation.chunk(0, 0);
    expect(chunk.bins).toBe(24);
    const losses = expected.filter((event) => event.type === 'losses');
    const nrem = losses.filter((event) => event.nrem !== undefined);
    expect([...chunk.curves.lossNrem.mean].filter((value) => !Number.isNaN(value))).toEqual(
      nrem.map((event) => Math.fround(event.nrem!)),
    );
    expect((await firstValueFrom(simulation.head$)).status).toBe('finished');
    await expect(simulation.step('tick')).rejects.toThrow(/no further tick/);
  });

  it('steps by tick, stage and cycle, and says that a cycle has no nights', async () => {
    const simulation = begin();
    await resting(simulation);
    await simulation.step('tick');
    expect(simulation.tick).toBe(1);
    await simulation.step('stage');
    expect(simulation.tick).toBe(2);
    await simulation.step('cycle');
    expect(simulation.tick).toBe(3);
    await simulation.step('cycle');
    expect(simulation.tick).toBe(6);
    await expect(simulation.step('night')).rejects.toMatchObject({ code: 'NO_STEP', advice: /no nights/ });
    expect(simulation.canStep('night')).toBe(false);
  });

  it('pauses between two ticks, and goes on', async () => {
    const simulation = begin();
    await resting(simulation);
    const playing = firstValueFrom(simulation.playing$.pipe(take(3), toArray()));
    simulation.play();
    await firstValueFrom(simulation.ticks$.pipe(filter((ticks) => ticks >= 2)));
    simulation.pause();
    await resting(simulation);
    expect(await playing).toEqual([false, true, false]);
    const paused = simulation.tick;
    expect(paused).toBeLessThan(24);
    await simulation.step('tick');
    expect(simulation.tick).toBe(paused + 1);
  });

  it('holds levels from the next tick on, and gives them back', async () => {
    const simulation = begin();
    await resting(simulation);
    await simulation.step('tick');
    simulation.clamp({ ach: 1 });
    await simulation.step('tick');
    simulation.clamp({ ach: null });
    await simulation.step('cycle');
    const { curves, stages } = await simulation.chunk(0, 0);
    expect(stages).toEqual(['WAKE', 'NREM', 'REM']);
    expect([...curves.ach.mean]).toEqual([1, 1, 1]);
    expect([...curves.nrem.mean]).toEqual([0, 0, 0]);
    expect(await firstValueFrom(simulation.clamps$)).toEqual([
      { tick: 1, ach: 1, na: null },
      { tick: 2, ach: null, na: null },
    ]);
  });

  it('goes back: another life with the same past, bit by bit, clamps included', async () => {
    const simulation = begin();
    await resting(simulation);
    await simulation.step('cycle');
    simulation.clamp({ na: 0.2 });
    await simulation.step('cycle');
    const branch = await simulation.branch(5);
    living.push(branch);
    await resting(branch);
    expect(branch.tick).toBe(5);
    await branch.step('tick');
    expect(await momentsOf(branch)).toEqual(await momentsOf(simulation));
    expect(await branch.chunk(0, 0)).toEqual(await simulation.chunk(0, 0));
    await expect(simulation.branch(7)).rejects.toMatchObject({ code: 'NO_MOMENT' });
  });

  it('branches from a snapshot of the present too', async () => {
    const simulation = begin({ tick: 7 });
    await resting(simulation);
    const branch = await simulation.branch(7);
    living.push(branch);
    await resting(branch);
    await Promise.all([simulation.step('cycle'), branch.step('cycle')]);
    expect(await branch.chunk(0, 0)).toEqual(await simulation.chunk(0, 0));
    expect(await branch.latentTicks()).toEqual([0, 6]);
  });

  it('shows dreams that were kept, and those of the living brain at any present', async () => {
    const simulation = begin({ tick: 7 });
    await resting(simulation);
    const kept = await simulation.dreams(5); // the event after the first epoch
    expect(kept).toMatchObject({
      tick: 5,
      count: 3,
      height: 32,
      mixtures: [0, 1, 2].map((image) => ({
        images: [
          [image, 0.25],
          [(image + 1) % 3, 0.25],
        ],
        noise: 0.5,
      })),
    });
    const now = await simulation.dreams(6); // the last tick that was lived
    expect(now.tick).toBe(6);
    expect(now.rows.seen).toEqual(kept.rows.seen);
    expect(now.rows.reconstructed).not.toEqual(kept.rows.reconstructed);
    await expect(simulation.dreams(3)).rejects.toMatchObject({ code: 'NO_DREAMS' });
  });

  it('lays latents of all moments on one plane', async () => {
    const simulation = begin({ tick: 6 });
    await resting(simulation);
    expect(await simulation.latentTicks()).toEqual([0, 6]);
    const [before, after] = [await simulation.latents(3), await simulation.latents(6)];
    expect(before).toMatchObject({ tick: 0 });
    expect(before!.clean).toHaveLength(2 * 12);
    expect(after!.explained[0]).toBeGreaterThan(after!.explained[1]);
  });

  it('looks at the living brain while someone watches, and only then', async () => {
    const simulation = begin({ tick: 2 });
    await resting(simulation);
    const { dream, latents } = await firstValueFrom(simulation.live$);
    expect([dream.ticks, latents.ticks]).toEqual([2, 2]);
    expect(dream.sheet.rem.shape).toEqual([3, 32, 32, 3]);
  });

  it('says what went wrong, and rests where it was', async () => {
    const simulation = begin();
    await resting(simulation);
    simulation.clamp({ ach: 2 });
    await expect(simulation.step('tick')).rejects.toThrow(/ACh held at a level from 0 to 1/);
    expect(simulation.tick).toBe(0);
    expect((await firstValueFrom(simulation.head$)).status).toBe('failed');
    simulation.clamp({ ach: 1 });
    await simulation.step('tick');
    expect(simulation.tick).toBe(1);
    expect(await firstValueFrom(simulation.problem$)).toBeNull();
  });

  it('ends its worker at once, and whoever waits is told', async () => {
    const simulation = begin();
    await resting(simulation);
    const step = simulation.step('cycle');
    simulation.close();
    await expect(step).rejects.toMatchObject({ code: 'CLOSED' });
    await expect(simulation.branch(0)).rejects.toMatchObject({ code: 'CLOSED' });
    expect(tf.memory().numTensors).toBe(0);
  });

  it('refuses a schedule that is none before anything begins', () => {
    expect(() => begin({ schedule: { yaml: 'kind: cycle\nordre: [wake]' } })).toThrow(/did you mean "order"/);
    expect(() => begin({ schedule: { preset: 'papers' } })).toThrow(/known: paper, blocks/);
  });
});
