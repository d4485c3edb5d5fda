import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createWorkspace, jsonOf, oneiros } from './oneiros.ts';

const workspace = createWorkspace();
afterAll(() => workspace.remove());

/** A folder with a project file. */
function project(yaml: string): string {
  const cwd = mkdtempSync(join(workspace.path, 'project-'));
  writeFileSync(join(cwd, 'oneiros.yaml'), yaml);
  return cwd;
}

interface Shown {
  config: { seed: number; batchSize: number; wakeNoise: number; plasticity: { learningRate: number } };
  origins: Record<string, string>;
}

async function show(args: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<Shown> {
  const finished = await oneiros(['config', 'show', '--json', ...args], { cwd, env });
  expect(finished.code, finished.stderr).toBe(0);
  return jsonOf(finished) as unknown as Shown;
}

describe('config show', () => {
  it('lets flags win over the environment, that over the project file, that over the defaults, and says so', async () => {
    const cwd = project('seed: 2\nbatchSize: 16\nplasticity: { learningRate: 0.001 }\n');
    const env = { ONEIROS_SEED: '3', ONEIROS_PLASTICITY__LEARNING_RATE: '2e-3' };
    const { config, origins } = await show(['--seed', '4'], cwd, env);
    expect(config).toMatchObject({ seed: 4, batchSize: 16, plasticity: { learningRate: 2e-3 } });
    expect(origins).toMatchObject({
      seed: '--seed',
      batchSize: 'oneiros.yaml',
      'plasticity.learningRate': 'ONEIROS_PLASTICITY__LEARNING_RATE',
      'plasticity.beta1': 'default',
    });
  });

  it('lets a condition bring its values along, under what is written beside it', async () => {
    const cwd = project('condition: no-rem\n');
    const plain = await show([], cwd);
    expect(plain.config.wakeNoise).toBe(0.5);
    expect(plain.origins['wakeNoise']).toBe('condition no-rem (oneiros.yaml)');
    const changed = await show(['--condition', 'pad', '--set', 'wakeNoise=0.1'], cwd);
    expect(changed.config.wakeNoise).toBe(0.1);
    expect(changed.origins).toMatchObject({ wakeNoise: '--set wakeNoise', condition: '--condition' });
  });

  it('reads what --set is given as YAML, exponents included', async () => {
    const sets = ['--set', 'plasticity.learningRate=1e-3', '--set', 'occlusion.tileSidePx=[2, 4]'];
    expect((await show(sets, workspace.path)).config).toMatchObject({
      plasticity: { learningRate: 1e-3 },
      occlusion: { tileSidePx: [2, 4] },
    });
  });

  it('prints a table for people', async () => {
    const { stdout } = await oneiros(['config', 'show', '--seed', '9'], { cwd: workspace.path });
    expect(stdout).toMatch(/^seed +9 +--seed$/m);
  });
});

describe('a configuration that cannot be', () => {
  const cases: readonly [string, readonly string[], Record<string, string>, string, RegExp][] = [
    [
      'an unknown key of --set',
      ['--set', 'plasticity.learnigRate=1'],
      {},
      '',
      /from --set.*plasticity\.learningRate\?/,
    ],
    [
      'an unknown variable',
      [],
      { ONEIROS_PLASTICITY__LEARNIG_RATE: '1' },
      '',
      /from ONEIROS_.*plasticity\.learningRate\?/,
    ],
    ['an unknown key of the file', [], {}, 'batchsize: 3', /from oneiros\.yaml.*batchSize\?/],
    ['a value of the wrong kind', ['--set', 'batchSize=many'], {}, '', /batchSize.*from --set batchSize/],
    ['an unknown condition', ['--condition', 'padd'], {}, '', /condition/],
    ['an assignment without a value', ['--set', 'batchSize'], {}, '', /Expected --set KEY=VALUE/],
    ['a seed that is no number', ['--seed', 'seven'], {}, '', /Expected --seed .* whole number, got "seven"/],
    ['a file that is not there', ['--config', 'night.yaml'], {}, '', /night\.yaml: there is no such file/],
    ['a file that is no YAML', [], {}, 'seed: [1', /oneiros\.yaml.*line 1/s],
    ['a file that holds no keys', [], {}, '- 1', /expected keys and values/],
  ];
  it.each(cases)('%s: exit 2, and why', async (_name, args, env, yaml, message) => {
    const { code, stderr, stdout } = await oneiros(['config', 'show', ...args], { cwd: project(yaml), env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('config schema', () => {
  it('prints a JSON Schema whose properties are those of the configuration', async () => {
    const { stdout } = await oneiros(['config', 'schema'], { cwd: workspace.path });
    expect(JSON.parse(stdout)).toMatchObject({ properties: { plasticity: {}, duration: {}, backend: {} } });
  });
});
