import { chooseBackend } from './choose-backend.ts';
import { createBrainSession, type BrainSession } from './brain-session.ts';
import { problemOf } from './errors.ts';
import type { Beginning, WorkerMessage, WorkerRequest } from './protocol.ts';

/** The worker's own side of the line; the viewer's types are those of pages. */
interface Line {
  onmessage: ((event: MessageEvent<WorkerRequest>) => void) | null;
  postMessage(message: WorkerMessage): void;
}
const line = self as unknown as Line;

/** Requests wait for the brain in their order; none is obeyed once it could not begin. */
let session: Promise<BrainSession> | undefined;

line.onmessage = ({ data: request }) => {
  if (request.type === 'begin') {
    session = begin(request.beginning);
    session.catch((error: unknown) => line.postMessage({ type: 'failed', id: null, problem: problemOf(error) }));
  } else {
    void session?.then(
      (brain) => brain.handle(request),
      () => undefined,
    );
  }
};

async function begin(beginning: Beginning): Promise<BrainSession> {
  const backend = await chooseBackend(beginning.backend);
  const post = (message: WorkerMessage): void => line.postMessage(message);
  return createBrainSession({ beginning, backend, post, now: () => performance.now() });
}
