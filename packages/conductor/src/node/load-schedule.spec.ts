import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScheduleUnreadableError } from '../errors.ts';
import { loadSchedule } from './load-schedule.ts';

describe('loading a schedule', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'oneiros-schedule-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads YAML from a file', async () => {
    const path = join(folder, 'nights.yaml');
    await writeFile(path, '# a short night\nkind: nights\ncyclesPerNight: 2\n');
    expect(await loadSchedule(path)).toMatchObject({ kind: 'nights', cyclesPerNight: 2, nights: 1 });
  });

  it('names file, line and column of what is wrong', async () => {
    const path = join(folder, 'wrong.yaml');
    await writeFile(path, 'kind: nights\ncyclesPerNihgt: 2\n');
    await expect(loadSchedule(path)).rejects.toThrow(`${path}:2:1: cyclesPerNihgt: unknown key`);
  });

  it('says which file cannot be read', async () => {
    await expect(loadSchedule(join(folder, 'none.yaml'))).rejects.toThrow(ScheduleUnreadableError);
    await expect(loadSchedule(join(folder, 'none.yaml'))).rejects.toThrow('none.yaml');
  });
});
