import type { Hypnogram, RunStage } from '../stages.ts';
import { epochsOf } from './epochs-of.ts';
import type { ExportFormat } from './formats.ts';
import { writeEdf } from './write-edf.ts';

/** YASA's numbers. */
const values: Readonly<Record<RunStage, number>> = {
  UNS: -2,
  ART: -1,
  WAKE: 0,
  N1: 1,
  N2: 2,
  NREM: 2,
  N3: 3,
  REM: 4,
};

/**
 * Writes a hypnogram as BIDS events or YASA's csv (a row an epoch), YASA's JSON, or the annotations of an EDF+ file,
 * which alone keeps runs that are no whole epochs; elsewhere an epoch has the stage that takes most of it.
 * YASA's csv does not say how long an epoch is.
 * @throws HypnogramTooLongError above ten million epochs.
 */
export function exportHypnogram(hypnogram: Hypnogram, format: ExportFormat): Uint8Array {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  switch (format) {
    case 'edf':
      return writeEdf(hypnogram);
    case 'bids':
      return encode(bidsEvents(hypnogram));
    case 'yasa-csv':
      return encode(rows('Epoch,Stage', hypnogram, (stage, epoch) => `${epoch},${stage}`));
    case 'json':
      return encode(`${JSON.stringify(yasaDictionary(hypnogram), null, 2)}\n`);
    default:
      return format satisfies never;
  }
}

function rows(header: string, hypnogram: Hypnogram, row: (stage: RunStage, epoch: number) => string): string {
  let epoch = 0;
  const lines = [header];
  for (const stage of epochsOf(hypnogram)) lines.push(row(stage, epoch++));
  return `${lines.join('\n')}\n`;
}

/** @source bids-specification.readthedocs.io, task events; the columns are those of YASA's `as_events` */
function bidsEvents(hypnogram: Hypnogram): string {
  const { epochSeconds } = hypnogram;
  return rows('onset\tduration\tvalue\tdescription', hypnogram, (stage, epoch) =>
    [epoch * epochSeconds, epochSeconds, values[stage], stage].join('\t'),
  );
}

/** As YASA's `from_json` wants it: three stages where NREM is not divided, else five. */
function yasaDictionary(hypnogram: Hypnogram): object {
  const { runs, epochSeconds, start } = hypnogram;
  return {
    values: [...epochsOf(hypnogram)],
    n_stages: runs.some(({ stage }) => stage === 'NREM') ? 3 : 5,
    freq: `${epochSeconds}s`,
    start: start ?? null,
    scorer: null,
    proba: null,
  };
}
