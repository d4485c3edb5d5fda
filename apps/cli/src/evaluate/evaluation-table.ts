import type { Evaluation } from '@oneiros/journal';
import { probeOf } from '@oneiros/simulation';
import type { Output } from '../output.ts';
import { formatDuration } from '../terminal/duration.ts';
import { createPaint } from '../terminal/paint.ts';
import { formatTable } from '../terminal/table.ts';

/** One line an evaluation, by tick, for people. */
export function printEvaluations(evaluations: readonly Evaluation[], output: Output): void {
  if (evaluations.length === 0) return;
  const rows = [...evaluations]
    .sort((a, b) => a.tick - b.tick)
    .map(({ tick, epoch, probe, result, seconds }) => [
      ...[String(tick), String(epoch), probe],
      probeOf(probe).summary(result),
      formatDuration(seconds),
    ]);
  const lines = formatTable(
    [['tick', 'epoch', 'probe', 'result', 'took'], ...rows],
    ['right', 'right', 'left', 'left', 'right'],
  ).split('\n');
  output.result([createPaint(output.color).bold(lines[0]!), ...lines.slice(1)].join('\n'));
}
