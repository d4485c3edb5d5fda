import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';

const folder = fileURLToPath(new URL('..', import.meta.url));
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'";

/** Rasterisation on the emulated GPU too: WebGPU is read back through a canvas, which fails without. */
const emulatedGpu = [
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-angle=swiftshader',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-webgpu',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--enable-gpu-rasterization',
];

/**
 * Builds one HTML page of the viewer and serves it on loopback under the policy of `oneiros view`.
 *
 * @param {string} page such as `browser-simulation.html`
 */
export async function serveBuilt(page) {
  const site = mkdtempSync(join(tmpdir(), 'oneiros-viewer-'));
  const output = { outDir: site, emptyOutDir: true, rollupOptions: { input: join(folder, page) } };
  await build({ root: folder, configFile: join(folder, 'vite.config.ts'), logLevel: 'warn', build: output });
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
    try {
      const body = readFileSync(join(site, path.replace(/^(\.\.[/\\])+/, '')));
      const type = types[extname(path)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/${page}`,
    close() {
      server.close();
      rmSync(site, { recursive: true });
    },
  };
}

/** @param {boolean} withGpu whether WebGL and WebGPU are emulated by SwiftShader, or absent */
export const launchChromium = (withGpu) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', ...(withGpu ? emulatedGpu : ['--disable-gpu'])],
  });

/** Errors of a page: what its console and its policy complain of; not the icon that it lacks. */
export function complaintsOf(page) {
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.location().url.endsWith('favicon.ico')) complaints.push(message.text());
  });
  return complaints;
}
