/**
 * Lives the first ticks of a brain in Debian's Chromium on WebGPU, with the fused kernels and without, and prints the losses of
 * both and the programs that they took as JSON; where Chromium offers no adapter, `{ "problem": ... }`.
 *
 *   node apps/viewer/scripts/compare-kernels.mjs [TICKS]
 */
import { complaintsOf, launchChromium, serveBuilt } from './serve-built.mjs';

const ticks = Number(process.argv[2] ?? 9);
const site = await serveBuilt('compare-kernels.html');
const browser = await launchChromium(true);
try {
  const page = await browser.newPage();
  const complaints = complaintsOf(page);
  await page.goto(site.url);
  const result = await page
    .evaluate((count) => window.compareKernels(count), ticks)
    .catch((error) => ({ problem: error.message }));
  process.stdout.write(`${JSON.stringify({ ...result, complaints })}\n`);
} finally {
  await browser.close();
  site.close();
}
