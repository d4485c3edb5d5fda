import { existsSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { BackendUnavailableError, selectBackend } from '@oneiros/engine';
import { createScenes } from '@oneiros/senses';
import { createSimulation, resolveConfig, type TickReport } from '@oneiros/simulation';
import { beforeAll, beforeEach, expect, it } from 'vitest';

const swiftShader = '/usr/lib/chromium/vk_swiftshader_icd.json';
const CYCLES = 8;

let lack = '';
beforeAll(async () => {
  if (existsSync(swiftShader)) process.env['VK_ICD_FILENAMES'] ||= swiftShader;
  tf.env().set('IS_TEST', true);
  try {
    await selectBackend({ backend: 'webgpu' });
  } catch (error) {
    if (!(error instanceof BackendUnavailableError)) throw error;
    lack = `webgpu does not load: ${error.reason}`;
  }
});
beforeEach(({ skip }) => skip(lack !== '', lack));

/** Reads from the GPU so far. */
const readbacks = (): number => (tf.backend() as tf.KernelBackend & { readbacks: number }).readbacks;

/** Losses that a tick writes to the log. */
const lossesOf = ({ events }: TickReport): number =>
  events.reduce((sum, event) => {
    if (event.type !== 'losses') return sum;
    return sum + Object.keys(event).filter((key) => !['type', 'v', 'tick'].includes(key)).length;
  }, 0);

it(
  'a life on webgpu reads back its losses, and nothing else in a tick that looks at nothing',
  { timeout: 300_000 },
  () => {
    const config = resolveConfig({
      data: { name: 'scenes', train: 32, test: 8 },
      model: { baseWidth: 4, latentSize: 8 },
      batchSize: 4,
      duration: { count: CYCLES, unit: 'cycles' },
      probes: { readoutEveryEpochs: 0, areasEveryCycles: 4 },
      dreams: { everyEpochs: 0 },
    });
    const { seed } = config.data;
    const simulation = createSimulation({ config, images: createScenes({ seed, train: 32, test: 8 }) });
    const looked: string[] = [];
    for (let tick = 0; tick < 3 * CYCLES; tick += 1) {
      const before = readbacks();
      const report = simulation.advance();
      const others = report.events.map(({ type }) => type).filter((type) => type !== 'state' && type !== 'losses');
      looked.push(...others);
      if (others.length === 0) expect(readbacks() - before, `tick ${tick}`).toBe(lossesOf(report));
    }
    simulation.dispose();
    // Twice in eight cycles somebody looked at areas; all other ticks were counted above.
    expect(looked.filter((type) => type === 'activity')).toHaveLength(6);
  },
);
