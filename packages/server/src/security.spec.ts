import { mkdtempSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from './create-server.ts';
import { isEqual, isLoopback } from './security.ts';
import { writeRun, writeSite } from './test-data/written-run.ts';

const token = 'a-token-of-the-tests-0123';
const base = mkdtempSync(join(tmpdir(), 'oneiros-security-'));
const started: string[] = [];
const starterFor = () => ({
  start: async (yaml: string) => (started.push(yaml), { id: 'new' }),
  close: async () => {},
});
const at = (host: string, names: string[] = []): Promise<FastifyInstance> => {
  const folders = { runsFolder: join(base, 'runs'), siteFolder: join(base, 'site') };
  return createServer({ ...folders, host, names, token, oneiros: '0.1.0', starterFor });
};

let local: FastifyInstance;
let everywhere: FastifyInstance;
beforeAll(async () => {
  writeSite(join(base, 'site'));
  writeFileSync(join(base, 'secret.txt'), 'sesame');
  const run = writeRun(join(base, 'runs', 'pad-1'), { dreams: [3, 4] });
  unlinkSync(join(run, 'dreams', '000005.safetensors'));
  symlinkSync(join(base, 'secret.txt'), join(run, 'dreams', '000005.safetensors'));
  writeRun(join(base, 'elsewhere', 'pad-2'));
  symlinkSync(join(base, 'elsewhere'), join(base, 'runs', 'out'));
  local = await at('127.0.0.1', ['proxy.example.org']);
  everywhere = await at('0.0.0.0');
});
afterAll(async () => {
  await local.close();
  await everywhere.close();
});

describe('the host of a request', () => {
  const statusFor = async (app: FastifyInstance, host: string): Promise<number> => {
    const headers = { host, authorization: `Bearer ${token}` };
    return (await app.inject({ url: '/api/runs.json', headers })).statusCode;
  };

  it.each(['localhost', 'localhost:8765', '127.0.0.1:8765', '[::1]:8765', 'LOCALHOST:1', 'proxy.example.org:443'])(
    'may be %s',
    async (host) => expect(await statusFor(local, host)).toBe(200),
  );

  it.each([
    ...['evil.example.org', 'evil.example.org:8765', 'localhost.evil.example.org', '127.0.0.1.evil.example.org'],
    ...['evil.example.org@localhost', '0.0.0.0', '127.0.0.2', 'localhost:8765:1', 'localhost#', ' localhost.'],
  ])('is refused where it is %j: a page may lead its own name here', async (host) => {
    expect(await statusFor(local, host)).toBe(403);
  });

  it('is one of this machine where everything is listened on', async () => {
    expect(await statusFor(everywhere, '127.0.0.1:8765')).toBe(200);
    expect(await statusFor(everywhere, 'evil.example.org')).toBe(403);
  });
});

describe('the origin of a request', () => {
  const statusFrom = async (origin: string): Promise<number> =>
    (await local.inject({ url: '/api/runs.json', headers: { host: 'localhost:8765', origin } })).statusCode;

  it('may be the page itself', async () => expect(await statusFrom('http://localhost:8765')).toBe(200));

  it.each([
    'http://evil.example.org',
    'http://localhost:9999',
    'null',
    'file://',
    'http://localhost',
    'localhost:8765',
  ])('is refused where it is %s', async (origin) => expect(await statusFrom(origin)).toBe(403));

  it('gives no other site leave to read', async () => {
    const answer = await local.inject({ method: 'OPTIONS', url: '/api/runs', headers: { host: 'localhost' } });
    expect(answer.statusCode).toBe(404);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('every answer', () => {
  it.each(['/', '/api/runs.json', '/api/runs/pad-1/head.json', '/assets/main-1a2b.js', '/nothing'])(
    'of %s has a policy without inline code or evaluation',
    async (url) => {
      const { headers } = await local.inject({ url, headers: { host: 'localhost' } });
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    },
  );
});

describe('paths', () => {
  /** As written: no client tidies it up on the way. */
  const rawGet = (app: FastifyInstance, path: string): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      const { port } = app.server.address() as AddressInfo;
      const sent = request({ host: '127.0.0.1', port, path, headers: { host: 'localhost' } }, (answer) => {
        let body = '';
        answer.on('data', (text: Buffer) => (body += text.toString()));
        answer.on('end', () => resolve({ status: answer.statusCode!, body }));
      });
      sent.on('error', reject).end();
    });
  beforeAll(() => local.listen({ host: '127.0.0.1', port: 0 }));

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/%252e%252e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '/etc/passwd',
    '/.env',
    '/package.json',
    '/api/runs/../secret.txt/head.json',
    '/api/runs/%2e%2e/head.json',
    '/api/runs/..%2f..%2fetc/head.json',
    '/api/runs/%2fetc/head.json',
    '/api/runs//etc/head.json',
    '/api/runs/out/head.json',
    '/api/runs/out/pad-2/head.json',
    '/api/runs/pad-1/dreams/4.safetensors',
    '/api/runs/pad-1/dreams/..%2f..%2fsecret.txt',
    '/api/runs/pad-1/dreams/4.safetensors%00.json',
    '/api/runs/pad-1%00/head.json',
    '/api/runs/pad-1/run.json',
    '/api/runs/pad-1/config.yaml',
    '/api/runs/pad-1/checkpoints/000000.safetensors',
    '/api/runs/%/head.json',
    '/api/runs/%c0%ae%c0%ae/head.json',
    '/api/runs/pad-1/timeline/0-0.bin/../../../../secret.txt',
    '/api/runs/pad-1/timeline/99-0.bin',
    '/api/runs/pad-1/timeline/0-999999999.bin',
    '/api/runs/pad-1/events/../../../secret.txt',
  ])('lead nowhere else: %s', async (path) => {
    const { status, body } = await rawGet(local, path);
    expect([400, 403, 404]).toContain(status);
    expect(body).not.toContain('sesame');
    expect(body).not.toContain('root:');
  });

  it('lead to a run whose name needs encoding, by either way to write it', async () => {
    writeRun(join(base, 'runs', 'nights', 'adult 1 #ü%41'));
    const name = encodeURIComponent('adult 1 #ü%41');
    for (const path of [`/api/runs/nights/${name}/head.json`, `/api/runs/nights%2F${name}/head.json`]) {
      const { status, body } = await rawGet(local, path);
      expect(status).toBe(200);
      expect((JSON.parse(body) as { id: string }).id).toBe('nights/adult 1 #ü%41');
    }
  });
});

describe('the token', () => {
  const own = { host: 'localhost:8765' };
  const post = async (headers: object, app = local): Promise<number> => {
    const all = { ...own, 'content-type': 'application/yaml', ...headers };
    return (await app.inject({ method: 'POST', url: '/api/runs', headers: all, payload: 'seed: 3' })).statusCode;
  };
  const entrance = (app: FastifyInstance, given: string) => app.inject({ url: `/?token=${given}`, headers: own });
  const cookieOf = async (app: FastifyInstance): Promise<string> =>
    String((await entrance(app, token)).headers['set-cookie']).split(';')[0]!;

  it('is exchanged for a cookie that no script reads and no other site sends', async () => {
    const answer = await entrance(local, token);
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.headers['set-cookie']).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await entrance(local, `${token}x`)).statusCode).toBe(401);
    expect((await entrance(local, '')).statusCode).toBe(401);
  });

  it('is asked for to start a run, and the request must come from the page or bear it', async () => {
    started.length = 0;
    const cookie = await cookieOf(local);
    expect(await post({})).toBe(401);
    expect(await post({ authorization: 'Bearer wrong' })).toBe(401);
    expect(await post({ authorization: `Basic ${token}` })).toBe(401);
    expect(await post({ cookie: `${cookie}x`, origin: 'http://localhost:8765' })).toBe(401);
    expect(await post({ cookie })).toBe(401); // no page of ours said so
    expect(await post({ cookie, origin: 'http://evil.example.org' })).toBe(403);
    expect(await post({ cookie, origin: 'http://localhost:8765', 'content-type': 'text/plain' })).toBe(415);
    expect(
      await post({ cookie, origin: 'http://localhost:8765', 'content-type': 'application/x-www-form-urlencoded' }),
    ).toBe(415);
    expect(started).toEqual([]);
    expect(await post({ cookie, origin: 'http://localhost:8765' })).toBe(201);
    expect(await post({ authorization: `Bearer ${token}` })).toBe(201);
    expect(started).toEqual(['seed: 3', 'seed: 3']);
  });

  it('is asked for to read anything beyond this machine', async () => {
    for (const url of ['/', '/api/runs.json', '/api/runs/pad-1/events', '/assets/main-1a2b.js', '/nothing']) {
      expect((await everywhere.inject({ url, headers: own })).statusCode, url).toBe(401);
    }
    const cookie = await cookieOf(everywhere);
    expect((await everywhere.inject({ url: '/', headers: { ...own, cookie } })).statusCode).toBe(200);
    expect((await local.inject({ url: '/', headers: own })).statusCode).toBe(200);
  });

  it('is compared whole, whatever its length', () => {
    expect(isEqual(token, token)).toBe(true);
    for (const other of ['', token.slice(1), `${token} `, token.toUpperCase(), 'é'.repeat(25)]) {
      expect(isEqual(other, token)).toBe(false);
    }
  });

  it('bounds what is sent, before it is read', async () => {
    const headers = { ...own, 'content-type': 'application/yaml', authorization: `Bearer ${token}` };
    const payload = `# ${'x'.repeat(2 ** 20)}`;
    expect((await local.inject({ method: 'POST', url: '/api/runs', headers, payload })).statusCode).toBe(413);
  });
});

describe('this machine', () => {
  it('is told from others', () => {
    for (const host of ['localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]']) expect(isLoopback(host)).toBe(true);
    for (const host of ['0.0.0.0', '::', '127.0.0.1.evil.org', '10.0.0.1', 'example.org'])
      expect(isLoopback(host)).toBe(false);
  });
});
