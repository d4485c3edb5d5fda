import type { Hypnogram } from '../stages.ts';
import type { NightRandom } from './night-random.ts';

/** What nights owe of two stages. */
export interface StageDebt {
  /** REM that was lost and is still asked for, seconds. */
  readonly remSeconds: number;
  /** N3 likewise. */
  readonly n3Seconds: number;
}

/** What a sleeper carries from day to day, in plain JSON. */
export interface SleepDebt extends StageDebt {
  /** What the deprived twin of a yoked control owes. */
  readonly yokedTo: StageDebt;
}

/** Nobody owes anything. */
export const noDebt: SleepDebt = { remSeconds: 0, n3Seconds: 0, yokedTo: { remSeconds: 0, n3Seconds: 0 } };

/** One thing an experimenter did in a night. */
export interface Intervention {
  /** Since the start of the hypnogram. */
  readonly seconds: number;
  readonly kind: 'rem-awakening' | 'yoked-awakening' | 'sws-sound' | 'arousal';
}

/** A level held from outside, in [fromSeconds, toSeconds). */
export interface LevelClamp {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly ach?: number;
  readonly na?: number;
}

export interface ManipulateOptions {
  /** Counted from 0. */
  readonly day: number;
  readonly random: NightRandom;
  /** As the day before left it; {@link noDebt} on the first. */
  readonly debt: SleepDebt;
}

export interface ManipulatedNight {
  readonly hypnogram: Hypnogram;
  /** In the order of time. */
  readonly interventions: readonly Intervention[];
  /** For {@link levelCurve} and {@link levelsOf}. */
  readonly clamps: readonly LevelClamp[];
  /** For the next day. */
  readonly debt: SleepDebt;
}
