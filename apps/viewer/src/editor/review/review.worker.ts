import { createStepwiseReview } from './review-in-steps.ts';
import type { ReviewMessage } from './reviewer.ts';

const review = createStepwiseReview(
  (message) => self.postMessage(message),
  () => new Promise((resolve) => setTimeout(resolve, 0)),
);

self.addEventListener('message', ({ data }: MessageEvent<ReviewMessage>) => void review(data));
