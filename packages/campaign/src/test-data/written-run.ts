import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRun, openEventLog, type RunStatus } from '@oneiros/journal';
import { resolveConfig, type OneirosEvent, type RunConfigInput } from '@oneiros/simulation';

export interface WrittenRun {
  readonly config: RunConfigInput;
  readonly status?: RunStatus;
  /** Accuracies of the readout after epoch 1, 2, ... */
  readonly readouts?: readonly number[];
  /** Reconstruction losses, one for each epoch. */
  readonly losses?: readonly number[];
  readonly testImages?: number;
}

/** A run directory as a run of so many epochs leaves it, without the hours that it takes. */
export function writeRun(folder: string, written: WrittenRun): string {
  const { status = 'finished', readouts = [], losses = [], testImages = 10_000 } = written;
  const environment = { backend: { name: 'cpu', threads: 1 }, oneiros: '0.1.0' };
  createRun(folder, { config: resolveConfig(written.config), environment }).release();
  const log = openEventLog(join(folder, 'events.jsonl'), 0);
  const header = { v: 1 } as const;
  const gates = { discriminator: 1, target: 1, sign: 1, nrem: 0, connected: true };
  for (const [tick, reconstruction] of losses.entries()) {
    const state = { cycle: tick, night: 0, epoch: tick, seconds: tick, stage: 'WAKE', ach: 1, na: 1, gates };
    log.append([
      { type: 'state', ...header, tick, ...state },
      { type: 'losses', ...header, tick, reconstruction },
    ]);
  }
  const probes = readouts.map((testAccuracy, i): OneirosEvent => {
    const accuracies = { trainAccuracy: testAccuracy, testAccuracy, ridgeAccuracy: testAccuracy / 2 };
    return {
      type: 'probe',
      ...header,
      tick: 10 * (i + 1) - 1,
      probe: 'readout',
      epoch: i + 1,
      ...accuracies,
      testImages,
    };
  });
  log.append(probes);
  log.close();
  const manifest = join(folder, 'run.json');
  const content = JSON.parse(readFileSync(manifest, 'utf8')) as object;
  writeFileSync(manifest, JSON.stringify({ ...content, status, totalTicks: 30 }));
  return folder;
}
