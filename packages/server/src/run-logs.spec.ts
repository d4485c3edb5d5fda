import { appendFileSync, mkdtempSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, describe, it } from 'vitest';
import { createRunHeads } from './run-heads.ts';
import { createRunLogs, type RunLogs } from './run-logs.ts';
import { openRunsFolder } from './runs-folder.ts';
import { eventsOf, linesOf, writeRun } from './test-data/written-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'oneiros-logs-'));
const logOf = (id: string): string => join(folder, id, 'events.jsonl');
/** Three pieces of a MiB and something. */
const ticks = 15_000;
writeRun(join(folder, 'long'), { ticks: 1 });
appendFileSync(logOf('long'), linesOf(Array.from({ length: ticks - 1 }, (_, i) => eventsOf(i + 1)).flat()));
writeRun(join(folder, 'short'), { ticks: 3 });
writeRun(join(folder, 'none'), { ticks: 0 });

const openLogs = (): RunLogs => {
  const runs = openRunsFolder(folder);
  return createRunLogs({ runs, heads: createRunHeads(runs) });
};

describe('the logs of runs', () => {
  it('are read ahead to their end', async () => {
    const logs = openLogs();
    expect(await logs.readAhead('long')).toBe(statSync(logOf('long')).size);
    expect(logs.logOf('long').timeline().ticks).toBe(ticks);
    logs.close();
  });

  it('are whole for whoever asks while they are read ahead', async () => {
    const logs = openLogs();
    const ahead = logs.readAhead('long');
    expect(logs.logOf('long').timeline().ticks).toBe(ticks);
    expect(await ahead).toBeLessThanOrEqual(1 << 20);
    logs.close();
  });

  it('are read no further once they are closed', async () => {
    const logs = openLogs();
    const ahead = logs.readAhead('long');
    logs.close();
    expect(await ahead).toBeLessThanOrEqual(1 << 20);
  });

  it('tell which was written to last', () => {
    const heads = createRunHeads(openRunsFolder(folder));
    utimesSync(logOf('short'), 1, 2e9);
    expect(heads.latest()).toBe('short');
    utimesSync(logOf('long'), 1, 3e9);
    expect(heads.latest()).toBe('long');
  });
});
