import type { Levels } from '../brain-state.ts';
import type { LevelPoint } from '../gates.ts';
import type { StageRun } from '../stages.ts';
import { infraslowWaves } from './infraslow.ts';
import { levelPieces, targetOf, type LevelPiece } from './level-pieces.ts';
import type { LevelsConfig } from './levels-schema.ts';
import type { LevelClamp } from './manipulation.ts';
import type { NightRandom } from './night-random.ts';

export interface LevelOptions {
  /** Draws only for infraslow waves, as `infraslow`. */
  readonly random: NightRandom;
  readonly clamps?: readonly LevelClamp[];
  /** Levels at the start, such as {@link LevelCurve.end} of the day before; those of the first stage unless given. */
  readonly initial?: Levels;
}

/** Both levels as functions of time, exact at every moment. */
export interface LevelCurve {
  /** Length, from 0. */
  readonly seconds: number;
  /** Levels at the end. */
  readonly end: Levels;
  /** Levels at a moment; at a jump (the edge of a clamp) those after it. @throws RangeError outside of [0, seconds]. */
  at(seconds: number): Levels;
  /**
   * The curve over [from, to] for {@link averageGatesAlong}: dense where the levels move (at most an eighth of the quicker time
   * constant, a sixteenth of a wave), one line where they rest, a double point at a jump.
   * @throws RangeError where from and to are not ascending in [0, seconds].
   */
  points(from: number, to: number): LevelPoint[];
}

/** What a level still is above its target, at the start of a piece. */
interface PieceStart {
  readonly ach: number;
  readonly na: number;
  readonly amplitude: number;
  /** Of the wave, in turns; holds where none runs. */
  readonly phase: number;
}

type Release = Pick<LevelsConfig, 'achSeconds' | 'naSeconds'>;

type Solved = LevelPiece & { readonly start: PieceStart };

const inUnit = (level: number): number => Math.min(Math.max(level, 0), 1);

/** x(t) of tau x' = target - x; at once where tau is 0. */
const relax = (x: number, target: number, seconds: number, tau: number): number =>
  tau === 0 ? target : x - (target - x) * Math.expm1(-seconds / tau);

function stateIn({ from, target, amplitude, wave, held, start }: Solved, seconds: number, config: Release): PieceStart {
  const elapsed = seconds - from;
  const { achSeconds, naSeconds } = config;
  return {
    ach: held.ach ?? relax(start.ach, target.ach, elapsed, achSeconds),
    na: held.na ?? relax(start.na, target.na, elapsed, naSeconds),
    amplitude: held.na === undefined ? relax(start.amplitude, amplitude, elapsed, naSeconds) : 0,
    phase: wave === null ? start.phase : (seconds - wave.seconds) / wave.periodSeconds,
  };
}

const levelsIn = ({ ach, na, amplitude, phase }: PieceStart): Levels => ({
  ach: inUnit(ach),
  na: inUnit(na + amplitude * Math.sin(2 * Math.PI * phase)),
});

function solve(pieces: readonly LevelPiece[], initial: Levels, config: LevelsConfig): Solved[] {
  let start: PieceStart = { ...initial, amplitude: 0, phase: 0 };
  return pieces.map((piece, i) => {
    // Where waves begin anew, what is left of the ones before becomes part of the mean, so that NA does not jump.
    if (piece.wave !== null && pieces[i - 1]?.wave == null) start = { ...start, na: levelsIn(start).na, amplitude: 0 };
    const solved = { ...piece, start };
    start = stateIn(solved, piece.to, config);
    return solved;
  });
}

/** Levels nearer than this to what they tend to are at rest. */
const REST = 1e-3;
const STEPS_PER_TIME_CONSTANT = 8;
const STEPS_PER_WAVE = 16;

/** How far the curve may be taken as a line from here. */
function stepFrom(piece: Solved, seconds: number, release: Release): number {
  const { ach, na, amplitude } = stateIn(piece, seconds, release);
  const { achSeconds, naSeconds } = release;
  const { held, target, wave } = piece;
  const steps = [Number.POSITIVE_INFINITY];
  if (wave !== null && held.na === undefined && (amplitude > 0 || piece.amplitude > 0))
    steps.push(wave.periodSeconds / STEPS_PER_WAVE);
  if (held.ach === undefined && Math.abs(ach - target.ach) > REST) steps.push(achSeconds / STEPS_PER_TIME_CONSTANT);
  if (held.na === undefined && Math.max(Math.abs(na - target.na), Math.abs(amplitude - piece.amplitude)) > REST)
    steps.push(naSeconds / STEPS_PER_TIME_CONSTANT);
  return Math.min(...steps);
}

/**
 * ACh and NA along a hypnogram: each level follows what its stage tends to by first-order release, `L' = (L_stage - L) / tau`,
 * solved in closed form. With infraslow waves NA is `L + A sin(phase)`, where A follows `amplitude L_stage` in N2, N3 and NREM and 0
 * elsewhere with the same time constant, the phase holding when the wave ends: without jumps, and within 0..1.
 * A clamp holds a level at its value, at once; afterwards it relaxes from there.
 * @throws StageUnresolvedError on ART and UNS; RangeError on empty runs.
 * @source Diniz Behn & Booth 2010, J Neurophysiol 103:1937 (release constants: NE 25 s, ACh 10 s)
 */
export function levelCurve(runs: readonly StageRun[], config: LevelsConfig, options: LevelOptions): LevelCurve {
  const { random, clamps = [] } = options;
  if (runs.length === 0) throw new RangeError('Expected at least one run, got none.');
  const waves = infraslowWaves(runs, config.infraslow, random('infraslow'));
  const pieces = solve(
    levelPieces(runs, waves, clamps, config),
    options.initial ?? targetOf(runs[0]!, 0, config),
    config,
  );
  const { to: total } = pieces.at(-1)!;

  const pieceAt = (seconds: number): number => {
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (pieces[middle]!.from <= seconds) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const valueIn = (piece: Solved, seconds: number): Levels => levelsIn(stateIn(piece, seconds, config));
  const at = (seconds: number): Levels => {
    if (!(seconds >= 0 && seconds <= total))
      throw new RangeError(`Expected a moment from 0 to ${total} s, got ${seconds}.`);
    return valueIn(pieces[pieceAt(seconds)]!, seconds);
  };

  return {
    seconds: total,
    end: valueIn(pieces.at(-1)!, total),
    at,
    points(from, to) {
      if (!(from >= 0 && from <= to && to <= total))
        throw new RangeError(`Expected an interval within 0 to ${total} s, got ${from} to ${to}.`);
      const points: LevelPoint[] = [];
      for (let i = pieceAt(from); i < pieces.length && pieces[i]!.from <= to; i++) {
        const piece = pieces[i]!;
        const last = Math.min(piece.to, to);
        for (let seconds = Math.max(piece.from, from); ;) {
          const point = { seconds, ...valueIn(piece, seconds) };
          const before = points.at(-1);
          if (before?.seconds !== seconds || before.ach !== point.ach || before.na !== point.na) points.push(point);
          if (seconds >= last) break;
          seconds = Math.min(seconds + stepFrom(piece, seconds, config), last);
        }
      }
      return points;
    },
  };
}
