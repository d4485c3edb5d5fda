import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRun, openEventLog, writeSafetensors, type RunStatus } from '@oneiros/journal';
import { dreamFile, resolveConfig, type OneirosEvent, type RunConfigInput } from '@oneiros/simulation';

export interface WrittenRun {
  readonly ticks?: number;
  readonly status?: RunStatus;
  readonly config?: RunConfigInput;
  /** Ticks at whose end dreams are kept. */
  readonly dreams?: readonly number[];
}

/** A run directory as a run of so many ticks leaves it, without the hours that it takes. */
export function writeRun(
  folder: string,
  { ticks = 6, status = 'finished', config = {}, dreams = [] }: WrittenRun = {},
): string {
  const environment = { backend: { name: 'cpu', threads: 1 }, oneiros: '0.1.0' };
  mkdirSync(join(folder, '..'), { recursive: true });
  createRun(folder, { config: resolveConfig(config), environment }).release();
  const log = openEventLog(join(folder, 'events.jsonl'), 0);
  for (let tick = 0; tick < ticks; tick++)
    log.append([...eventsOf(tick), ...(dreams.includes(tick) ? [dreamOf(tick)] : [])]);
  log.close();
  for (const tick of dreams) {
    const pictures = { dtype: 'U8', shape: [1, 1, 1, 1], data: Uint8Array.of(tick) } as const;
    writeSafetensors(join(folder, dreamFile(tick + 1)), new Map([['seen', pictures]]));
  }
  const manifest = join(folder, 'run.json');
  const content = JSON.parse(readFileSync(manifest, 'utf8')) as object;
  writeFileSync(manifest, JSON.stringify({ ...content, status, totalTicks: ticks }));
  return folder;
}

/** What a tick of the cycle schedule writes. */
export function eventsOf(tick: number): OneirosEvent[] {
  const stage = ['WAKE', 'NREM', 'REM'][tick % 3]!;
  const gates = { discriminator: 1, target: 1, sign: 1, nrem: 0, connected: stage === 'WAKE' };
  const cycle = Math.floor(tick / 3);
  return [
    { type: 'state', v: 1, tick, cycle, night: 0, epoch: 0, seconds: 30 * tick, stage, ach: 1, na: 1, gates },
    { type: 'losses', v: 1, tick, reconstruction: 1 / (tick + 1) },
  ];
}

const dreamOf = (tick: number): OneirosEvent => ({
  type: 'dream',
  v: 1,
  tick,
  epoch: 0,
  images: 1,
  file: dreamFile(tick + 1),
});

export const linesOf = (events: readonly OneirosEvent[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');

/** A page as a build leaves it. */
export function writeSite(folder: string): string {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html>\n<html>\n  <head>\n    <title>Oneiros</title>\n  </head>\n</html>\n',
  );
  writeFileSync(join(folder, 'assets', 'main-1a2b.js'), 'export {};\n');
  return folder;
}
