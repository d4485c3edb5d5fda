import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import * as random from '@oneiros/random';
import { beforeAll, describe, expect, it } from 'vitest';
import * as cortex from './index.ts';
import * as testKit from './test-kit.ts';

const modules: Record<string, object> = {
  '@tensorflow/tfjs': tf,
  '@oneiros/random': random,
  '@oneiros/cortex': cortex,
  '@oneiros/cortex/test-kit': testKit,
};
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, example]) => example!);

/** Runs an example with the modules it imports; `names` are returned. */
function run(example: string, names: string[]): Record<string, unknown> {
  const body = example
    .replace(/^import \* as (\w+) from '(.*)';$/gm, "const $1 = modules['$2'];")
    .replace(/^import (\{[^}]*\}) from '(.*)';$/gm, "const $1 = modules['$2'];");
  return new Function('modules', `${body}; return { ${names.join(', ')} };`)(modules) as Record<string, unknown>;
}

describe('the README', () => {
  beforeAll(async () => void (await tf.setBackend('cpu')));

  it('lives through Wake, NREM and REM as it says', () => {
    const { losses } = run(examples[0]!, ['losses']) as { losses: Record<string, number>[] };
    expect(losses.map((loss) => Object.keys(loss))).toEqual([
      ['reconstruction', 'divergence', 'reality'],
      ['nrem'],
      ['adversarial'],
    ]);
  });

  it('tests an area alone in five lines', () => {
    expect(
      examples[1]!.split('\n').filter((line) => line.trim() !== '' && !/^import|^} from|^ {2}\w+,$/.test(line)),
    ).toHaveLength(5);
    run(examples[1]!, []);
  });
});
