import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScheduleInvalidError } from '@oneiros/conductor';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../errors.ts';
import type { Output } from '../output.ts';
import { previewSchedule, type PreviewOptions } from './preview.ts';

interface Printed {
  readonly text: string;
  readonly json: Record<string, unknown>;
}

/** Runs the command against an output that writes into memory. */
async function preview(file: string | undefined, options: PreviewOptions = {}, asJson = false): Promise<Printed> {
  const lines: string[] = [];
  let json = {};
  const output: Output = {
    json: asJson,
    quiet: false,
    verbose: false,
    color: false,
    errorColor: false,
    interactive: false,
    result: (text) => void (asJson || lines.push(text)),
    resultJson: (_, value) => void (asJson && (json = value)),
    note: () => {},
    detail: () => {},
    warn: () => {},
  };
  await previewSchedule(file, { columns: 80, ...options }, output);
  return { text: lines.join('\n'), json };
}

describe('oneiros schedule preview', () => {
  it("draws eight cycles of the paper's schedule", async () => {
    const { text } = await preview(undefined);
    expect(text).toContain('paper: ticks 0 to 23');
    expect(text).toContain(`  WAKE ┤${'███      '.repeat(8).trimEnd()}`);
    expect(text).toMatch(/REM +8 +33\.3 %/);
    expect(text).toContain('learning, in mini-batches: Wake 8, NREM 8, REM 8');
  });

  it('draws a day with its night, or the night alone', async () => {
    expect((await preview(undefined, { preset: 'nights' })).text).toContain('24 h 00 min of simulated time');
    const { text } = await preview(undefined, { preset: 'nights', from: 231 });
    expect(text).toContain('ticks 231 to 359');
    expect(text).not.toContain('WAKE');
  });

  it('prints schedule, summary and states for machines', async () => {
    const { text, json } = await preview(undefined, { ticks: 4 }, true);
    expect(text).toBe('');
    expect(json).toMatchObject({ schedule: { kind: 'cycle' }, summary: { ticks: 4 } });
    expect((json['states'] as { stage: string }[]).map(({ stage }) => stage)).toEqual(['WAKE', 'NREM', 'REM', 'WAKE']);
  });

  it('reads a schedule from a file, and names what is wrong in it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'oneiros-preview-'));
    const file = join(folder, 'mine.yaml');
    try {
      await writeFile(file, 'kind: cycle\norder: [wake, rem]\ngates: { mode: graded }\n');
      const { text } = await preview(file, { ticks: 4, ascii: true });
      expect(text).toContain('graded gates, w = 0.08');
      expect(text).not.toMatch(/[┤⠉█]/);
      await writeFile(file, 'kind: cycle\nordre: [wake]\n');
      await expect(preview(file)).rejects.toThrow(ScheduleInvalidError);
      await expect(preview(file)).rejects.toThrow('mine.yaml:2:1');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('refuses a file with a preset, and ticks that are not there', async () => {
    await expect(preview('a.yaml', { preset: 'paper' })).rejects.toThrow(UsageError);
    await expect(preview(undefined, { preset: 'nights', from: 360 })).rejects.toThrow('0 to 359, got 360');
    await expect(preview(undefined, { ticks: 2_000_000 })).rejects.toThrow(UsageError);
  });
});
