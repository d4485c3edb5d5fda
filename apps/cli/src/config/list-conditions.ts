import { conditionNames, conditionSummaries } from '@oneiros/simulation/config';
import type { Output } from '../output.ts';
import { formatTable } from '../terminal/table.ts';

/** Prints what `--condition` takes, and what differs from PAD in each. */
export function listConditions(output: Output): void {
  const conditions = conditionNames.map((name) => ({ name, differs: conditionSummaries[name] }));
  output.result(formatTable([['condition', 'what differs from PAD'], ...conditions.map(Object.values<string>)]));
  output.resultJson('conditions', { conditions });
}
