import { describe, expect, it } from 'vitest';
import { RunRefusedError, startRun } from './start-run.ts';

/** A server of one answer, and what it was asked. */
function answering(status: number, body: string) {
  const asked: { url: string; init: RequestInit }[] = [];
  const send = (url: unknown, init: unknown): Promise<Response> => {
    asked.push({ url: String(url), init: init as RequestInit });
    return Promise.resolve(new Response(body, { status }));
  };
  return { asked, fetch: send as typeof fetch };
}

describe('startRun', () => {
  it('sends the schedule as it is, to this page’s own server, and gives the id', async () => {
    const server = answering(201, '{"id":"pad-1"}');
    expect(await startRun('kind: life\n', { ...server, name: 'a night', token: 'secret' })).toEqual({ id: 'pad-1' });
    expect(server.asked).toEqual([
      {
        url: 'api/runs?name=a%20night',
        init: {
          method: 'POST',
          credentials: 'same-origin',
          headers: { 'content-type': 'application/yaml', authorization: 'Bearer secret' },
          body: 'kind: life\n',
        },
      },
    ]);
  });

  it('tells what the server says is wrong', async () => {
    const server = answering(429, '{"error":{"code":"RUNS_TOO_MANY","message":"Expected at most 1 running at once."}}');
    await expect(startRun('kind: life\n', server)).rejects.toThrow('Expected at most 1 running at once.');
  });

  it('says what happened where the answer is none of the server’s', async () => {
    await expect(startRun('', answering(401, '{}'))).rejects.toThrow('The server answered 401.');
    await expect(startRun('', answering(502, '<html>'))).rejects.toThrow(RunRefusedError);
  });
});
