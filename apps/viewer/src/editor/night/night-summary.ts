import { clockText } from '../model/clock.ts';
import type { Preview } from '../review/preview.ts';
import { stageName } from './stage-names.ts';
import type { TableData } from '../../ui/DataTable.tsx';

const share = (learning: Preview['learning'], key: keyof Preview['learning']): string => {
  const all = learning.wake + learning.nrem + learning.rem;
  return `${Math.round((100 * learning[key]) / all)} %`;
};

/** What a schedule comes to, in sentences. */
export function previewSummary(preview: Preview): string {
  const { statistics, learning, ticks, interventions, kind } = preview;
  const sentences: string[] = [];
  if (statistics !== null && kind !== 'cycle') {
    const rem = statistics.Lat_REM_sleep_onset;
    sentences.push(
      `${clockText(statistics.TST * 60)} of sleep in ${clockText(statistics.TIB * 60)}, ${percent(statistics['%REM'])} of it REM` +
        (rem === null ? ', of which there is none.' : `, the first ${clockText(rem * 60)} after sleep onset.`),
    );
  }
  if (interventions.length > 0)
    sentences.push(`${interventions.length} ${interventions.length === 1 ? 'intervention' : 'interventions'}.`);
  const total = Number.isFinite(ticks.total) ? `${ticks.total.toLocaleString('en')} in all` : 'without end';
  sentences.push(
    `${ticks.period.toLocaleString('en')} mini-batches a ${kind === 'cycle' ? 'cycle' : 'day'}, ${total}: Wake teaches ${share(learning, 'wake')}, NREM ${share(learning, 'nrem')}, REM ${share(learning, 'rem')}.`,
  );
  return sentences.join(' ');
}

const percent = (value: number | null | undefined): string => `${Math.round((value ?? 0) * 10) / 10} %`;

/** Levels and gates, one row a tick. */
export function gatesTable({ gates }: Preview): TableData {
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  return {
    columns: ['start', 'seconds', 'discriminator gate', 'target', 'feedback', 'NREM gate'],
    rows: Array.from(gates.discriminator, (gate, tick) => {
      const target = gates.target[tick]!;
      const start = gates.starts[tick]!;
      return [
        ...[clockText(start), round(gates.starts[tick + 1]! - start), round(gate), round(target)],
        ...[round(gate * (2 * target - 1)), round(1 - gate)],
      ];
    }),
  };
}

/** The same as CSV, and the stages lived, with every digit. */
export function previewCsv({ gates, runs }: Preview): string {
  const lines = ['part,start_s,duration_s,stage,discriminator,target,feedback,nrem'];
  let start = 0;
  for (const { stage, seconds } of runs) {
    lines.push(`stage,${start},${seconds},${stageName(stage)},,,,`);
    start += seconds;
  }
  gates.discriminator.forEach((gate, tick) => {
    const target = gates.target[tick]!;
    const from = gates.starts[tick]!;
    lines.push(
      `tick,${from},${gates.starts[tick + 1]! - from},,${gate},${target},${gate * (2 * target - 1)},${1 - gate}`,
    );
  });
  return `${lines.join('\n')}\n`;
}
