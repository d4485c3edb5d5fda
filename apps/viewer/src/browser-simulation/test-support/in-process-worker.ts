import { createBrainSession, type BrainSession } from '../brain-session.ts';
import type { RequestFrame } from '../frame-queue.ts';
import type { WorkerMessage, WorkerRequest } from '../protocol.ts';
import { problemOf } from '../errors.ts';
import type { WorkerPort } from '../worker-line.ts';

/** The session of the worker on this thread, on whatever back end is set: messages are cloned and come later, as between threads. */
export function inProcessWorker(): WorkerPort & { readonly requests: readonly WorkerRequest['type'][] } {
  const requests: WorkerRequest['type'][] = [];
  let session: BrainSession | undefined;
  let ended = false;
  const post = (message: WorkerMessage): void => {
    const data = structuredClone(message);
    setTimeout(() => {
      if (!ended) port.onmessage?.({ data } as MessageEvent<WorkerMessage>);
    });
  };
  const obey = (request: WorkerRequest): void => {
    if (ended) return;
    if (request.type !== 'begin') return session?.handle(request);
    const backend = { name: 'cpu', device: 'this thread', emulated: false, passedOver: [] } as const;
    try {
      session = createBrainSession({ beginning: request.beginning, backend, post, now: () => performance.now() });
    } catch (error) {
      post({ type: 'failed', id: null, problem: problemOf(error) });
    }
  };
  const port: ReturnType<typeof inProcessWorker> = {
    requests,
    onmessage: null,
    onerror: null,
    postMessage(request) {
      requests.push(request.type);
      const copy = structuredClone(request);
      setTimeout(() => obey(copy));
    },
    terminate() {
      ended = true;
      session?.dispose();
    },
  };
  return port;
}

/** A frame every so often. */
export const timerFrames =
  (milliseconds: number): RequestFrame =>
  (callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  };
