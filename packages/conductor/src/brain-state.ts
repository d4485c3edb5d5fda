/** `WAKE` and the sleep stages; hypnograms may bring their own names. The five AASM stages are spelled as here. */
export type Stage = 'WAKE' | 'N1' | 'N2' | 'N3' | 'REM' | (string & {});

/** Neuromodulator levels, 0..1, where 1 is the level of active waking. */
export interface Levels {
  readonly ach: number;
  readonly na: number;
}

/** What the two levels open and shut; each is the time average over one tick. */
export interface Gates {
  /** gate_D: the discriminative pathway learns. 0..1. */
  readonly discriminator: number;
  /** target_D: what the reality monitor is told, 1 external (Wake) to 0 internal (REM). */
  readonly target: number;
  /** sign_G = 2 target_D - 1: sign of plasticity in the feedback pathway, -1..1; always used times `discriminator`. */
  readonly sign: number;
  /** gate_NREM = 1 - gate_D: perturbed dreaming. 0..1. */
  readonly nrem: number;
  /** NA >= 1/2 for at least half of the tick: the senses drive V1 and the hippocampus encodes; otherwise the brain is disconnected and dreams. */
  readonly connected: boolean;
}

/** The brain at one tick. A tick is one mini-batch in one state, or in a `life` in a stretch of time. Plain JSON. */
export interface BrainState extends Levels {
  /** Counts from 0 over the whole run. */
  readonly tick: number;
  /** Counts from 0: how many Wake mini-batches began before or at this tick, minus 1, so -1 before the first (in the `cycle` schedule: the cycle). */
  readonly cycle: number;
  /** Counts from 0: which day with its night, in `nights` and `life`; 0 in `cycle`. */
  readonly night: number;
  /** Simulated seconds since the start of the run at the start of this tick. */
  readonly seconds: number;
  readonly stage: Stage;
  readonly gates: Gates;
}
