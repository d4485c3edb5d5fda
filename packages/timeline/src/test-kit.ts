import type { EventOf } from '@oneiros/simulation';
import type { TickEvent } from './read-event-lines.ts';

const phases = [
  { stage: 'WAKE', ach: 1, na: 1 },
  { stage: 'NREM', ach: 0, na: 0 },
  { stage: 'REM', ach: 1, na: 0 },
] as const;

/** The state of a tick of the paper's schedule: Wake, NREM, REM, a mini-batch each, 30 s long, 3000 ticks an epoch. */
export function stateAt(tick: number): EventOf<'state'> {
  const { stage, ach, na } = phases[tick % 3]!;
  return {
    type: 'state',
    v: 1,
    tick,
    cycle: Math.floor(tick / 3),
    night: Math.floor(tick / 900),
    epoch: Math.floor(tick / 3000),
    seconds: tick * 30,
    stage,
    ach,
    na,
    gates: { discriminator: ach, target: na, sign: 2 * na - 1, nrem: 1 - ach, connected: na === 1 },
  };
}

/** States and losses of the paper's schedule: L_img is tick + 1 in Wake, L_NREM 1 / (tick + 1), L_REM ½. */
export function paperTicks(ticks: number): TickEvent[] {
  return Array.from({ length: ticks }, (_, tick): TickEvent[] => {
    const losses = [
      { reconstruction: tick + 1, divergence: 2, reality: 0.7 },
      { nrem: 1 / (tick + 1) },
      { adversarial: 0.5 },
    ];
    return [stateAt(tick), { type: 'losses', v: 1, tick, ...losses[tick % 3] }];
  }).flat();
}
