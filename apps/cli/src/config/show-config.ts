import type { Output } from '../output.ts';
import { createPaint } from '../terminal/paint.ts';
import { shorten } from '../terminal/shorten.ts';
import { formatTable } from '../terminal/table.ts';
import { valueAt, type ConfigLayer } from './config-layer.ts';
import { resolveLayers } from './resolve-layers.ts';

/** Prints every value of a configuration with its origin; with --json also the whole configuration as it nests. */
export function showConfig(layers: readonly ConfigLayer[], output: Output): void {
  const { config, origins } = resolveLayers(layers);
  const paint = createPaint(output.color);
  const rows = [...origins].map(([path, origin]) => [path, shorten(JSON.stringify(valueAt(config, path))), origin]);
  const lines = formatTable([['key', 'value', 'from'], ...rows]).split('\n');
  output.result(
    lines
      .map((line, i) => (i === 0 ? paint.bold(line) : line.endsWith(' default') ? paint.dim(line) : line))
      .join('\n'),
  );
  output.resultJson('config', { config, origins: Object.fromEntries(origins) });
}
