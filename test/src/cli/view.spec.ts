import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeChunk, type LatentsFile, type RunsFile } from '@oneiros/timeline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, jsonOf, oneiros, tiny } from './oneiros.ts';
import { startView } from './start-view.ts';

const workspace = createWorkspace();
const at = (...path: string[]): string => join(workspace.path, ...path);
// A page as a build leaves it; the real one has its own tests.
const where = { cwd: workspace.path, env: { ONEIROS_VIEWER: at('page') } };
const small = [...tiny, '--set', 'model.latentSize=4', '--set', 'checkpoints.keepEveryEpochs=1'];
afterAll(() => workspace.remove());
beforeAll(async () => {
  mkdirSync(at('page'));
  writeFileSync(at('page', 'index.html'), '<!doctype html><html><head><title>Oneiros</title></head></html>');
  const made = await oneiros(['run', ...small, '--out', 'runs/first', '-q'], where);
  expect(made.code, made.stderr).toBe(0);
  const measured = await oneiros(['evaluate', 'runs/first', '--probe', 'latents', '--at', 'epochs', '-q'], where);
  expect(measured.code, measured.stderr).toBe(0);
});

const viewing = (args: readonly string[]) => startView(args, where);

describe('oneiros view', () => {
  it('serves the runs of a folder, starts one and shows it while it is lived', async () => {
    const view = await viewing([]);
    const base = `http://127.0.0.1:${view.port}/`;
    expect(view.url).toBe(`${base}?token=${view.token}`);
    const { runs } = (await (await fetch(`${base}api/runs.json`)).json()) as RunsFile;
    expect(runs.map(({ id, status }) => [id, status])).toEqual([['first', 'finished']]);
    const chunk = decodeChunk(
      new Uint8Array(await (await fetch(`${base}api/runs/first/timeline/0-0.bin`)).arrayBuffer()),
    );
    expect(chunk.ticks).toBe(24);
    const latents = (await (await fetch(`${base}api/runs/first/latents.json`)).json()) as LatentsFile;
    expect(latents.planes.map(({ tick }) => tick)).toEqual([0, 12, 24]);

    const yaml = readFileSync(at('runs', 'first', 'config.yaml'), 'utf8');
    const start = (headers: object): Promise<Response> =>
      fetch(`${base}api/runs?name=second`, {
        method: 'POST',
        headers: { 'content-type': 'application/yaml', ...headers },
        body: yaml,
      });
    expect((await start({})).status).toBe(401);
    const started = await start({ authorization: `Bearer ${view.token}` });
    expect(await started.json()).toEqual({ id: 'second' });
    expect(started.status).toBe(201);
    expect((await start({ authorization: `Bearer ${view.token}` })).status).toBeGreaterThanOrEqual(409);

    const events = await fetch(`${base}api/runs/second/events`);
    let text = '';
    const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
    while (!(text.includes('"type":"finished"') && text.includes('"status":"finished"'))) {
      text += (await reader.read()).value ?? '';
    }
    await reader.cancel();
    const lines = [...text.matchAll(/^data: (\{"type".*)$/gm)].map(([, line]) => `${line}\n`);
    // The same configuration lives the same: what was followed is what was written, and what the first run was.
    expect(readFileSync(at('runs', 'second', 'events.jsonl'), 'utf8').startsWith(lines.join(''))).toBe(true);
    expect(readFileSync(at('runs', 'second', 'events.jsonl'))).toEqual(
      readFileSync(at('runs', 'first', 'events.jsonl')),
    );
    expect(await view.stop()).toBe(0);
  });

  it('starts none where it is told so, and then needs no token on this machine', async () => {
    const view = await viewing(['runs/first', '--no-start']);
    expect(view.url).toBe(`http://127.0.0.1:${view.port}/`);
    expect(view.canStart).toBe(false);
    expect((await fetch(`${view.url}api/runs/first/head.json`)).status).toBe(200);
    expect(await view.stop()).toBe(0);
  });

  it('writes a static site', async () => {
    const written = await oneiros(['view', 'runs', '--export', 'site', '--run', 'first', '--json'], where);
    expect(written.code, written.stderr).toBe(0);
    expect(jsonOf(written)).toMatchObject({ schema: 'oneiros/site/1', folder: 'site', runs: 1, unread: [] });
    expect(existsSync(at('site', 'api/runs/first/timeline/0-0.bin'))).toBe(true);
    expect((await oneiros(['view', 'runs', '--export', 'site'], where)).code).toBe(2);
  });

  it('says what is missing or wrong', async () => {
    const nowhere = await oneiros(['view', 'nowhere'], where);
    expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('oneiros run --preset demo')]);
    const unbuilt = await oneiros(['view', 'runs'], { ...where, env: { ONEIROS_VIEWER: at('unbuilt') } });
    expect([unbuilt.code, unbuilt.stderr]).toEqual([2, expect.stringContaining('npm run build -w @oneiros/viewer')]);
    const guessable = await oneiros(['view', 'runs'], {
      ...where,
      env: { ...where.env, ONEIROS_VIEW_TOKEN: 'secret' },
    });
    expect([guessable.code, guessable.stderr]).toEqual([2, expect.stringContaining('20 or more')]);
    expect((await oneiros(['view', 'runs', '--port', '70000'], where)).code).toBe(2);
    expect((await oneiros(['view', 'runs', '--host', '192.0.2.1'], where)).code).toBe(2);
  });
});
