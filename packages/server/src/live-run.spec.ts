import { appendFileSync, mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from './create-server.ts';
import { eventsOf, linesOf, writeRun, writeSite } from './test-data/written-run.ts';

const base = mkdtempSync(join(tmpdir(), 'oneiros-live-'));
const runs = join(base, 'runs');
const pace = { pollMs: 5, headMs: 20, heartbeatMs: 40, patienceMs: 3000 };
const token = 'a-token-of-the-tests-0123';
const folders = { runsFolder: runs, siteFolder: writeSite(join(base, 'site')) };
const options = { ...folders, host: '127.0.0.1', token, oneiros: '0.1.0' };
writeRun(join(runs, 'first'));
let app: FastifyInstance;
let port: number;
beforeAll(async () => {
  app = await createServer({ ...options, pace });
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.address() as AddressInfo).port;
});
afterAll(() => app.close());

interface Message {
  id?: number;
  event?: string;
  data?: string;
}

/** A reader as a browser's EventSource is one, that remembers where it was. */
interface Reader {
  readonly messages: Message[];
  readonly events: () => { id: number; tick: number }[];
  readonly comments: () => number;
  until(done: () => boolean): Promise<void>;
  leave(): void;
}

function follow(
  run: string,
  { lastEventId, after }: { lastEventId?: number; after?: number } = {},
  at: number = port,
): Reader {
  const messages: Message[] = [];
  let comments = 0;
  let rest = '';
  let waiting: (() => void)[] = [];
  const path = `/api/runs/${run}/events${after === undefined ? '' : `?after=${after}`}`;
  const headers = { host: 'localhost', ...(lastEventId !== undefined && { 'last-event-id': String(lastEventId) }) };
  const sent: ClientRequest = request(
    { host: '127.0.0.1', port: at, path, headers, agent: false },
    (answer: IncomingMessage) => {
      answer.setEncoding('utf8').on('data', (text: string) => {
        const blocks = (rest + text).split('\n\n');
        rest = blocks.pop()!;
        for (const block of blocks) {
          if (block.startsWith(':')) comments += 1;
          else messages.push(messageOf(block));
        }
        waiting.forEach((look) => look());
      });
    },
  );
  sent.on('error', () => {}).end();
  return {
    messages,
    comments: () => comments,
    events: () =>
      messages.flatMap(({ id, event, data }) =>
        event === undefined && data !== undefined
          ? [{ id: id!, tick: (JSON.parse(data) as { tick: number }).tick }]
          : [],
      ),
    until: (done) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!done()) return;
          waiting = waiting.filter((other) => other !== look);
          resolve();
        };
        waiting.push(look);
        look();
      }),
    leave: () => sent.destroy(),
  };
}

function messageOf(block: string): Message {
  const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)));
  return { ...fields, ...(fields['id'] !== undefined && { id: Number(fields['id']) }) };
}

const oneToN = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
const append = (run: string, text: string): void => appendFileSync(join(runs, run, 'events.jsonl'), text);

