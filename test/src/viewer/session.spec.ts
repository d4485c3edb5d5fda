import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorkspace, oneiros } from '../cli/oneiros.ts';
import { startView, type Viewing } from '../cli/start-view.ts';
import { complaintsOf, noBrowser, startBrowser } from './browser.ts';
import { startFileHost } from './static-host.ts';

const workspace = createWorkspace();
const where = { cwd: workspace.path };
const at = (...path: string[]): string => join(workspace.path, ...path);
/** What the runs of this folder are unless told otherwise, those too that the page starts: a tick takes milliseconds. */
const project = `
data: { name: scenes, train: 8, test: 4 }
model: { baseWidth: 1, latentSize: 4 }
batchSize: 2
probes: { readoutEpochs: 2, readoutBatchSize: 4, areasEveryCycles: 0 }
dreams: { count: 2 }
plasticity: { learningRate: 0.02 }
backend: { name: cpu }
`;
/** 4 epochs of 4 mini-batches, each with NREM and REM. */
const TICKS = 48;
/** One day of 24 h, a mini-batch every 4 minutes. */
const DAY_TICKS = 360;
const SECONDS = 1000;

let browser: Browser;
let view: Viewing;
let page: Page;
let complaints: string[] = [];

beforeEach(({ skip }) => skip(noBrowser !== '', noBrowser));
beforeAll(async () => {
  if (noBrowser !== '') return;
  writeFileSync(at('oneiros.yaml'), project);
  for (const seed of ['1', '2']) {
    const lived = await oneiros(['run', '--epochs', '4', '--seed', seed, '--out', `runs/seed-${seed}`, '-q'], where);
    expect(lived.code, lived.stderr).toBe(0);
  }
  const measured = await oneiros(['evaluate', 'runs/seed-1', '--probe', 'latents', '--at', 'all', '-q'], where);
  expect(measured.code, measured.stderr).toBe(0);
  view = await startView(['runs'], where);
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(30 * SECONDS);
  complaints = complaintsOf(page);
}, 180 * SECONDS);
afterEach(() => expect(complaints).toEqual([]));
afterAll(async () => {
  await browser?.close();
  if (noBrowser === '') expect(await view?.stop()).toBe(0);
  workspace.remove();
});

const playhead = (on: Page = page): Locator => on.getByRole('slider', { name: 'Play-head' });
const tickNow = async (): Promise<number> => Number(await playhead().getAttribute('aria-valuenow'));
const hypnogram = (on: Page = page): Locator => on.getByRole('img', { name: /^Hypnogram/ });
const facts = (on: Page = page): Locator => on.getByText(/^Tick [\d,]+, \w+, epoch/);
const gallery = (on: Page = page): Locator => on.getByRole('figure', { name: /^Dreams/ });
/** The last picture of the gallery. */
const remDream = (on: Page = page): Locator => gallery(on).locator('canvas').last();
const within = { timeout: 10 * SECONDS };

const readoutIs = (words: RegExp): Promise<void> => expect.poll(() => facts().innerText(), within).toMatch(words);
const dreamsAre = (when: string | RegExp): Promise<void> =>
  expect.poll(() => gallery().getByRole('heading').innerText(), within).toMatch(when);

/** Keys of the address. */
const keys = (): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(new URL(page.url()).hash.split('?')[1]));
const keyIs = (key: string, value: string): Promise<void> => expect.poll(() => keys()[key], within).toBe(value);

/** Pixels that a canvas shows. */
const drawnIn = (canvas: Locator): Promise<string> =>
  canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());

/** All that a night shows, in words and pixels. */
const shownBy = async (on: Page): Promise<unknown> => ({
  readout: await facts(on).innerText(),
  playhead: await playhead(on).getAttribute('aria-valuetext'),
  unit: await on.getByRole('combobox', { name: 'Unit of steps and axis' }).inputValue(),
  speed: await on.getByRole('combobox', { name: 'Speed' }).inputValue(),
  loop: await on.getByRole('button', { name: /^Loop/ }).innerText(),
  hypnogram: await drawnIn(hypnogram(on)),
  figures: await on.locator('figure > header h2').allInnerTexts(),
  edge: await on.getByRole('slider', { name: 'Edge' }).getAttribute('aria-valuetext'),
  dreams: await Promise.all((await gallery(on).locator('canvas').all()).map(drawnIn)),
});

/** The same, once nothing moves any longer. */
async function shownAtRest(): Promise<unknown> {
  let before: unknown;
  let now: unknown = await shownBy(page);
  while (JSON.stringify(before) !== JSON.stringify(now)) {
    before = now;
    await page.waitForTimeout(500);
    now = await shownBy(page);
  }
  return now;
}

/** Takes an export of a panel. */
async function exported(panel: string, item: string): Promise<Buffer> {
  await page.getByRole('button', { name: `Export ${panel}` }).click();
  const taken = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item }).click();
  return readFileSync(await (await taken).path());
}

