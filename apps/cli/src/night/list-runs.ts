import { listRuns } from '@oneiros/journal';
import type { Output } from '../output.ts';
import { createPaint } from '../terminal/paint.ts';
import { formatTable } from '../terminal/table.ts';

/** Prints one line a run: where, how it stands, how far it came, on what. */
export function printRuns(folder: string, output: Output): void {
  const runs = listRuns(folder).map((run) => ({
    run: run.folder,
    status: run.status,
    ticks: run.manifest.sessions.at(-1)?.toTick ?? null,
    backend: run.manifest.backend.name,
    createdAt: run.manifest.createdAt,
    from: run.manifest.ancestry === null ? null : `${run.manifest.ancestry.run}@${run.manifest.ancestry.tick}`,
  }));
  output.resultJson('runs', { runs });
  if (runs.length === 0) return output.note(`No runs in ${folder}. \`oneiros run --preset demo\` makes one.`);
  const rows = runs.map(({ run, status, ticks, backend, createdAt, from }) => [
    run,
    status,
    String(ticks ?? '-'),
    backend,
    createdAt.slice(0, 16).replace('T', ' '),
    from ?? '',
  ]);
  const table = formatTable([['run', 'status', 'ticks', 'back end', 'made', 'from'], ...rows]).split('\n');
  output.result([createPaint(output.color).bold(table[0]!), ...table.slice(1)].join('\n'));
}
