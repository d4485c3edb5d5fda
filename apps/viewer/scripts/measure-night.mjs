// How fast the night page is in Debian's Chromium: node scripts/measure-night.mjs URL RUN
// URL is that of a running `oneiros view`, such as http://127.0.0.1:4747/; RUN a run in its folder.
// Prints JSON: seconds from opening the page in a fresh browser until the run is readable (the median of five), milliseconds
// between frames while scrubbing and while zooming, and the bytes of the first load, compressed by gzip.
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const [base, run] = process.argv.slice(2);
if (run === undefined) throw new Error('Expected an address and a run: node scripts/measure-night.mjs URL RUN');
const address = `${base}#/night?run=${run}`;
const options = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
};
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const round = (value) => Number(value.toFixed(3));

async function openNight() {
  const browser = await chromium.launch(options);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const files = [];
  page.on('response', async (response) => {
    if (/\.(js|css|html)$|\/$/.test(new URL(response.url()).pathname)) files.push(response.body().catch(() => ''));
  });
  await page.goto(address, { waitUntil: 'commit' });
  // Readable: the lanes are drawn, and the summary says of how many ticks.
  await page.waitForFunction(() => /points of [\d,]+ ticks/.test(document.body.textContent ?? ''));
  const seconds = (await page.evaluate(() => performance.now())) / 1000;
  return { browser, page, seconds, files };
}

/** Times between frames while `move(i)` is done once a frame. */
const frames = (page, kind) =>
  page.evaluate(async (what) => {
    const lane = [...document.querySelectorAll('canvas[role=img]')][0].parentElement;
    const { left, top, width } = lane.getBoundingClientRect();
    const at = (share) => ({ clientX: left + share * width, clientY: top + 40, bubbles: true, cancelable: true });
    if (what === 'scrub') lane.setPointerCapture = () => {};
    if (what === 'scrub') lane.hasPointerCapture = () => true;
    const times = [];
    for (let i = 0, before = performance.now(); i < 240; i += 1) {
      if (what === 'scrub')
        lane.dispatchEvent(new PointerEvent('pointermove', { ...at(0.5 + 0.4 * Math.sin(i / 20)), pointerId: 1 }));
      else lane.dispatchEvent(new WheelEvent('wheel', { ...at(0.6), deltaY: i % 120 < 60 ? -12 : 12, ctrlKey: true }));
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      times.push(now - before);
      before = now;
    }
    return times.slice(10);
  }, kind);

const starts = [];
let bytes = 0;
const rates = {};
for (let i = 0; i < 5; i += 1) {
  const { browser, page, seconds, files } = await openNight();
  starts.push(seconds);
  if (i === 4) {
    await page.waitForTimeout(3000);
    bytes = (await Promise.all(files)).reduce((sum, body) => sum + gzipSync(body).length, 0);
    for (const kind of ['scrub', 'zoom']) {
      const times = await frames(page, kind);
      rates[kind] = { framesPerSecondMedian: round(1000 / median(times)), slowestMs: round(Math.max(...times)) };
    }
  }
  await browser.close();
}
console.log(
  JSON.stringify({
    run,
    readableSecondsMedian: round(median(starts)),
    readableSeconds: starts.map(round),
    firstLoadGzipBytes: bytes,
    ...rates,
  }),
);
