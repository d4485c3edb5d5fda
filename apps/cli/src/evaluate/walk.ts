import { setImmediate } from 'node:timers/promises';
import type { Steps } from '@oneiros/simulation';

/** Between pauses, so that signals are heard within a moment and pauses cost nothing. */
const pauseEveryMs = 50;

/**
 * Walks through the steps of a measurement and lets the event loop turn between them.
 *
 * @returns undefined where it was stopped before its end
 */
export async function walk<Result>(
  steps: Steps<Result>,
  { isStopped, onStep }: { isStopped: () => boolean; onStep: (step: string) => void },
): Promise<{ readonly value: Result } | undefined> {
  let pausedAt = -Infinity;
  for (;;) {
    const next = steps.next();
    if (next.done) return { value: next.value };
    onStep(next.value);
    if (performance.now() - pausedAt < pauseEveryMs) continue;
    await setImmediate();
    pausedAt = performance.now();
    if (isStopped()) {
      steps.return(undefined as Result);
      return undefined;
    }
  }
}
