/**
 * Builds the simulation in the browser, lives in Debian's Chromium on each back end, and prints how many cycles a second.
 *
 *   node apps/viewer/scripts/measure-browser-simulation.mjs [--sizes tiny,small] [--backends cpu,webgl,webgpu] [--seconds 10]
 *
 * GPUs are emulated by SwiftShader, which the browser carries: figures of WebGL and WebGPU say that they run, not how fast a GPU is.
 */
import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { build } from 'vite';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: 'tiny' },
    backends: { type: 'string', default: 'cpu,webgl,webgpu' },
    seconds: { type: 'string', default: '10' },
  },
});
const folder = fileURLToPath(new URL('..', import.meta.url));
const site = mkdtempSync(join(tmpdir(), 'oneiros-browser-'));
/** Rasterisation on the emulated GPU too: WebGPU is read back through a canvas, which fails without. */
const gpu = [
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-angle=swiftshader',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-webgpu',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--enable-gpu-rasterization',
];

await build({
  root: folder,
  configFile: join(folder, 'vite.config.ts'),
  logLevel: 'warn',
  build: { outDir: site, emptyOutDir: true, rollupOptions: { input: join(folder, 'browser-simulation.html') } },
});
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' };
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'";
const server = createServer((request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname)).replace(
    /^(\.\.[/\\])+/,
    '',
  );
  try {
    const body = readFileSync(join(site, path));
    response.writeHead(200, {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

const results = [];
for (const backend of values.backends.split(',')) {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', ...(backend === 'cpu' ? ['--disable-gpu'] : gpu)],
  });
  for (const size of values.sizes.split(',')) {
    const page = await browser.newPage();
    const complaints = [];
    page.on(
      'console',
      (message) =>
        message.type() === 'error' &&
        !message.location().url.endsWith('favicon.ico') &&
        complaints.push(message.text()),
    );
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${origin}/browser-simulation.html`);
    const result = await page
      .evaluate(
        ([backend, size, seconds]) => window.measure({ backend, size, seconds }),
        [backend, size, Number(values.seconds)],
      )
      .catch((error) => ({ backend, size, problem: error.message }));
    results.push({ ...result, complaints });
    process.stdout.write(`${JSON.stringify(results.at(-1))}\n`);
    await page.close();
  }
  await browser.close();
}
server.close();
rmSync(site, { recursive: true });