describe('events of a run', () => {
  it('come from the first, each under the number of its line, and then as they happen', async () => {
    writeRun(join(runs, 'a'), { ticks: 3 });
    const reader = follow('a');
    await reader.until(() => reader.events().length === 6);
    append('a', linesOf(eventsOf(3)));
    await reader.until(() => reader.events().length === 8);
    expect(reader.events().map(({ id }) => id)).toEqual(oneToN(8));
    expect(reader.events().map(({ tick }) => tick)).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
    reader.leave();
  });

  it('go on after the last that a reader had', async () => {
    writeRun(join(runs, 'b'), { ticks: 300 });
    const again = follow('b', { lastEventId: 597, after: 3 });
    await again.until(() => again.events().length === 3);
    expect(again.events().map(({ id }) => id)).toEqual([598, 599, 600]);
    const first = follow('b', { after: 599 });
    await first.until(() => first.events().length === 1);
    expect(first.events()[0]!.id).toBe(600);
    [again, first].forEach((reader) => reader.leave());
  });

  it('wait while their line is torn', async () => {
    writeRun(join(runs, 'c'), { ticks: 1 });
    const reader = follow('c');
    const line = linesOf(eventsOf(1).slice(0, 1));
    append('c', line.slice(0, 30));
    await reader.until(() => reader.comments() >= 2);
    expect(reader.events()).toHaveLength(2);
    append('c', line.slice(30));
    await reader.until(() => reader.events().length === 3);
    expect(reader.events()[2]).toEqual({ id: 3, tick: 1 });
    reader.leave();
  });

  it('come though others ask for the log first', async () => {
    const file = join(writeRun(join(runs, 'asked'), { ticks: 1 }), 'events.jsonl');
    const slow = await createServer({ ...options, pace: { ...pace, pollMs: 3_600_000 } });
    await slow.listen({ host: '127.0.0.1', port: 0 });
    const reader = follow('asked', {}, (slow.server.address() as AddressInfo).port);
    await reader.until(() => reader.events().length === 2);
    appendFileSync(file, linesOf(eventsOf(1)));
    await slow.inject({ url: '/api/runs/asked/moments.json', headers: { host: 'localhost' } });
    await reader.until(() => reader.events().length === 4);
    expect(reader.events().map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    reader.leave();
    await slow.close();
  });

  it('come anew where the log was cut back, as by resuming at an earlier checkpoint', async () => {
    const file = join(writeRun(join(runs, 'd'), { ticks: 2 }), 'events.jsonl');
    const reader = follow('d');
    await reader.until(() => reader.events().length === 4);
    truncateSync(file, linesOf(eventsOf(0)).length);
    await reader.until(() => reader.events().length === 6);
    expect(reader.events().map(({ id }) => id)).toEqual([1, 2, 3, 4, 1, 2]);
    expect(reader.messages.filter(({ event }) => event === 'reset')).toHaveLength(1);
    // Who was away meanwhile has lines that are gone.
    const late = follow('d', { lastEventId: 4 });
    await late.until(() => late.events().length === 2);
    expect(late.messages.map(({ event }) => event)).toContain('reset');
    [reader, late].forEach((each) => each.leave());
  });

  it('tell how the run stands at the start and when that changes', async () => {
    const folder = writeRun(join(runs, 'e'), { ticks: 1, status: 'interrupted' });
    const reader = follow('e');
    const heads = (): { status: string; ticks: number }[] =>
      reader.messages.flatMap(({ event, data }) => (event === 'head' ? [JSON.parse(data!) as never] : []));
    await reader.until(() => heads().length === 1);
    expect(heads()[0]).toMatchObject({ id: 'e', status: 'interrupted', ticks: 1 });
    append('e', linesOf(eventsOf(1)));
    writeRunStatus(folder, 'finished');
    await reader.until(() => heads().length === 2);
    expect(heads()[1]).toMatchObject({ status: 'finished', ticks: 2 });
    reader.leave();
  });

  it('end when the server does, though somebody still follows', async () => {
    const own = await createServer({ ...options, pace });
    await own.listen({ host: '127.0.0.1', port: 0 });
    writeRun(join(runs, 'f'));
    const { port: other } = own.server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${other}/api/runs/f/events`);
    const all = answer.text();
    await own.close();
    expect(await all).toContain('id: 12\n');
  });

  it('are none of a run that does not exist', async () => {
    const answer = await app.inject({ url: '/api/runs/nobody/events', headers: { host: 'localhost' } });
    expect(answer.statusCode).toBe(404);
  });
});

describe('many readers', () => {
  it('200 of one live run miss no event, though a third comes back in the middle', async () => {
    writeRun(join(runs, 'live'), { ticks: 100 });
    const readers = Array.from({ length: 200 }, () => follow('live'));
    const seen = readers.map(() => [] as number[]);
    await Promise.all(readers.map((reader) => reader.until(() => reader.events().length === 200)));
    // 400 ticks more, in pieces that cut lines anywhere.
    const text = linesOf(Array.from({ length: 400 }, (_, i) => eventsOf(100 + i)).flat());
    for (let at = 0, piece = 0; at < text.length; piece++) {
      const size = 500 + ((piece * 7919) % 3000);
      append('live', text.slice(at, at + size));
      at += size;
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (piece !== 15) continue;
      for (let i = 0; i < readers.length; i += 3) {
        seen[i] = readers[i]!.events().map(({ id }) => id);
        readers[i]!.leave();
        readers[i] = follow('live', { lastEventId: seen[i]!.at(-1)! });
      }
    }
    await Promise.all(
      readers.map((reader, i) => reader.until(() => seen[i]!.length + reader.events().length === 1000)),
    );
    const expected = oneToN(1000);
    readers.forEach((reader, i) => expect([...seen[i]!, ...reader.events().map(({ id }) => id)]).toEqual(expected));
    readers.forEach((reader) => reader.leave());
  });

  it('one that takes nothing keeps little waiting, and is let go', async () => {
    // 40,000 ticks are 10 MB of frames: far more than the connection's own buffers hold.
    writeRun(join(runs, 'long'), { ticks: 40_000 });
    const total = statSync(join(runs, 'long', 'events.jsonl')).size;
    const accepted = new Promise<Socket>((resolve) => app.server.once('connection', resolve));
    const idle = connect({ host: '127.0.0.1', port });
    idle.on('error', () => {});
    idle.write('GET /api/runs/long/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
    idle.pause();
    const socket = await accepted;
    const quick = follow('long');
    await quick.until(() => quick.messages.length >= 80_001);
    expect(quick.events()).toHaveLength(80_000);
    // Of more than 9 MB it waits with one piece of 256 lines, about 50 kB.
    expect(total).toBeGreaterThan(9e6);
    expect(socket.writableLength).toBeLessThan(100_000);
    await new Promise((resolve) => (socket.destroyed ? resolve(undefined) : socket.once('close', resolve)));
    quick.leave();
    idle.destroy();
  });
});

function writeRunStatus(folder: string, status: string): void {
  const file = join(folder, 'run.json');
  const content = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...content, status }));
}
