import { reviewDraft } from './review.ts';
import type { ReviewMessage, ReviewReply } from './reviewer.ts';

/**
 * Works reviews out step by step, one day of life each, and gives up what a newer request has overtaken.
 * @param rest lets messages in between two steps
 */
export function createStepwiseReview(
  reply: (message: ReviewReply) => void,
  rest: () => Promise<void>,
): (message: ReviewMessage) => Promise<void> {
  let newest = 0;
  return async ({ id, request }) => {
    newest = id;
    for (const part of reviewDraft(request)) {
      if (part !== undefined) reply({ id, reply: part });
      await rest();
      if (newest !== id) return;
    }
  };
}