describe('a session with the viewer', () => {
  it('opens the page by the address with the token, which does not stay in it', async () => {
    await page.goto(view.url);
    await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor();
    expect(page.url()).not.toContain(view.token);
    await page.getByText('2 of 2 runs in 1 group').waitFor();
  });

  it('opens a recorded run; play-head, readout and dreams follow keys and pointer', async () => {
    await page.getByRole('button', { name: 'seed-1', exact: true }).click();
    await facts().waitFor();
    expect(await playhead().getAttribute('aria-valuemax')).toBe(String(TICKS - 1));
    await readoutIs(/^Tick 0, WAKE/);
    await dreamsAre('before the first tick');
    await gallery().getByRole('button', { name: 'REM dream 2, mixes 2 + 1 + noise' }).waitFor();
    const first = await drawnIn(remDream());

    await playhead().focus();
    await page.keyboard.press('ArrowRight');
    await readoutIs(/^Tick 1, NREM/);
    await page.keyboard.press('ArrowRight');
    await readoutIs(/^Tick 2, REM/);
    await page.keyboard.press('Shift+ArrowRight');
    expect(await tickNow()).toBe(12);
    await page.keyboard.press('End');
    await readoutIs(new RegExp(`^Tick ${TICKS - 1}, REM`));
    await dreamsAre('after epoch 4');
    await expect.poll(() => drawnIn(remDream()), within).not.toBe(first);

    const { x, y, width } = (await hypnogram().boundingBox())!;
    const placeOf = (tick: number): number => x + ((tick + 0.5) / TICKS) * width;
    await page.mouse.move(placeOf(40), y + 20);
    await page.mouse.down();
    await readoutIs(/^Tick 40, NREM/);
    await page.mouse.move(placeOf(20), y + 20, { steps: 4 });
    await page.mouse.up();
    await readoutIs(/^Tick 20, REM/);
    expect(await tickNow()).toBe(20);
    await dreamsAre('after epoch 1');
    await keyIs('tick', '20');
    // Beyond the lanes the drag is over.
    await page.mouse.move(placeOf(30), y + 20);
    expect(await tickNow()).toBe(20);
  });

  it('restores everything from the address', { timeout: 180 * SECONDS }, async () => {
    await page.getByRole('combobox', { name: 'Unit of steps and axis' }).selectOption('epoch');
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('30');
    await playhead().focus();
    for (const key of ['[', 'ArrowRight', ']', '+']) await page.keyboard.press(key);
    await page.getByRole('button', { name: /^Loop 20–24/ }).waitFor();
    await readoutIs(/^Tick 24, WAKE, epoch 2/);
    await keyIs('tick', '24');
    await gallery().getByRole('combobox', { name: 'Wipe' }).selectOption('run');
    await gallery().getByText('seed-2 after epoch 2').waitFor();
    await gallery().getByRole('slider', { name: 'Edge' }).fill('30');
    await gallery().getByRole('combobox', { name: 'Zoom' }).selectOption('4');
    await keyIs('zoom', '4');
    expect(keys()).toEqual({
      ...{ run: 'seed-1', tick: '24', view: '12.25-36.25', unit: 'epoch', speed: '30', loop: '20-24' },
      ...{ wipe: 'run', with: 'seed-2', edge: '30', zoom: '4' },
    });
    const before = await shownAtRest();
    const link = page.url();

    await page.reload();
    await readoutIs(/^Tick 24, WAKE, epoch 2/);
    await expect.poll(() => shownBy(page), within).toEqual(before);
    expect(page.url()).toBe(link);

    const another = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const others = complaintsOf(another);
    await another.goto(link);
    await facts(another).waitFor();
    await expect.poll(() => shownBy(another), within).toEqual(before);
    expect(others).toEqual([]);
    await another.close();

    // Another address of the same run, typed into the bar; and back.
    await page.evaluate(() => void (location.hash = '#/night?run=seed-1&tick=5'));
    await readoutIs(/^Tick 5, REM/);
    expect(keys()).toEqual({ run: 'seed-1', tick: '5' });
    await page.goBack();
    await expect.poll(() => shownBy(page), within).toEqual(before);
  });

  it('exports every panel as SVG, PNG and CSV', async () => {
    await page.getByRole('button', { name: 'Whole run' }).click();
    for (const panel of ['Timeline', 'Dreams after epoch 2', 'Latent space at tick', 'Brain at tick 24']) {
      const svg = (await exported(panel, 'SVG, vector')).toString();
      expect(svg, panel).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox=/);
      expect(svg, panel).toMatch(/<text /);
      const [, width, height] = / width="([\d.]+)" height="([\d.]+)"/.exec(svg)!;
      const png = decode(await exported(panel, 'PNG, twice the size'));
      expect([png.width, png.height], panel).toEqual([2 * Number(width), 2 * Number(height)]);
      expect((await exported(panel, 'CSV, every value')).toString().split('\r\n').length, panel).toBeGreaterThan(2);
    }
    const csv = (await exported('Timeline', 'CSV, every value')).toString().trim().split('\r\n');
    expect(csv).toHaveLength(1 + TICKS);
    expect(csv[1 + 24]).toMatch(/^24,1,00:12:00,/);
  });

  it('changes a schedule in the table by keys, undoes and does again, and saves what the command line takes', async () => {
    await page.getByRole('link', { name: 'Schedule' }).click();
    await page.getByRole('slider', { name: 'Night, to be painted' }).waitFor();
    await page.getByRole('tab', { name: 'Source' }).focus();
    await page.keyboard.press('ArrowRight');
    const stage = page.getByRole('combobox', { name: 'Stage of row 3', exact: true });
    await stage.waitFor();
    const before = await stage.inputValue();
    await stage.focus();
    await page.keyboard.press('r');
    await expect.poll(() => stage.inputValue()).toBe('REM');
    await page.keyboard.press('Control+z');
    await expect.poll(() => stage.inputValue()).toBe(before);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => stage.inputValue()).toBe('REM');

    await page.getByRole('tab', { name: 'Days, mini-batches, gates' }).click();
    await page.getByRole('textbox', { name: 'days', exact: true }).fill('1');
    await page.getByRole('textbox', { name: 'days', exact: true }).press('Enter');
    await page.getByText(/360 mini-batches a day, 360 in all/).waitFor();
    const [saved] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
    expect(saved.suggestedFilename()).toBe('schedule.yaml');
    await saved.saveAs(at('schedule.yaml'));
    await page.getByText('Saved schedule.yaml.').waitFor();
    const { code, stderr } = await oneiros(['schedule', 'validate', 'schedule.yaml'], where);
    expect(code, stderr).toBe(0);
    expect(readFileSync(at('schedule.yaml'), 'utf8')).toMatch(/^days: 1\n[^]*hypnogram:/m);
  });

  it('starts a run of the schedule and follows it live to its end, missing no event', async () => {
    const streams: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/events')) streams.push(request.url());
    });
    await page.getByRole('button', { name: 'Start a run' }).click();
    await page.getByRole('heading', { name: 'scenes-pad-1', level: 1 }).waitFor();
    await page.getByText('running', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Follow live' }).getAttribute('aria-pressed')).toBe('true');
    await expect.poll(tickNow, { timeout: 60 * SECONDS }).toBeGreaterThan(10);
    expect(streams).toHaveLength(1);
    // A look back leaves the end; the key leads there again.
    await playhead().focus();
    await page.keyboard.press('Home');
    await readoutIs(/^Tick 0, /);
    await page.keyboard.press('End');
    await expect.poll(tickNow, { timeout: 60 * SECONDS }).toBeGreaterThan(20);
    await keyIs('follow', 'yes');

    await page.getByText('finished', { exact: true }).waitFor({ timeout: 180 * SECONDS });
    await page.getByText(`${DAY_TICKS} of ${DAY_TICKS}`).waitFor();
    await readoutIs(new RegExp(`^Tick ${DAY_TICKS - 1}, `));
    await page.getByText(/360 points of 360 ticks|of 360 ticks/).waitFor();
    await dreamsAre(/^Dreams after epoch/);
    const followed = (await exported('Timeline', 'CSV, every value')).toString();
    await page.reload();
    await facts().waitFor();
    expect((await exported('Timeline', 'CSV, every value')).toString()).toBe(followed);
  }, 300_000);
});

