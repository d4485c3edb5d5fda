import type { PlayheadState } from './playhead-state.ts';
import { timeUnits, type TimeUnit } from './time-units.ts';
import type { ViewWindow } from './view-window.ts';

/** What the address of a night restores. */
export interface NightPlace {
  readonly tick: number;
  readonly window: ViewWindow | null;
  readonly unit: TimeUnit;
  readonly speed: number;
  readonly loop: PlayheadState['loop'];
  readonly isFollowing: boolean;
}

/** Keys of a place: `tick=1200&view=1000-3000&unit=epoch&speed=30&loop=1100-1300&follow=yes`; the usual is left out. */
export function keysOfPlace({
  tick,
  window,
  unit,
  speed,
  loop,
  isFollowing,
}: NightPlace): Record<string, string | null> {
  return {
    tick: isFollowing ? null : String(tick),
    view: window === null ? null : rangeText(window),
    unit: unit === 'tick' ? null : unit,
    speed: speed === 10 ? null : String(speed),
    loop: loop === null ? null : `${loop[0]}-${loop[1]}`,
    follow: isFollowing ? 'yes' : null,
  };
}

/** To a thousandth of the window, which is less than a pixel, and to whole ticks where that is more. */
function rangeText({ from, to }: ViewWindow): string {
  const decimals = Math.max(0, Math.min(3, Math.ceil(3 - Math.log10(to - from))));
  return [from, to].map((tick) => String(Number(tick.toFixed(decimals)))).join('-');
}

/** The place that keys say; what they do not say, or say wrongly, is as usual. */
export function placeOfKeys(keys: Readonly<Record<string, string>>): NightPlace {
  const view = rangeOf(keys.view, /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/);
  const speed = Number(keys.speed);
  return {
    tick: /^\d+$/.test(keys.tick ?? '') ? Number(keys.tick) : 0,
    window: view === null ? null : { from: view[0], to: view[1] },
    unit: timeUnits.find((unit) => unit === keys.unit) ?? 'tick',
    speed: speed > 0 ? speed : 10,
    loop: rangeOf(keys.loop, /^(\d+)-(\d+)$/),
    isFollowing: keys.follow === 'yes',
  };
}

function rangeOf(text = '', pattern: RegExp): readonly [number, number] | null {
  const [, from, to] = pattern.exec(text) ?? [];
  return from === undefined || to === undefined || Number(to) < Number(from) ? null : [Number(from), Number(to)];
}
