import { BrowserSimulationError, problemOf, type Problem } from './errors.ts';
import { createFrameQueue, type RequestFrame } from './frame-queue.ts';
import type { WorkerMessage, WorkerRequest } from './protocol.ts';

/** A worker, or what stands in for it. */
export interface WorkerPort {
  onmessage: ((event: MessageEvent<WorkerMessage>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(request: WorkerRequest): void;
  terminate(): void;
}

type Question = Extract<WorkerRequest, { readonly id: number }>;
type Answers = { readonly dream: 'dreamed'; readonly snapshot: 'moment' };
type AnswerTo<Type extends Question['type']> = Extract<WorkerMessage, { readonly type: Answers[Type] }>;
type WithoutId<Request> = Request extends unknown ? Omit<Request, 'id'> : never;
/** What comes unasked. */
export type News = Exclude<WorkerMessage, { readonly id: number | null }>;

/** The page's side of the line to a worker. */
export interface WorkerLine {
  send(request: Exclude<WorkerRequest, Question>): void;
  /** @throws BrowserSimulationError with what went wrong in the worker */
  ask<Type extends Question['type']>(question: WithoutId<Extract<Question, { type: Type }>>): Promise<AnswerTo<Type>>;
  /** Ends the worker, whatever it is at; questions that are open fail. */
  close(): void;
}

export interface WorkerLineOptions {
  readonly createWorker: () => WorkerPort;
  readonly requestFrame: RequestFrame;
  /** In the order in which it was sent, all of a frame one after another. */
  readonly onNews: (news: News) => void;
  /** The life cannot go on as it was. */
  readonly onProblem: (problem: Problem) => void;
}

const CLOSED: Problem = {
  code: 'CLOSED',
  message: 'The simulation was closed.',
  advice: 'Start another one.',
};

export function createWorkerLine({ createWorker, requestFrame, onNews, onProblem }: WorkerLineOptions): WorkerLine {
  const open = new Map<number, { answer: (message: never) => void; fail: (error: Error) => void }>();
  let nextId = 1;
  let closed = false;
  const worker = createWorker();
  const queue = createFrameQueue<WorkerMessage>((messages) => messages.forEach(receive), requestFrame);
  worker.onmessage = ({ data }) => queue.push(data);
  worker.onerror = ({ message }) => {
    queue.flush();
    failAll({ ...problemOf(new Error(message || 'The worker could not be loaded.')), code: 'WORKER' });
  };

  function receive(message: WorkerMessage): void {
    if (closed) return;
    if (!('id' in message)) return onNews(message);
    if (message.type === 'failed' && message.id === null) return onProblem(message.problem);
    const question = open.get(message.id!);
    open.delete(message.id!);
    if (message.type === 'failed') question?.fail(new BrowserSimulationError(message.problem));
    else question?.answer(message as never);
  }

  /** Nobody is there any longer who could answer. */
  function failAll(problem: Problem): void {
    open.forEach(({ fail }) => fail(new BrowserSimulationError(problem)));
    open.clear();
    onProblem(problem);
  }

  return {
    send(request) {
      if (!closed) worker.postMessage(request);
    },
    ask(question) {
      if (closed) return Promise.reject(new BrowserSimulationError(CLOSED));
      const id = nextId++;
      return new Promise((answer, fail) => {
        open.set(id, { answer, fail });
        worker.postMessage({ ...question, id } as Question);
      });
    },
    close() {
      if (closed) return;
      closed = true;
      queue.close();
      worker.terminate();
      open.forEach(({ fail }) => fail(new BrowserSimulationError(CLOSED)));
      open.clear();
    },
  };
}
