import type { EventOf } from '@oneiros/simulation';
import { curveNames, type CurveName } from './chunk.ts';
import type { TickEvent } from './read-event-lines.ts';

/** Measured, and not a finite number: JSON has no word for it. Never measured is NaN. */
export const NOT_FINITE = Infinity;
/** Code of a tick of which no state is known. */
export const NO_STAGE = 255;

const firstCapacity = 4096;
const mostStages = 255;

type State = EventOf<'state'>;
type Losses = EventOf<'losses'>;

/** One value a tick, in typed arrays that double when they are full; [capacity] each. */
export class Columns {
  ticks = 0;
  readonly stages: string[] = [];
  stage = new Uint8Array(firstCapacity).fill(NO_STAGE);
  seconds = new Float64Array(firstCapacity);
  cycle = new Int32Array(firstCapacity);
  night = new Int32Array(firstCapacity);
  epoch = new Int32Array(firstCapacity);
  readonly curves = Object.fromEntries(
    curveNames.map((name) => [name, new Float32Array(firstCapacity).fill(NaN)]),
  ) as Record<CurveName, Float32Array>;

  add(event: TickEvent): void {
    if (event.type === 'state') this.addState(event);
    else this.addLosses(event);
  }

  private addState(state: State): void {
    const { tick, gates } = state;
    this.reach(tick);
    this.stage[tick] = this.codeOf(state.stage);
    this.seconds[tick] = state.seconds;
    this.cycle[tick] = state.cycle;
    this.night[tick] = state.night;
    this.epoch[tick] = state.epoch;
    const { curves } = this;
    curves.ach[tick] = state.ach;
    curves.na[tick] = state.na;
    curves.discriminator[tick] = gates.discriminator;
    curves.target[tick] = gates.target;
    curves.sign[tick] = gates.sign;
    curves.nrem[tick] = gates.nrem;
  }

  private addLosses(losses: Losses): void {
    const { tick } = losses;
    this.reach(tick);
    this.measure('lossReconstruction', tick, losses.reconstruction);
    this.measure('lossDivergence', tick, losses.divergence);
    this.measure('lossReality', tick, losses.reality);
    this.measure('lossNrem', tick, losses.nrem);
    this.measure('lossAdversarial', tick, losses.adversarial);
  }

  private measure(name: CurveName, tick: number, value: number | null | undefined): void {
    if (value === undefined) return;
    this.curves[name][tick] = value !== null && Number.isFinite(value) ? value : NOT_FINITE;
  }

  private codeOf(stage: string): number {
    const known = this.stages.indexOf(stage);
    if (known >= 0) return known;
    if (this.stages.length >= mostStages) {
      throw new RangeError(`Expected at most ${mostStages} different stages, got another one, "${stage}".`);
    }
    return this.stages.push(stage) - 1;
  }

  private reach(tick: number): void {
    if (tick < this.ticks) return;
    this.ticks = tick + 1;
    if (this.ticks <= this.stage.length) return;
    const capacity = 2 ** Math.ceil(Math.log2(this.ticks));
    this.stage = grown(this.stage, new Uint8Array(capacity).fill(NO_STAGE));
    this.seconds = grown(this.seconds, new Float64Array(capacity));
    this.cycle = grown(this.cycle, new Int32Array(capacity));
    this.night = grown(this.night, new Int32Array(capacity));
    this.epoch = grown(this.epoch, new Int32Array(capacity));
    for (const name of curveNames) {
      this.curves[name] = grown(this.curves[name], new Float32Array(capacity).fill(NaN));
    }
  }
}

function grown<Column extends { set(from: Column): void }>(from: Column, into: Column): Column {
  into.set(from);
  return into;
}
