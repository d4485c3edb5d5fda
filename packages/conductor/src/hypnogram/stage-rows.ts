import type { Stage } from '../brain-state.ts';
import { statesOfPart, type PlotColumns } from './plot-columns.ts';

/** Top to bottom: Wake, then REM, then deeper and deeper; stages of other names come last, as they first occur. */
const ORDER: readonly Stage[] = ['WAKE', 'QUIET', 'REM', 'NREM', 'N1', 'N2', 'N3', 'ART', 'UNS'];

const SHARES = { unicode: ' ▁▂▃▄▅▆▇█', ascii: ' .:-=+*%#' };

/** Stages in the order of rows, each once. */
export function stagesInOrder(stages: readonly Stage[]): readonly Stage[] {
  const rank = (stage: Stage): number => (ORDER.includes(stage) ? ORDER.indexOf(stage) : ORDER.length);
  return [...new Set(stages)].sort((a, b) => rank(a) - rank(b));
}

/** The stages that occur, in the order of the rows. */
export const stagesFromTop = ({ states }: PlotColumns): readonly Stage[] =>
  stagesInOrder(states.map(({ stage }) => stage));

/** One row of the hypnogram: how much of each column is spent in the stage, in eighths; anything above none is seen. */
export function drawStageRow(stage: Stage, columns: PlotColumns, unicode: boolean): string {
  const shares = unicode ? SHARES.unicode : SHARES.ascii;
  return Array.from({ length: columns.width }, (_, column) => {
    const states = statesOfPart(columns, column, columns.width);
    const share = states.filter((state) => state.stage === stage).length / states.length;
    return shares[Math.ceil(share * 8)]!;
  }).join('');
}
