import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import * as engine from './index.ts';

const modules: Record<string, object> = { '@tensorflow/tfjs': tf, '@oneiros/engine': engine };

describe('the README', () => {
  it('shows an example that gives what its comment says', async () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const example = /```ts\n([\s\S]*?)```/.exec(readme)![1]!;
    const promised = /\/\/ ([\d, ]+)\n/.exec(example)![1]!;
    const body = example
      .replace(/^import \* as (\w+) from '(.*)';$/gm, "const $1 = modules['$2'];")
      .replace(/^import (\{[^}]*\}) from '(.*)';$/gm, "const $1 = modules['$2'];");
    const run = new Function('modules', `return (async () => { ${body}; return { report, sums }; })()`);
    const { report, sums } = (await run(modules)) as { report: engine.BackendReport; sums: Float32Array };
    expect([...sums].join(', ')).toBe(promised);
    expect(report).toMatchObject({ name: 'onednn', threads: 2, warnings: [] });
  });
});
