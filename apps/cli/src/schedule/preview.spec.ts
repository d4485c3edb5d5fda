import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScheduleInvalidError, sleepModelNames } from '@oneiros/conductor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../errors.ts';
import { previewSchedule, type PreviewOptions } from './preview.ts';
import { createRecording } from './test-support/recording-output.ts';

interface Printed {
  readonly text: string;
  readonly json: Record<string, unknown>;
}

/** Runs the command against an output that writes into memory. */
async function preview(target: string, options: PreviewOptions = {}, asJson = false): Promise<Printed> {
  const { output, text, json } = createRecording(asJson);
  await previewSchedule(target, { columns: 80, ...options }, output);
  return { text: text(), json: json() };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oneiros-preview-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('oneiros schedule preview of ticks', () => {
  it("draws eight cycles of the paper's schedule", async () => {
    const { text } = await preview('pad-original');
    expect(text).toContain('pad-original: ticks 0 to 23');
    expect(text).toContain(`  WAKE ┤${'███      '.repeat(8).trimEnd()}`);
    expect(text).toMatch(/REM +8 +33\.3 %/);
    expect(text).toContain('learning, in mini-batches: Wake 8, NREM 8, REM 8');
  });

  it('draws a day with its night, or the night alone', async () => {
    expect((await preview('nights')).text).toContain('24 h 00 min of simulated time');
    const { text } = await preview('nights', { from: 231 });
    expect(text).toContain('ticks 231 to 359');
    expect(text).not.toContain('WAKE');
  });

  it('prints schedule, summary and states for machines', async () => {
    const { text, json } = await preview('pad-original', { ticks: 4 }, true);
    expect(text).toBe('');
    expect(json).toMatchObject({ schedule: { kind: 'cycle' }, summary: { ticks: 4 } });
    expect((json['states'] as { stage: string }[]).map(({ stage }) => stage)).toEqual(['WAKE', 'NREM', 'REM', 'WAKE']);
  });

  it('reads a schedule from a file, and names what is wrong in it', async () => {
    const file = join(folder, 'mine.yaml');
    await writeFile(file, 'kind: cycle\norder: [wake, rem]\ngates: { mode: graded }\n');
    const { text } = await preview(file, { ticks: 4, ascii: true });
    expect(text).toContain('graded gates, w = 0.08');
    expect(text).not.toMatch(/[┤⠉█]/);
    await writeFile(file, 'kind: cycle\nordre: [wake]\n');
    await expect(preview(file)).rejects.toThrow(ScheduleInvalidError);
    await expect(preview(file)).rejects.toThrow('mine.yaml:2:1');
  });

  it('refuses ticks that are not there, and options of the other kind', async () => {
    await expect(preview('nights', { from: 360 })).rejects.toThrow('0 to 359, got 360');
    await expect(preview('pad-original', { ticks: 2_000_000 })).rejects.toThrow(UsageError);
    await expect(preview('nights', { days: 1 })).rejects.toThrow('it takes --from and --ticks');
    await expect(preview('adult', { ticks: 1 })).rejects.toThrow('it takes --days');
  });

  it('knows the name that was meant', async () => {
    await expect(preview('adutl')).rejects.toThrow('did you mean "adult"?');
    await expect(preview('xyzzyxyzzy.csv')).rejects.toThrow('there is no such file');
  });
});

describe('oneiros schedule preview of days', () => {
  it('draws the first night of a preset with both levels, and tells what they are worth', async () => {
    const { text } = await preview('adult');
    // TIB of the preset: 15 + 452 + 21 + 5 = 493 min
    expect(text).toContain('adult: the first of 5 nights, 8 h 13 min');
    expect(text).toMatch(/^ ACh 1 ┤/m);
    expect(text).toMatch(/^REM +1 h 48 min +21\.9 % +5 +0\.9\d +0\.0\d$/m);
    expect(text).toContain('PAD gives no numbers for ACh and NA');
    expect(text).toContain('"NA low in NREM" holds for');
    expect(text).toContain('the exact numbers are ours');
  });

  it('draws whole days, no more than the schedule has', async () => {
    expect((await preview('newborn', { days: 2 })).text).toContain('newborn: 2 of 5 days, 48 h 00 min');
    await expect(preview('adult', { days: 6 })).rejects.toThrow('--days of at most 5, got 6');
  });

  it.each(sleepModelNames)('draws a night or a day of %s and says what stands in', async (model) => {
    const { text } = await preview(model);
    expect(text).toContain('WAKE ┤');
    expect(text).toContain('Stand-in or changed:');
  });

  it('counts what was done to a night', async () => {
    const file = join(folder, 'deprived.yaml');
    await writeFile(file, 'kind: life\nmanipulations: [{ kind: rem-deprivation }]\n');
    const { text } = await preview(file);
    expect(text).toMatch(/^rem-awakening: \d+$/m);
    expect(text).toContain('calibrated caricatures, not predictions');
  });

  it('gives runs and evenly spaced levels to machines', async () => {
    const { json } = await preview('adult', {}, true);
    const { runs, part, levels } = json as {
      runs: { stage: string; seconds: number }[];
      part: { from: number; to: number };
      levels: { stepSeconds: number; ach: number[]; na: number[] };
    };
    const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
    expect(seconds).toBe(493 * 60);
    expect(part).toEqual({ from: 86_400 - seconds, to: 86_400 });
    expect(levels.ach).toHaveLength(Math.ceil(seconds / levels.stepSeconds));
    expect(Math.min(...levels.ach, ...levels.na)).toBeGreaterThanOrEqual(0);
  });

  it('draws hypnogram, levels and caveats as SVG', async () => {
    const svg = join(folder, 'night.svg');
    await preview('adult', { svg });
    const text = await readFile(svg, 'utf8');
    expect(text).toMatch(/^<svg xmlns/);
    for (const name of ['WAKE', 'REM', 'N3', 'ACh', 'NA', 'hours', 'PAD gives no numbers'])
      expect(text).toContain(name);
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
    await preview('pad-original', { svg });
    expect(await readFile(svg, 'utf8')).toContain('NREM');
  });
});
