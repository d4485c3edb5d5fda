import { VirtualTimeScheduler } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { Preview } from './preview.ts';
import { createStepwiseReview } from './review-in-steps.ts';
import { createReviewer, type ReviewMessage, type ReviewPort, type ReviewReply } from './reviewer.ts';

/** A port that keeps what it was sent, and answers when told. */
function recordingPort() {
  const sent: ReviewMessage[] = [];
  let answer: (reply: ReviewReply) => void = () => undefined;
  const port: ReviewPort = {
    post: (message) => void sent.push(message),
    listen: (onReply) => void (answer = onReply),
    close: () => undefined,
  };
  return { port, sent, answer: (reply: ReviewReply) => answer(reply) };
}

const request = (days: number) => ({ draft: { kind: 'life', days }, day: 0, wholeDay: false });
const preview = {} as Preview;

describe('createReviewer', () => {
  it('sends the first draft at once, of those that follow quickly only the last', () => {
    const time = new VirtualTimeScheduler();
    const { port, sent } = recordingPort();
    const reviewer = createReviewer(port, time);
    for (const days of [1, 2, 3, 4]) reviewer.request(request(days));
    expect(sent.map(({ request: { draft } }) => draft['days'])).toEqual([1]);
    time.flush();
    expect(sent.map(({ request: { draft } }) => draft['days'])).toEqual([1, 4]);
  });

  it('is pending until the newest is worked out, and listens to no answer that came too late', () => {
    const time = new VirtualTimeScheduler();
    const { port, answer } = recordingPort();
    const reviewer = createReviewer(port, time);
    reviewer.request(request(1));
    reviewer.request(request(2));
    time.flush();
    answer({ id: 1, reply: { part: 'preview', preview } });
    expect(reviewer.state).toMatchObject({ isPending: true, preview: null });
    answer({ id: 2, reply: { part: 'problems', problems: [] } });
    expect(reviewer.state.isPending).toBe(true);
    answer({ id: 2, reply: { part: 'preview', preview } });
    expect(reviewer.state).toMatchObject({ isPending: false, preview });
  });

  it('keeps the last preview while the draft is wrong', () => {
    const { port, answer } = recordingPort();
    const reviewer = createReviewer(port, new VirtualTimeScheduler());
    reviewer.request(request(1));
    answer({ id: 1, reply: { part: 'preview', preview } });
    answer({ id: 1, reply: { part: 'problems', problems: [{ path: 'days', message: 'expected more' }] } });
    expect(reviewer.state).toMatchObject({ preview, isPending: false, problems: [{ path: 'days' }] });
  });
});

describe('createStepwiseReview', () => {
  it('gives up a request that a newer one overtakes between two days', async () => {
    const replies: ReviewReply[] = [];
    let rests = 0;
    const review = createStepwiseReview(
      (reply) => void replies.push(reply),
      () => {
        rests += 1;
        return Promise.resolve();
      },
    );
    const first = review({ id: 1, request: { ...request(400), day: 399 } });
    await Promise.all([first, review({ id: 2, request: request(1) })]);
    expect(replies.filter(({ id }) => id === 1).map(({ reply }) => reply.part)).toEqual(['problems']);
    expect(replies.filter(({ id }) => id === 2).map(({ reply }) => reply.part)).toEqual(['problems', 'preview']);
    expect(rests).toBeLessThan(10);
  });
});
