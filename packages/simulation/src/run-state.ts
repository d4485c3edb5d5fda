import { produce } from 'immer';
import {
  lossNames,
  type EventOf,
  type LossName,
  type MeasurementEvent,
  type OneirosEvent,
  type ReadoutEvent,
} from './events.ts';

type LossTable = Partial<Record<LossName, number>>;

/** Losses of one epoch, averaged over the ticks that measured them. */
export interface EpochLosses {
  readonly epoch: number;
  readonly means: LossTable;
  readonly counts: LossTable;
}

/** All that the events of a run add up to; immutable, plain JSON. */
export interface RunState {
  readonly tick: number;
  readonly state: EventOf<'state'> | undefined;
  /** The latest value of each loss. */
  readonly losses: LossTable;
  readonly epochs: readonly EpochLosses[];
  readonly activity: EventOf<'activity'> | undefined;
  readonly plasticity: EventOf<'plasticity'> | undefined;
  readonly dreams: readonly EventOf<'dream'>[];
  /** The readouts after epochs. */
  readonly probes: readonly ReadoutEvent[];
  /** What the entries of `probes.at` measured. */
  readonly measurements: readonly MeasurementEvent[];
  readonly checkpoints: readonly EventOf<'checkpoint'>[];
  readonly warnings: readonly EventOf<'warning'>[];
  readonly finished: boolean;
}

export const initialRunState: RunState = {
  tick: 0,
  state: undefined,
  losses: {},
  epochs: [],
  activity: undefined,
  plasticity: undefined,
  dreams: [],
  probes: [],
  measurements: [],
  checkpoints: [],
  warnings: [],
  finished: false,
};

/** Pure: folds one event into the state. The viewer and the command line fold the same events. */
export const reduceEvents = produce<RunState, [OneirosEvent]>((draft, event) => {
  draft.tick = event.tick;
  switch (event.type) {
    case 'state':
      draft.state = event;
      break;
    case 'losses':
      for (const name of lossNames) {
        const value = event[name];
        if (value === undefined) continue;
        draft.losses[name] = value;
        addToEpoch(draft.epochs as MutableEpoch[], draft.state?.epoch ?? 0, name, value);
      }
      break;
    case 'activity':
      draft.activity = event;
      break;
    case 'plasticity':
      draft.plasticity = event;
      break;
    case 'dream':
      draft.dreams.push(event);
      break;
    case 'probe':
      if ('result' in event) (draft.measurements as MeasurementEvent[]).push(event);
      else draft.probes.push(event);
      break;
    case 'checkpoint':
      draft.checkpoints.push(event);
      break;
    case 'warning':
      draft.warnings.push(event);
      break;
    case 'finished':
      draft.finished = true;
      break;
    default:
      event satisfies never;
  }
});

interface MutableEpoch {
  epoch: number;
  means: LossTable;
  counts: LossTable;
}

function addToEpoch(epochs: MutableEpoch[], epoch: number, name: LossName, value: number): void {
  let entry = epochs.at(-1);
  if (entry?.epoch !== epoch) epochs.push((entry = { epoch, means: {}, counts: {} }));
  const count = (entry.counts[name] ?? 0) + 1;
  const mean = entry.means[name] ?? 0;
  entry.counts[name] = count;
  entry.means[name] = mean + (value - mean) / count;
}
