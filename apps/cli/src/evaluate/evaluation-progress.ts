import type { Evaluation } from '@oneiros/journal';
import type { Output } from '../output.ts';
import { formatDuration } from '../terminal/duration.ts';
import { createLiveLine } from '../terminal/live-line.ts';
import { secondsLeft, type PlannedEvaluation } from './plan-evaluations.ts';

/** Tells on stderr what is measured, how much is done and how long the rest takes. */
export interface EvaluationProgress {
  /**
   * @param step what is under way
   * @param secondsLeft of this measurement, where it knows
   */
  update(step: string, secondsLeft?: number): void;
  done(evaluation: Evaluation): void;
  clear(): void;
}

/** @param planned in the order in which it is measured; what is known tells how long a probe takes */
export function createEvaluationProgress(output: Output, planned: readonly PlannedEvaluation[]): EvaluationProgress {
  const line = createLiveLine(output);
  const measured = planned.flatMap(({ known }) => (known === undefined ? [] : [known]));
  const open = planned.filter(({ known }) => known === undefined);
  let finished = 0;
  let startedAt = performance.now();
  const leftAfter = (now: number, ofThis: number | undefined): number | undefined => {
    if (ofThis !== undefined) return ofThis + (secondsLeft(open.slice(finished + 1), measured) ?? 0);
    const whole = secondsLeft(open.slice(finished), measured);
    // The one under way counts less the longer it has been.
    return whole === undefined ? undefined : Math.max(0, whole - (now - startedAt) / 1000);
  };
  return {
    update(step, ofThis) {
      const now = performance.now();
      if (!line.isDue(now)) return;
      const left = leftAfter(now, ofThis);
      const eta = left === undefined ? '' : `  ${formatDuration(left)} left`;
      const text = `${finished + 1} of ${open.length}  ${step}${eta}`;
      line.show(text.slice(0, line.width), now);
    },
    done(evaluation) {
      measured.push(evaluation);
      finished++;
      startedAt = performance.now();
    },
    clear: () => line.clear(),
  };
}
