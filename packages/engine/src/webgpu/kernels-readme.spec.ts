import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import * as kernels from '@oneiros/webgpu-kernels';
import { expect, it } from 'vitest';
import { useWebgpuInTest } from '../testing/webgpu.ts';

const modules: Record<string, object> = { '@tensorflow/tfjs': tf, '@oneiros/webgpu-kernels': kernels };

it('the README of webgpu-kernels shows an example that runs', async ({ skip }) => {
  const found = await useWebgpuInTest();
  if (typeof found === 'string') return skip(found);
  const readme = readFileSync(new URL('../../../webgpu-kernels/README.md', import.meta.url), 'utf8');
  const body = /```ts\n([\s\S]*?)```/
    .exec(readme)![1]!
    .replace(/^import \* as (\w+) from '(.*)';$/gm, "const $1 = modules['$2'];")
    .replace(/^import (\{[^}]*\}) from '(.*)';$/gm, "const $1 = modules['$2'];")
    .replace(/^import '(.*)';$/gm, '');
  await tf.setBackend('cpu');
  await (new Function('modules', `return (async () => { ${body} })()`)(modules) as Promise<void>);
  expect(tf.getBackend()).toBe('webgpu');
  expect((tf.backend() as { adamStep?: unknown }).adamStep).toBeInstanceOf(Function);
});
