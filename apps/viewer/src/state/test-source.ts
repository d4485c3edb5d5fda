import { createTimeline, type Moment, type RunHead } from '@oneiros/timeline';
import { paperTicks } from '@oneiros/timeline/test-kit';
import { BehaviorSubject, of } from 'rxjs';
import type { OneirosEvent } from '@oneiros/simulation';
import type { RunSource } from '../source/run-source.ts';

/** A run in memory, for tests and stories. */
export interface TestSource extends RunSource {
  /** Chunks asked for, as `level-index`. */
  readonly asked: string[];
  append(events: readonly OneirosEvent[]): void;
}

export interface TestSourceOptions {
  readonly events?: readonly OneirosEvent[];
  /** Of the paper's schedule, where no events are given. */
  readonly ticks?: number;
  readonly moments?: readonly Moment[];
  readonly head?: Partial<RunHead>;
  readonly kind?: RunSource['kind'];
  readonly dreams?: RunSource['dreams'];
}

export function createTestSource(options: TestSourceOptions = {}): TestSource {
  const { ticks = 30, moments = [], kind = 'recorded' } = options;
  const timeline = createTimeline();
  timeline.append(options.events ?? paperTicks(ticks));
  const grown = new BehaviorSubject(timeline.ticks);
  const asked: string[] = [];
  const head: RunHead = {
    id: 'test',
    status: kind === 'recorded' ? 'finished' : 'running',
    createdAt: '2026-01-01T00:00:00.000Z',
    ticks: timeline.ticks,
    totalTicks: timeline.ticks,
    config: {} as RunHead['config'],
    changed: [],
    backend: 'onednn',
    command: 'oneiros run --seed 1',
    ...options.head,
  };
  return {
    kind,
    asked,
    head$: new BehaviorSubject(head),
    moments$: of(moments),
    ticks$: grown,
    append(events) {
      timeline.append(events);
      grown.next(timeline.ticks);
    },
    chunk: async (level, index) => {
      asked.push(`${level}-${index}`);
      return timeline.chunk(level, index);
    },
    dreams: options.dreams ?? (async (tick) => Promise.reject(new Error(`No dreams at tick ${tick}.`))),
    latentTicks: async () => [],
    latents: async () => null,
    close: () => {},
  };
}
