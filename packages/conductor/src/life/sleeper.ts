import type { Levels } from '../brain-state.ts';
import type { SampledLevels } from '../nights/levels-of.ts';
import type { SleepDebt } from '../nights/manipulation.ts';
import type { Hypnogram } from '../stages.ts';

/** What a sleeper carries from one day to the next; plain numbers. */
export interface SleeperState {
  readonly debt: SleepDebt;
  /** ACh and NA as the day before left them; absent on the first day. */
  readonly levels?: Levels;
  /** The state of a sleep model and its time, seconds; absent where no model sleeps. */
  readonly model?: { readonly snapshot: readonly number[]; readonly seconds: number };
}

/** A day as its source brings it, before manipulations of stages. */
export interface SourceDay {
  /** The night alone, or the whole day with it. */
  readonly hypnogram: Hypnogram;
  /** Levels that the source has of its own, of the whole day. */
  readonly levels?: SampledLevels;
  readonly next: Pick<SleeperState, 'model'>;
}

/** Where days come from, before manipulations. */
export interface RunSource {
  readonly first: Pick<SleeperState, 'model'>;
  /** Pure. */
  dayOf(day: number, sleeper: SleeperState): SourceDay;
}
