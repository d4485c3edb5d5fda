import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHost, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiPaths, chunksOf, type RunsFile } from '@oneiros/timeline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from './create-server.ts';
import { ExportExistsError, NotFoundError, ViewerMissingError } from './errors.ts';
import { exportSite } from './export-site.ts';
import { writeRun, writeSite } from './test-data/written-run.ts';

const base = mkdtempSync(join(tmpdir(), 'oneiros-export-'));
const folders = { runsFolder: join(base, 'runs'), siteFolder: join(base, 'site') };
const into = join(base, 'out');
const odd = 'nights/adult 1 #ü%41';
let host: Server;
let address: string;

beforeAll(async () => {
  writeSite(folders.siteFolder);
  writeRun(join(folders.runsFolder, 'pad-1'), { ticks: 20, dreams: [0, 9] });
  // More than 4096 ticks: two chunks at level 0.
  writeRun(join(folders.runsFolder, odd), { ticks: 4100, status: 'interrupted' });
  mkdirSync(join(folders.runsFolder, 'torn'));
  writeFileSync(join(folders.runsFolder, 'torn', 'run.json'), 'no');
  host = createHost((request, response) => {
    // As file hosts do: the path decoded once, and a file of that name.
    const file = join(into, decodeURIComponent(new URL(request.url!, 'http://host').pathname));
    const found = existsSync(file) && statSync(file).isFile();
    response.writeHead(found ? 200 : 404).end(found ? readFileSync(file) : '');
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(host.address() as AddressInfo).port}/`;
});
afterAll(() => host.close());

describe('a static site', () => {
  it('answers under every path as the server does', async () => {
    const site = await exportSite({ ...folders, into, oneiros: '0.1.0' });
    expect(site.runs).toBe(2);
    expect(site.unread.map(({ id }) => id)).toEqual(['torn']);
    const app = await createServer({
      ...folders,
      host: '127.0.0.1',
      token: 'a-token-of-the-tests-0123',
      oneiros: '0.1.0',
    });
    const paths = [
      ...['pad-1', odd].flatMap((id) =>
        [apiPaths.head, apiPaths.moments, apiPaths.latents, apiPaths.evaluations].map((path) => path(id)),
      ),
      ...[
        apiPaths.chunk('pad-1', 0, 0),
        apiPaths.chunk(odd, 0, 0),
        apiPaths.chunk(odd, 0, 1),
        apiPaths.chunk(odd, 1, 0),
      ],
      ...[0, 9].map((tick) => apiPaths.dreams('pad-1', tick)),
      ...[apiPaths.runs, 'assets/main-1a2b.js'],
    ];
    for (const path of paths) {
      const [there, here] = [
        await fetch(address + path),
        await app.inject({ url: `/${path}`, headers: { host: 'localhost' } }),
      ];
      expect([there.status, here.statusCode], path).toEqual([200, 200]);
      expect(Buffer.from(await there.arrayBuffer()).equals(here.rawPayload), path).toBe(true);
    }
    await app.close();
  });

  it('has every chunk of every level, and says that nothing follows', async () => {
    const chunks = readdirSync(join(into, 'api/runs', odd, 'timeline'));
    const { runs } = (await (await fetch(address + apiPaths.runs)).json()) as RunsFile;
    const { ticks } = runs.find(({ id }) => id === odd)!;
    expect(ticks).toBe(4100);
    expect(chunks.filter((name) => name.startsWith('0-'))).toHaveLength(chunksOf(ticks, 0));
    expect(await (await fetch(address + apiPaths.server)).json()).toEqual({
      oneiros: '0.1.0',
      live: false,
      canStart: false,
    });
    expect(existsSync(join(into, 'api/runs/torn'))).toBe(false);
  });

  it('keeps the policy in its page, since a host of files sends none', () => {
    const page = readFileSync(join(into, 'index.html'), 'utf8');
    expect(page).toMatch(
      /<head>\s*<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'/,
    );
  });

  it('overwrites nothing, and leaves nothing behind where it fails', async () => {
    await expect(exportSite({ ...folders, into, oneiros: '0' })).rejects.toThrow(ExportExistsError);
    const other = join(base, 'other');
    mkdirSync(other);
    await expect(exportSite({ ...folders, into: other, oneiros: '0', ids: ['../site'] })).rejects.toThrow(
      NotFoundError,
    );
    await expect(exportSite({ ...folders, siteFolder: base, into: other, oneiros: '0' })).rejects.toThrow(
      ViewerMissingError,
    );
    expect(readdirSync(base).sort()).toEqual(['other', 'out', 'runs', 'site']);
    await exportSite({ ...folders, into: other, oneiros: '0', ids: ['pad-1'] });
    expect(readdirSync(join(other, 'api/runs'))).toEqual(['pad-1']);
  });
});
