/**
 * Lives in Debian's Chromium on each back end, and prints how many cycles a second, a line of JSON each.
 *
 *   node apps/viewer/scripts/measure-browser-simulation.mjs [--sizes tiny,small] [--backends cpu,webgl,webgpu] [--seconds 10]
 *
 * GPUs are emulated by SwiftShader, which the browser carries: figures of WebGL and WebGPU say that they run, not how fast a GPU is.
 */
import { parseArgs } from 'node:util';
import { complaintsOf, launchChromium, serveBuilt } from './serve-built.mjs';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: 'tiny' },
    backends: { type: 'string', default: 'cpu,webgl,webgpu' },
    seconds: { type: 'string', default: '10' },
  },
});

const site = await serveBuilt('browser-simulation.html');
for (const backend of values.backends.split(',')) {
  const browser = await launchChromium(backend !== 'cpu');
  for (const size of values.sizes.split(',')) {
    const page = await browser.newPage();
    const complaints = complaintsOf(page);
    await page.goto(site.url);
    const asked = { backend, size, seconds: Number(values.seconds) };
    const result = await page
      .evaluate((options) => window.measure(options), asked)
      .catch((error) => ({ ...asked, problem: error.message }));
    process.stdout.write(`${JSON.stringify({ ...result, complaints })}\n`);
    await page.close();
  }
  await browser.close();
}
site.close();
