/**
 * A reader lives with a brain in Debian's Chromium: plays, moves a level, steps, goes back, opens the permalink in another page.
 *
 *   node apps/viewer/scripts/browser-simulation.e2e.mjs
 */
import assert from 'node:assert/strict';
import { complaintsOf, launchChromium, serveBuilt } from './serve-built.mjs';

const SECONDS = 1000;
const site = await serveBuilt('browser-simulation-page.html');
const browser = await launchChromium(false);
const context = await browser.newContext();
const page = await context.newPage();
const complaints = complaintsOf(page);
const say = (text) => process.stdout.write(`${text}\n`);
const button = (name, on = page) => on.getByRole('button', { name, exact: true });
const rests = (on = page) =>
  button('Live: play the brain', on)
    .and(on.locator(':enabled'))
    .waitFor({ timeout: 60 * SECONDS });
const moment = (on = page) =>
  on
    .getByText(/^tick [\d,]+ of/)
    .or(on.locator('p', { hasText: /tick [\d,]+ of/ }))
    .first()
    .innerText();
const tickOf = async (on = page) => Number(/tick ([\d,]+) of/.exec(await moment(on))[1].replaceAll(',', ''));

await page.goto(`${site.url}#/simulation?seed=5&schedule=short-nights&backend=cpu`);
await rests();
await page.getByRole('button', { name: /^Step by stage/ }).click();
await rests();
assert.equal(await tickOf(), 12, 'twelve mini-batches of Wake');
say('steps: to the end of the day');

await page.getByRole('slider', { name: 'Acetylcholine' }).focus();
await page.keyboard.press('End');
await page.getByRole('button', { name: /^Step by tick/ }).click();
await rests();
assert.match(await moment(), /N2/);
assert.match(await page.locator('section').innerText(), /discriminator 1\.00, told 0\.00/, 'REM by hand in planned N2');
await page.getByRole('button', { name: 'Give back Acetylcholine to the schedule' }).click();
say('levels: REM by hand while the schedule says N2');

await button('Live: play the brain').click();
await page.waitForFunction(() => /tick (1[6-9]|[2-9]\d) of/.test(document.body.innerText), undefined, {
  timeout: 60 * SECONDS,
});
await button('Pause the brain').click();
await rests();
const there = await tickOf();
say(`plays and pauses at tick ${there}`);

await page.getByRole('slider', { name: /play-?head/i }).focus();
await page.keyboard.press('Home');
await button('Go on from tick 0').click();
await rests();
await page.waitForFunction(() => /Before the first tick/.test(document.body.innerText));
say('goes back to the start');
for (let i = 0; i < 2; i++) {
  await page.getByRole('button', { name: /^Step by stage/ }).click();
  await rests();
}
const link = page.url();
const ticks = await tickOf();
const dreamsOf = (on) =>
  on
    .getByRole('img', { name: new RegExp(`^Reconstructed: 8 images after ${ticks} ticks`) })
    .evaluate((canvas) => canvas.toDataURL());
const before = await dreamsOf(page);
const another = await context.newPage();
await another.goto(link);
await rests(another);
assert.equal(await tickOf(another), ticks);
assert.ok((await dreamsOf(another)) === before, 'the same dreams from the permalink');
say(`permalink: the same brain from ${new URL(link).hash}`);

await page.close();
await another.close();
assert.deepEqual(complaints, []);
await browser.close();
site.close();
say('all is well');
