import * as tf from '@tensorflow/tfjs';
import { createScenes } from '@oneiros/senses';
import { lastValueFrom, Subject, toArray } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveConfig } from './config/resolve-config.ts';
import { createSimulation, type Simulation } from './create-simulation.ts';
import { initialRunState, reduceEvents, type RunState } from './run-state.ts';
import { reportsOf, simulate } from './simulate.ts';

let simulation: Simulation;
beforeEach(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
  const config = resolveConfig({
    model: { baseWidth: 1, latentSize: 2 },
    batchSize: 2,
    duration: { count: 2, unit: 'cycles' },
    probes: { readoutEpochs: 1, areasEveryCycles: 2 },
    dreams: { count: 1 },
  });
  simulation = createSimulation({ config, images: createScenes({ seed: 1, train: 2, test: 2 }) });
});
afterEach(() => simulation.dispose());

describe('simulate', () => {
  it('streams the events of every tick and completes with the last one', async () => {
    const events = await lastValueFrom(simulate(simulation).pipe(toArray()));
    expect(events.filter(({ type }) => type === 'state').map(({ tick }) => tick)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['finished', 'checkpoint']);
  });

  it('stops before the tick that it is given', async () => {
    await lastValueFrom(simulate(simulation, { until: 2 }));
    expect(simulation.tick).toBe(2);
  });

  it('finishes the tick under way when it is told to stop', async () => {
    const stop$ = new Subject<void>();
    const reports: number[] = [];
    await new Promise<void>((resolve) => {
      reportsOf(simulation, { stop$ }).subscribe({
        next: ({ tick }) => {
          reports.push(tick);
          if (tick === 1) stop$.next();
        },
        complete: resolve,
      });
    });
    expect(reports).toEqual([0, 1]);
    expect(stop$.observed).toBe(false);
  });

  it('lets other work in between two ticks', async () => {
    const ticksSeen: number[] = [];
    const done = lastValueFrom(simulate(simulation));
    for (let i = 0; i < 3; i++) {
      ticksSeen.push(simulation.tick);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await done;
    expect(ticksSeen).toEqual([1, 2, 3]);
  });

  it('advances no further once nobody listens', async () => {
    const subscription = simulate(simulation).subscribe();
    subscription.unsubscribe();
    await new Promise((resolve) => setImmediate(resolve));
    expect(simulation.tick).toBe(1);
  });

  it('passes on what goes wrong as an error of the stream', async () => {
    const weight = simulation.cortex.synapses.get('V1.feedforward.weight')!;
    tf.tidy(() => weight.assign(tf.fill(weight.shape, NaN)));
    await expect(lastValueFrom(simulate(simulation))).rejects.toMatchObject({ code: 'DIVERGED', tick: 0 });
  });
});

describe('reduceEvents', () => {
  it('folds the events of a run into its state, and never changes an earlier state', async () => {
    const events = await lastValueFrom(simulate(simulation).pipe(toArray()));
    const states = events.reduce<RunState[]>(
      (all, event) => [...all, reduceEvents(all.at(-1)!, event)],
      [initialRunState],
    );
    const last = states.at(-1)!;
    expect(initialRunState).toMatchObject({ tick: 0, losses: {}, dreams: [] });
    expect(last).toMatchObject({
      tick: 5,
      finished: true,
      state: { stage: 'REM' },
      probes: [{ epoch: 1 }, { epoch: 2 }],
    });
    expect(last.dreams).toHaveLength(3);
    expect(last.checkpoints).toHaveLength(1);
    expect(last.activity!.areas).toHaveProperty('V1');
    expect(last.plasticity!.areas).toHaveProperty('realityMonitor');
  });

  it('averages each loss over the ticks of its epoch that measured it', () => {
    const at = (tick: number, epoch: number) =>
      ({ type: 'state', v: 1, tick, epoch, cycle: 0, night: 0, seconds: 0, stage: 'WAKE', ach: 1, na: 1 }) as const;
    const gates = { discriminator: 1, target: 1, sign: 1, nrem: 0, connected: true };
    const state = [
      { ...at(0, 0), gates },
      { type: 'losses', v: 1, tick: 0, reconstruction: 1 } as const,
      { type: 'losses', v: 1, tick: 1, reconstruction: 4, nrem: 3 } as const,
      { ...at(2, 1), gates },
      { type: 'losses', v: 1, tick: 2, reconstruction: 7 } as const,
    ].reduce(reduceEvents, initialRunState);
    expect(state.epochs).toEqual([
      { epoch: 0, means: { reconstruction: 2.5, nrem: 3 }, counts: { reconstruction: 2, nrem: 1 } },
      { epoch: 1, means: { reconstruction: 7 }, counts: { reconstruction: 1 } },
    ]);
    expect(state.losses).toEqual({ reconstruction: 7, nrem: 3 });
  });
});
