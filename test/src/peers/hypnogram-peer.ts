import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  compareHypnograms,
  exportFormats,
  exportHypnogram,
  importHypnogram,
  sleepStages,
  sleepStatistics,
  transitionCounts,
  type Hypnogram,
  type RunStage,
} from '@oneiros/conductor';
import { createRandomStreams, type RandomStream } from '@oneiros/random';
import { sharedFolder } from '../shared-folder.ts';

const realNights: Readonly<Record<string, string>> = {
  'Sleep-EDF': 'SC4001EC-Hypnogram.edf',
  'YASA 6 h': 'yasa_data_full_6hrs_100Hz_hypno_30s.txt',
  'YASA nap': 'yasa_sub-02_hypno_30s.txt',
  mouse: 'mouse_C57BL6J_01_baseline_24h_4s.csv',
};

const EPOCHS = 960;

/** The nights that are exported: drawn ones always, the real ones where they are. */
function nights(): Record<string, Hypnogram> {
  const streams = createRandomStreams(1);
  const human: readonly RunStage[] = [...sleepStages, 'ART', 'UNS'];
  const drawn = {
    'night A': { ...draw(human, 30, streams.stream('A')), start: '1989-04-24T16:13:00' },
    'night B': { ...draw(human, 30, streams.stream('B')), start: '2031-12-31T23:59:59' },
    rat: draw(['WAKE', 'NREM', 'REM', 'UNS'], 2.5, streams.stream('rat')),
  };
  const real = Object.entries(realNights).flatMap(([name, file]) => {
    const path = join(sharedFolder(), 'hypnograms', file);
    return existsSync(path) ? [[name, importHypnogram(readFileSync(path)).hypnogram] as const] : [];
  });
  return { ...drawn, ...Object.fromEntries(real) };
}

/** Bouts of one to twenty epochs, in any order. */
function draw(stages: readonly RunStage[], epochSeconds: number, random: RandomStream): Hypnogram {
  const runs: { stage: RunStage; seconds: number }[] = [];
  for (let left = EPOCHS; left > 0;) {
    const others = stages.filter((stage) => stage !== runs.at(-1)?.stage);
    const epochs = Math.min(left, 1 + random.integer(20));
    runs.push({ stage: others[random.integer(others.length)]!, seconds: epochs * epochSeconds });
    left -= epochs;
  }
  return { runs, epochSeconds, source: 'drawn' };
}

/** Writes every night in every format, and what we say of it, for `hypnogram_peers.py`. */
export function writeHypnograms(folder: string): void {
  const all = nights();
  const said = Object.entries(all).map(([night, hypnogram]) => {
    for (const format of exportFormats)
      writeFileSync(join(folder, `${night}.${format}`), exportHypnogram(hypnogram, format));
    const { epochSeconds, start } = hypnogram;
    return [
      night,
      {
        epochSeconds,
        start: start ?? null,
        statistics: sleepStatistics(hypnogram),
        transitionCounts: transitionCounts(hypnogram),
      },
    ];
  });
  const pairs = [['night A', 'night B'], ...(all['YASA 6 h'] ? [['night A', 'YASA 6 h']] : [])] as [string, string][];
  const kappas = pairs.map((names) => ({
    nights: names,
    kappa: compareHypnograms(all[names[0]]!, all[names[1]]!).kappa,
  }));
  writeFileSync(join(folder, 'ours.json'), JSON.stringify({ nights: Object.fromEntries(said) as object, kappas }));
}
