import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeEvaluation, type EvaluationOf } from '@oneiros/journal';
import {
  apiPaths,
  decodeChunk,
  type LatentsFile,
  type MomentsFile,
  type RunHead,
  type RunsFile,
} from '@oneiros/timeline';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from './create-server.ts';
import { ViewerMissingError } from './errors.ts';
import { writeRun, writeSite } from './test-data/written-run.ts';

const base = mkdtempSync(join(tmpdir(), 'oneiros-server-'));
const runs = join(base, 'runs');
const options = { runsFolder: runs, host: '127.0.0.1', token: 'a-token-of-the-tests-0123', oneiros: '0.1.0' };
let app: FastifyInstance;
beforeAll(async () => {
  const folder = writeRun(join(runs, 'pad-1'), { ticks: 6, dreams: [3], config: { seed: 5, condition: 'no-rem' } });
  for (const tick of [0, 3]) writeEvaluation(folder, latentsAt(tick));
  mkdirSync(join(runs, 'torn'));
  writeFileSync(join(runs, 'torn', 'run.json'), '{"version": 1,');
  writeRun(join(runs, 'empty'), { ticks: 0 });
  const damaged = join(writeRun(join(runs, 'damaged'), { ticks: 2 }), 'events.jsonl');
  writeFileSync(damaged, readFileSync(damaged, 'utf8').replace('"losses"', '"lo\nsses"'));
  app = await createServer({ ...options, siteFolder: writeSite(join(base, 'site')) });
});
afterAll(() => app.close());

const get = (url: string) => app.inject({ url: `/${url}`, headers: { host: 'localhost' } });
const json = async <Value>(url: string): Promise<Value> => (await get(url)).json();

/** Two images on two axes, at the tick's place. */
function latentsAt(tick: number): EvaluationOf<'latents'> {
  const images = { height: 1, width: 1, channels: 1, pixels: 'AQI=' };
  const places = { clean: [tick, 1, -tick, 1], occluded: [tick, 0, -tick, 0] };
  const result = {
    latentSize: 2,
    ...places,
    labels: [0, 1],
    classNames: ['a', 'b'],
    images,
    occlusion: 0.3,
    testImages: 2,
  };
  const how = { seconds: 1, backend: { name: 'cpu', threads: 1 }, oneiros: '0.1.0' };
  const asked = { testImages: 2, occlusion: 0.3, tileSidePx: 4 };
  return { version: 1, probe: 'latents', tick, epoch: 0, options: asked, result, ...how };
}

describe('the server', () => {
  it('lists runs, and says why one cannot be read', async () => {
    const { runs: heads, unread } = await json<RunsFile>(apiPaths.runs);
    expect(heads.map(({ id, ticks }) => [id, ticks])).toEqual([
      ['damaged', 2],
      ['empty', 0],
      ['pad-1', 6],
    ]);
    expect(unread.map(({ id }) => id)).toEqual(['torn']);
    expect(unread[0]!.reason).toContain('run.json');
  });

  it('tells how a run stands and how to make it again', async () => {
    const head = await json<RunHead>(apiPaths.head('pad-1'));
    expect(head).toMatchObject({ id: 'pad-1', status: 'finished', ticks: 6, totalTicks: 6, backend: 'cpu' });
    expect(head.config.seed).toBe(5);
    expect(head.changed).toContain('condition');
    expect(head.changed).not.toContain('batchSize');
    expect(head.command).toBe('oneiros run --condition no-rem --seed 5');
  });

  it('gives the timeline in chunks', async () => {
    const answer = await get(apiPaths.chunk('pad-1', 0, 0));
    const chunk = decodeChunk(answer.rawPayload);
    expect(chunk.ticks).toBe(6);
    expect(chunk.stages).toEqual(['WAKE', 'NREM', 'REM']);
    expect(chunk.curves.lossReconstruction.mean[4]).toBeCloseTo(1 / 5, 6);
    expect((await get(apiPaths.chunk('pad-1', 0, 1))).statusCode).toBe(404);
  });

  it('gives moments with their lines, and how far the log was read', async () => {
    const { lines, moments } = await json<MomentsFile>(apiPaths.moments('pad-1'));
    // Six ticks of two lines, and a dream after the fourth.
    expect(lines).toBe(13);
    expect(moments.map(({ line, event }) => [line, event.type])).toEqual([[9, 'dream']]);
  });

  it('gives dreams as they were written', async () => {
    const answer = await get(apiPaths.dreams('pad-1', 3));
    expect(answer.rawPayload).toEqual(readFileSync(join(runs, 'pad-1/dreams/000004.safetensors')));
    expect((await get(apiPaths.dreams('pad-1', 2))).statusCode).toBe(404);
  });

  it('lays the latents of all ticks on the plane of the last, and keeps them from the other evaluations', async () => {
    const { planes } = await json<LatentsFile>(apiPaths.latents('pad-1'));
    expect(planes.map(({ tick }) => tick)).toEqual([0, 3]);
    // Centred on (0, 1/2); along x ±3, along y ±1/2.
    expect(planes[1]!.clean).toEqual([3, 0.5, -3, 0.5]);
    expect(await json(apiPaths.evaluations('pad-1'))).toEqual([]);
    expect(await json(apiPaths.latents('empty'))).toBeNull();
  });

  it('says which line of a damaged log is none', async () => {
    const answer = await get(apiPaths.chunk('damaged', 0, 0));
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({
      error: { code: 'DAMAGED_LINE', message: expect.stringContaining('line 2') },
    });
  });

  it('gives the page, what never changes for long and what does anew', async () => {
    const page = await get('');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['cache-control']).toBe('no-cache');
    expect((await get('assets/main-1a2b.js')).headers['cache-control']).toContain('immutable');
    expect((await get('nothing')).json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  it('says that it starts no runs where it was told not to', async () => {
    expect(await json(apiPaths.server)).toEqual({ oneiros: '0.1.0', live: true, canStart: false });
    const headers = { host: 'localhost', authorization: `Bearer ${options.token}`, 'content-type': 'application/yaml' };
    const answer = await app.inject({ method: 'POST', url: `/${apiPaths.start}`, headers, payload: 'seed: 1' });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ error: { code: 'START_DISABLED' } });
  });

  it('needs the page to be built', async () => {
    await expect(createServer({ ...options, siteFolder: join(base, 'nowhere') })).rejects.toThrow(ViewerMissingError);
  });
});
