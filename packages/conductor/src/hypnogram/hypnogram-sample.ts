import type { Stage } from '../brain-state.ts';

/** One moment of what is drawn; the brain's states at ticks are such moments too. */
export interface HypnogramSample {
  /** Since the start of the run, or of the recording. */
  readonly seconds: number;
  readonly stage: Stage;
  /** 0..1, active waking = 1; null where no such level is known. */
  readonly ach: number | null;
  readonly na: number | null;
  /** Absent where time is not counted in ticks. */
  readonly tick?: number;
}
