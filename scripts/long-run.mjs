// Writes the run directory of a run of many ticks, without living it: node scripts/long-run.mjs FOLDER [TICKS]
// The default, 117,300 ticks, are 50 epochs of 50,000 images in mini-batches of 64 in Wake, NREM and REM.
import { readFileSync, writeFileSync, writeSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { createRun } from '@oneiros/journal';
import { resolveConfig } from '@oneiros/simulation';

const [folder, count = '117300'] = process.argv.slice(2);
if (folder === undefined) throw new Error('Expected a folder: node scripts/long-run.mjs FOLDER [TICKS]');
const ticks = Number(count);
const environment = { backend: { name: 'cpu', threads: 1 }, oneiros: '0.1.0' };
createRun(folder, { config: resolveConfig({ data: { name: 'cifar10' } }), environment }).release();

/** Numbers as long as those of a run are. */
const near = (value, tick) => Number((value * (1 + 0.3 * Math.sin(tick * 12.9898))).toPrecision(9));
const stages = ['WAKE', 'NREM', 'REM'];
const levels = { WAKE: [1, 1], NREM: [0, 0], REM: [1, 0] };
const ticksPerEpoch = 3 * 781;
const log = openSync(join(folder, 'events.jsonl'), 'w');
let text = '';
const write = (event) => {
  text += `${JSON.stringify(event)}\n`;
  if (text.length < 1 << 20) return;
  writeSync(log, text);
  text = '';
};
for (let tick = 0; tick < ticks; tick++) {
  const stage = stages[tick % 3];
  const [ach, na] = levels[stage];
  const [cycle, epoch] = [Math.floor(tick / 3), Math.floor(tick / ticksPerEpoch)];
  const gates = { discriminator: ach, target: na, sign: na === 1 ? 1 : -1, nrem: 1 - ach, connected: na === 1 };
  write({ type: 'state', v: 1, tick, cycle, night: 0, epoch, seconds: 30 * tick, stage, ach, na, gates });
  const fall = 1 / (1 + epoch);
  const losses = {
    WAKE: { reconstruction: near(0.2 * fall, tick), divergence: near(4, tick), reality: near(0.6 * fall, tick) },
    NREM: { nrem: near(0.001 * fall, tick) },
    REM: { adversarial: near(0.7, tick) },
  };
  write({ type: 'losses', v: 1, tick, ...losses[stage] });
  if (cycle % 50 === 0) {
    const areas = Object.fromEntries(['V1', 'V2', 'V4', 'IT'].map((area, i) => [area, near(0.05 / (i + 1), tick)]));
    write({ type: 'activity', v: 1, tick, areas });
  }
  if (tick % ticksPerEpoch === ticksPerEpoch - 1) {
    const accuracies = { trainAccuracy: near(0.5, 0), testAccuracy: near(0.5, 0), ridgeAccuracy: near(0.5, 0) };
    write({ type: 'probe', v: 1, tick, probe: 'readout', epoch: epoch + 1, ...accuracies, testImages: 10_000 });
  }
}
write({ type: 'finished', v: 1, tick: ticks - 1, epoch: Math.floor(ticks / ticksPerEpoch) });
writeSync(log, text);
closeSync(log);
const manifest = join(folder, 'run.json');
const content = JSON.parse(readFileSync(manifest, 'utf8'));
writeFileSync(manifest, JSON.stringify({ ...content, status: 'finished', totalTicks: ticks }));
process.stdout.write(`${folder}: ${ticks} ticks\n`);
