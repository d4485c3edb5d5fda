import type { Moment } from '../source/run-source.ts';
import { xOf, type Scene } from './scene.ts';

/** Room of a thumbnail where text has its usual size, px; it grows with the text. */
export const slotPx = 36;

/** A thumbnail: the dream of a tick at its place. */
export interface DreamSlot {
  readonly tick: number;
  /** Middle, px. */
  readonly x: number;
  /** Dreams that it stands for: itself, and those after it that had no room. */
  readonly dreams: number;
}

export function dreamTicks(moments: readonly Moment[]): number[] {
  return moments.flatMap(({ event }) => (event.type === 'dream' ? [event.tick] : []));
}

/** Dreams in view, as many as have room, from left to right. @param scale of text */
export function dreamSlots(ticks: readonly number[], scene: Scene, scale = 1): DreamSlot[] {
  const slots: DreamSlot[] = [];
  for (const tick of ticks) {
    const x = xOf(scene, tick + 0.5);
    if (x < 0 || x > scene.width) continue;
    const last = slots.at(-1);
    if (last === undefined || x - last.x >= slotPx * scale) slots.push({ tick, x, dreams: 1 });
    else slots[slots.length - 1] = { ...last, dreams: last.dreams + 1 };
  }
  return slots;
}
