import type { PointerEvent } from 'react';

/**
 * Follows a pointer from its press until it is let go, once each frame at the most.
 * @param onMove with the pointer's place on the screen
 */
export function followPointer(
  event: PointerEvent<Element>,
  onMove: (clientX: number, clientY: number) => void,
  onEnd: () => void = () => undefined,
): void {
  const element = event.currentTarget;
  const { pointerId } = event;
  element.setPointerCapture(pointerId);
  let frame = 0;
  let place: readonly [number, number] = [event.clientX, event.clientY];
  const flush = () => {
    frame = 0;
    onMove(...place);
  };
  const move = (moved: Event) => {
    const { clientX, clientY, pointerId: id } = moved as globalThis.PointerEvent;
    if (id !== pointerId) return;
    place = [clientX, clientY];
    if (frame === 0) frame = requestAnimationFrame(flush);
  };
  const end = (ended: Event) => {
    if ((ended as globalThis.PointerEvent).pointerId !== pointerId) return;
    if (frame !== 0) {
      cancelAnimationFrame(frame);
      flush();
    }
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', end);
    element.removeEventListener('pointercancel', end);
    onEnd();
  };
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', end);
  element.addEventListener('pointercancel', end);
}
