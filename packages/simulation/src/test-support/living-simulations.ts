import type { ImageCollection } from '@oneiros/senses';
import { afterEach } from 'vitest';
import { resolveConfig } from '../config/resolve-config.ts';
import type { RunConfigInput } from '../config/run-config.ts';
import { createSimulation, type Simulation, type TickReport } from '../create-simulation.ts';
import type { EventOf, OneirosEvent } from '../events.ts';

/** Simulations of `base` under other layers; each is disposed after the test that made it, unless a test takes it out of `living`. */
export function livingSimulations(images: ImageCollection, base: RunConfigInput) {
  const living: Simulation[] = [];
  afterEach(() => living.splice(0).forEach((simulation) => simulation.dispose()));
  const simulationOf = (...layers: RunConfigInput[]): Simulation => {
    const simulation = createSimulation({ config: resolveConfig(base, ...layers), images });
    living.push(simulation);
    return simulation;
  };
  return { living, simulationOf };
}

export const advanceBy = (simulation: Simulation, ticks: number): TickReport[] =>
  Array.from({ length: ticks }, () => simulation.advance());

export const eventsOf = (reports: readonly TickReport[]): OneirosEvent[] =>
  reports.flatMap(({ events }) => [...events]);

export const only = <Type extends OneirosEvent['type']>(events: readonly OneirosEvent[], type: Type): EventOf<Type>[] =>
  events.filter((event): event is EventOf<Type> => event.type === type);
