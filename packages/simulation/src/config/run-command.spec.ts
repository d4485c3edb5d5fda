import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { resolveConfig } from './resolve-config.ts';
import { runCommand } from './run-command.ts';
import type { RunConfigInput } from './run-config.ts';

/** The words that a shell makes of a command. */
const wordsOf = (command: string): string[] =>
  execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

/** The configuration that `oneiros run` would make of these words: the layers of its flags. */
function configOf(command: string): unknown {
  const words = wordsOf(command);
  expect(words.splice(0, 2)).toEqual(['oneiros', 'run']);
  const layers: object[] = [];
  while (words.length > 0) {
    const [flag, value] = words.splice(0, 2) as [string, string];
    if (flag === '--condition') layers.push({ condition: value });
    else if (flag === '--seed') layers.push({ seed: Number(value) });
    else {
      expect(flag).toBe('--set');
      const [, path, text] = /^([\w.]+)=(.*)$/s.exec(value)!;
      layers.push(path!.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), parse(text!)) as object);
    }
  }
  return resolveConfig(...layers);
}

const configs: RunConfigInput[] = [
  {},
  { condition: 'no-rem', seed: 7 },
  { data: { name: 'cifar10', folder: "/data/it's here $HOME", train: 1000 }, duration: { count: 3, unit: 'epochs' } },
  { occlusion: { tileSidePx: [4, 4] }, plasticity: { learningRate: 1e-7 }, seeds: { noise: 3 } },
  { probes: { at: [{ probe: 'geometry', everyEpochs: 5, options: { classes: [0, 1] } }] } },
  { schedule: { kind: 'nights' } },
  { data: { name: 'folder', folder: 'null' }, condition: 'wake-only' },
];

describe('the command of a run', () => {
  it.each(configs.map((config) => [JSON.stringify(config), config] as const))('makes it again: %s', (_name, config) => {
    const resolved = resolveConfig(config);
    expect(configOf(runCommand(resolved, { folder: 'name' }))).toEqual(resolved);
  });

  it('names the condition, the seed and what differs from its defaults', () => {
    const config = resolveConfig({ condition: 'no-rem', seed: 7, occlusion: { tileSidePx: [2, 4] } });
    expect(runCommand(config)).toBe("oneiros run --condition no-rem --seed 7 --set 'occlusion.tileSidePx=[2,4]'");
  });

  it('says little where little is changed', () => {
    expect(runCommand(resolveConfig({}))).toBe('oneiros run --seed 1');
  });

  it('starts a fork from the brain that it had, with what was changed', () => {
    const config = resolveConfig({ objectives: { adversarial: 0 } });
    const origin = { run: '/runs/pad-1', tick: 300, changed: ['objectives.adversarial'] };
    expect(runCommand(config, { folder: 'fork', origin })).toBe(
      'oneiros run --from /runs/pad-1@300 --set objectives.adversarial=0',
    );
  });

  it('names the configuration where it would be too long', () => {
    const runs = Array.from({ length: 200 }, (_, i) => [i % 2 === 0 ? 'WAKE' : 'NREM', 300 + i]);
    const source = { hypnogram: { name: 'x', epochSeconds: 30, runs, fill: 'wake' } };
    const config = resolveConfig({ schedule: { kind: 'life', source } as never });
    expect(runCommand(config, { folder: 'nights/x' })).toBe('oneiros run --config nights/x/config.yaml');
    expect(configOf(runCommand(config))).toEqual(config);
  });
});
