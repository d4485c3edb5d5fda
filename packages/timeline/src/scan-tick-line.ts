import type { EventOf, OneirosEvent } from '@oneiros/simulation';
import type { TickEvent } from './read-event-lines.ts';

type Writable<Event> = { -readonly [Field in keyof Event]: Event[Field] };
type State = Writable<EventOf<'state'>> & { readonly gates: Writable<EventOf<'state'>['gates']> };
type Losses = Writable<EventOf<'losses'>>;

const v: OneirosEvent['v'] = 1;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What stands before each value of a line, in the order in which the journal writes them. */
const before = {
  stateTick: bytesOf(`{"type":"state","v":${v},"tick":`),
  cycle: bytesOf(',"cycle":'),
  night: bytesOf(',"night":'),
  epoch: bytesOf(',"epoch":'),
  seconds: bytesOf(',"seconds":'),
  stage: bytesOf(',"stage":"'),
  ach: bytesOf('","ach":'),
  na: bytesOf(',"na":'),
  discriminator: bytesOf(',"gates":{"discriminator":'),
  target: bytesOf(',"target":'),
  sign: bytesOf(',"sign":'),
  nrem: bytesOf(',"nrem":'),
  connected: bytesOf(',"connected":'),
  lossesTick: bytesOf(`{"type":"losses","v":${v},"tick":`),
  reconstruction: bytesOf(',"reconstruction":'),
  divergence: bytesOf(',"divergence":'),
  reality: bytesOf(',"reality":'),
  adversarial: bytesOf(',"adversarial":'),
};
const isTrue = bytesOf('true}}');
const isFalse = bytesOf('false}}');
const isNull = bytesOf('null');
const end = bytesOf('}');

/** Whole numbers of so many digits and such powers of ten are exact, so that their quotient is rounded once, as by JSON.parse. */
const EXACT_DIGITS = 15;
const powersOfTen = Array.from({ length: EXACT_DIGITS + 1 }, (_, i) => Number(`1e${i}`));
/** Stages that are known by their bytes. */
const KEPT_STAGES = 16;

const quote = 0x22;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const nine = 0x39;
const backslash = 0x5c;
/** Printable ASCII. */
const FIRST_PLAIN = 0x20;
const LAST_PLAIN = 0x7e;

/**
 * Reads the events of single ticks, which are nearly all lines of a log, from their bytes: no text and no object is made of
 * them. Lines that are written in any other way than the journal does are left to JSON.parse.
 */
export class TickLineScanner {
  private bytes: Uint8Array = new Uint8Array();
  private at = 0;
  private stop = 0;
  /** Whether the line is so far written as the journal does. */
  private isKnown = true;
  private readonly stages: string[] = [];
  private readonly state: State = {
    ...{ type: 'state', v, tick: 0, cycle: 0, night: 0, epoch: 0, seconds: 0, stage: '', ach: 0, na: 0 },
    gates: { discriminator: 0, target: 0, sign: 0, nrem: 0, connected: false },
  };
  private readonly losses: Losses = {
    ...{ type: 'losses', v, tick: 0 },
    ...{
      reconstruction: undefined,
      divergence: undefined,
      reality: undefined,
      nrem: undefined,
      adversarial: undefined,
    },
  };

  /**
   * @param from first byte of a line @param to one behind its last, before the line end
   * @returns the event that JSON.parse would give, valid until the next call, with absent losses as undefined; or undefined
   * where JSON.parse has to see the line
   */
  scan(bytes: Uint8Array, from: number, to: number): TickEvent | undefined {
    this.bytes = bytes;
    this.at = from;
    this.stop = to;
    this.isKnown = true;
    if (this.skip(before.stateTick)) return this.scanState() ? this.state : undefined;
    return this.skip(before.lossesTick) && this.scanLosses() ? this.losses : undefined;
  }

  private scanState(): boolean {
    const { state } = this;
    const { gates } = state;
    state.tick = this.number();
    state.cycle = this.field(before.cycle);
    state.night = this.field(before.night);
    state.epoch = this.field(before.epoch);
    state.seconds = this.field(before.seconds);
    this.expect(before.stage);
    state.stage = this.stage();
    state.ach = this.field(before.ach);
    state.na = this.field(before.na);
    gates.discriminator = this.field(before.discriminator);
    gates.target = this.field(before.target);
    gates.sign = this.field(before.sign);
    gates.nrem = this.field(before.nrem);
    this.expect(before.connected);
    gates.connected = this.skip(isTrue);
    if (!gates.connected) this.expect(isFalse);
    return this.isKnown && this.at === this.stop && isTick(state.tick);
  }

  private scanLosses(): boolean {
    const { losses } = this;
    losses.tick = this.number();
    losses.reconstruction = this.loss(before.reconstruction);
    losses.divergence = this.loss(before.divergence);
    losses.reality = this.loss(before.reality);
    losses.nrem = this.loss(before.nrem);
    losses.adversarial = this.loss(before.adversarial);
    this.expect(end);
    return this.isKnown && this.at === this.stop && isTick(losses.tick);
  }

  private loss(name: Uint8Array): number | undefined {
    if (!this.skip(name)) return undefined;
    // As it stands there: a loss that was no number.
    return this.skip(isNull) ? (null as unknown as number) : this.number();
  }

  private field(name: Uint8Array): number {
    this.expect(name);
    return this.number();
  }

  private expect(expected: Uint8Array): void {
    if (!this.skip(expected)) this.isKnown = false;
  }

  private skip(expected: Uint8Array): boolean {
    const { bytes, at } = this;
    const { length } = expected;
    if (at + length > this.stop) return false;
    for (let i = 0; i < length; i += 1) if (bytes[at + i] !== expected[i]) return false;
    this.at = at + length;
    return true;
  }

  /** Exponents and numbers of more digits are left to JSON.parse. */
  private number(): number {
    const { bytes, stop } = this;
    let { at } = this;
    const isNegative = at < stop && bytes[at] === minus;
    if (isNegative) at += 1;
    const first = at;
    let value = 0;
    while (at < stop && isDigit(bytes[at]!)) value = 10 * value + bytes[at++]! - zero;
    const digits = at - first;
    if (digits === 0 || (digits > 1 && bytes[first] === zero)) this.isKnown = false;
    let decimals = 0;
    if (at < stop && bytes[at] === point) {
      const firstDecimal = ++at;
      while (at < stop && isDigit(bytes[at]!)) value = 10 * value + bytes[at++]! - zero;
      decimals = at - firstDecimal;
      if (decimals === 0) this.isKnown = false;
    }
    this.at = at;
    if (digits + decimals > EXACT_DIGITS) this.isKnown = false;
    else if (decimals > 0) value /= powersOfTen[decimals]!;
    return isNegative ? -value : value;
  }

  /** A name up to its quotation mark, which is left. */
  private stage(): string {
    const { bytes, stop, at } = this;
    let to = at;
    for (; to < stop && bytes[to] !== quote; to += 1) {
      if (bytes[to]! < FIRST_PLAIN || bytes[to]! > LAST_PLAIN || bytes[to] === backslash) this.isKnown = false;
    }
    this.at = to;
    for (const stage of this.stages) if (isText(stage, bytes, at, to)) return stage;
    const stage = new TextDecoder().decode(bytes.subarray(at, to));
    if (this.isKnown && this.stages.length < KEPT_STAGES) this.stages.push(stage);
    return stage;
  }
}

function isText(text: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) !== bytes[from + i]) return false;
  return true;
}

const isDigit = (byte: number): boolean => byte >= zero && byte <= nine;
const isTick = (value: number): boolean => Number.isInteger(value) && value >= 0;
