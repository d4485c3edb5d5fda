import type { Intervention, NamedRun, SleepStatistics } from '@oneiros/conductor';

/** Least and most of both levels in each of equally long stretches of time; waves between are not lost. */
export interface LevelEnvelope {
  /** [stretches] each, 0..1. */
  readonly achLeast: Float32Array;
  readonly achMost: Float32Array;
  readonly naLeast: Float32Array;
  readonly naMost: Float32Array;
}

/** Gates of the ticks that lie in the part shown; each is the mean over its tick. */
export interface GateSteps {
  /** [ticks + 1] seconds since the start of the part. */
  readonly starts: Float64Array;
  /** [ticks] 0..1: whether the discriminative pathway learns, and what the reality monitor is told. */
  readonly discriminator: Float32Array;
  readonly target: Float32Array;
}

/** What a schedule comes to: one day of a life with its night, or the first ticks of the other kinds. */
export interface Preview {
  readonly kind: 'cycle' | 'nights' | 'life';
  /** From 0; 0 where there are no days. */
  readonly day: number;
  /** The part shown, seconds since the start of the day. */
  readonly from: number;
  readonly to: number;
  /** What is lived in the part, after manipulations. */
  readonly runs: readonly NamedRun[];
  /** The same part before manipulations; null where nothing is done to it. */
  readonly source: readonly NamedRun[] | null;
  readonly epochSeconds: number;
  /** First sleep of the source, seconds since the start of the part, from which hours of manipulations count; null without sleep. */
  readonly sleepOnset: number | null;
  /** Seconds since the start of the part. */
  readonly interventions: readonly Intervention[];
  readonly levels: LevelEnvelope;
  readonly gates: GateSteps;
  /** Of what is lived in the part; null where its stages are none that a scoring knows. */
  readonly statistics: SleepStatistics | null;
  readonly sourceStatistics: SleepStatistics | null;
  /** Mini-batches' worth of learning in a whole day, or the ticks shown: sums of gates. */
  readonly learning: { readonly wake: number; readonly nrem: number; readonly rem: number };
  readonly ticks: {
    /** Ticks of the day, or of one period. */
    readonly period: number;
    /** Of the whole schedule; Infinity where it repeats for ever. */
    readonly total: number;
    /** How many of a period's are shown. */
    readonly shown: number;
  };
}
