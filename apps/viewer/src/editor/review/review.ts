import { resolveSchedule, ScheduleInvalidError, type Schedule, type ScheduleProblem } from '@oneiros/conductor';
import type { ScheduleDraft } from '../model/schedule-draft.ts';
import { previewLife, type PreviewOptions } from './preview-life.ts';
import { previewTicks } from './preview-ticks.ts';
import type { Preview } from './preview.ts';

/** What is asked about a draft. */
export interface ReviewRequest extends PreviewOptions {
  readonly draft: ScheduleDraft;
}

/** What there is to say about a draft; the problems come first, what it comes to when it is worked out. */
export type ReviewPart =
  | { readonly part: 'problems'; readonly problems: readonly ScheduleProblem[] }
  | { readonly part: 'preview'; readonly preview: Preview };

/**
 * Checks a draft by the schema that the command line uses, and works out what it comes to.
 * @yields each part when it is there, and undefined between steps, at which the caller may stop
 */
export function* reviewDraft({ draft, ...options }: ReviewRequest): Generator<ReviewPart | undefined, void, undefined> {
  const schedule = resolved(draft);
  if (Array.isArray(schedule)) {
    yield { part: 'problems', problems: schedule as readonly ScheduleProblem[] };
    return;
  }
  yield { part: 'problems', problems: [] };
  const valid = schedule as Schedule;
  try {
    const preview = valid.kind === 'life' ? yield* previewLife(valid, options) : previewTicks(valid);
    yield { part: 'preview', preview };
  } catch (error) {
    // A schedule may fit the schema and still not be lived, such as a model that never wakes.
    yield { part: 'problems', problems: [{ path: '', message: (error as Error).message }] };
  }
}

function resolved(draft: ScheduleDraft): Schedule | readonly ScheduleProblem[] {
  try {
    return resolveSchedule(draft);
  } catch (error) {
    if (error instanceof ScheduleInvalidError) return error.problems;
    throw error;
  }
}
