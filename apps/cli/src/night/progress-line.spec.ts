import { initialRunState, reduceEvents, type OneirosEvent } from '@oneiros/simulation';
import { describe, expect, it } from 'vitest';
import { createPaint } from '../terminal/paint.ts';
import { formatLoss, progressLine, stageName } from './progress-line.ts';

const gates = { discriminator: 1, target: 0, sign: -1, nrem: 0, connected: false };
const events: OneirosEvent[] = [
  { type: 'state', v: 1, tick: 5, cycle: 1, night: 0, epoch: 0, seconds: 5, stage: 'REM', ach: 1, na: 0, gates },
  { type: 'losses', v: 1, tick: 5, reconstruction: 0.25, adversarial: 0.693147 },
];
const state = events.reduce(reduceEvents, initialRunState);
const view = { state, ticks: 6, totalTicks: 24, hasDays: false, cyclesPerSecond: 3.456, secondsLeft: 62 };

describe('progressLine', () => {
  it('tells how far, which state, both levels, losses, speed and the time left', () => {
    expect(progressLine(view, createPaint(false))).toBe(
      'tick 6/24  25%  epoch 1  REM   ACh █ NA ▁  img 0.250 rem 0.693  3.5 cycles/s  1 min 02 s left',
    );
  });

  it('counts days where there are some', () => {
    expect(progressLine({ ...view, hasDays: true }, createPaint(false))).toContain('25%  day 1  REM');
  });

  it('keeps to the width of the terminal, escape sequences not counted', () => {
    expect(progressLine(view, createPaint(false), 30)).toHaveLength(30);
    expect(progressLine(view, createPaint(true), 30)).toContain('\u001b[35mREM\u001b[39m');
  });

  it('tells what is known before the first tick', () => {
    const nothing = {
      state: initialRunState,
      ticks: 0,
      totalTicks: 24,
      hasDays: false,
      cyclesPerSecond: undefined,
      secondsLeft: undefined,
    };
    expect(progressLine(nothing, createPaint(false))).toBe('tick 0/24   0%');
  });
});

describe('stageName', () => {
  it('calls the three stages of non-REM sleep one state', () => {
    expect(['WAKE', 'N1', 'N2', 'N3', 'REM'].map(stageName)).toEqual(['WAKE', 'NREM', 'NREM', 'NREM', 'REM']);
  });
});

describe('formatLoss', () => {
  it('keeps three digits whatever the size', () => {
    expect([0.0123456, 8.5, 123.4, 12345].map(formatLoss)).toEqual(['0.0123', '8.50', '123', '1.2e+4']);
  });
});