describe('a static site', () => {
  it('opens from any file host, under any path, and starts nothing', async () => {
    const written = await oneiros(
      ['view', 'runs', '--export', 'site', '--run', 'seed-1', '--run', 'seed-2', '-q'],
      where,
    );
    expect(written.code, written.stderr).toBe(0);
    const host = await startFileHost(at('site'), '/talks/night/');
    try {
      await page.goto(host.url);
      await page.getByText('2 of 2 runs in 1 group').waitFor();
      await page.getByRole('button', { name: 'seed-2', exact: true }).click();
      await readoutIs(/^Tick 0, WAKE/);
      await playhead().focus();
      await page.keyboard.press('End');
      await readoutIs(new RegExp(`^Tick ${TICKS - 1}, REM`));
      await dreamsAre('after epoch 4');
      expect((await exported('Timeline', 'SVG, vector')).toString()).toContain('seed-2');
      await page.getByRole('link', { name: 'Schedule' }).click();
      await page.getByRole('slider', { name: 'Night, to be painted' }).waitFor();
      expect(await page.getByRole('button', { name: 'Start a run' }).count()).toBe(0);
      await page.getByRole('link', { name: 'Live simulation' }).click();
      await page.getByRole('button', { name: /^Step by tick/ }).waitFor();
    } finally {
      host.stop();
    }
  });
});
