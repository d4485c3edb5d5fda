import type { ReviewPort, ReviewReply } from './reviewer.ts';

/** Reviews in a worker, so that dragging never waits for them. */
export function createWorkerPort(): ReviewPort {
  const worker = new Worker(new URL('./review.worker.ts', import.meta.url), { type: 'module' });
  return {
    post: (message) => worker.postMessage(message),
    listen: (onReply) => worker.addEventListener('message', ({ data }: MessageEvent<ReviewReply>) => onReply(data)),
    close: () => worker.terminate(),
  };
}
