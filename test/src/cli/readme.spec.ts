import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSchedule } from '@oneiros/conductor';
import { probeNames, probes } from '@oneiros/simulation';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, jsonOf, oneiros, startOneiros, tiny } from './oneiros.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const workspace = createWorkspace();
const where = { cwd: workspace.path };
afterAll(() => workspace.remove());

/** Lines of the ```sh blocks of a page. */
function commandsIn(page: string): string[] {
  const blocks = readFileSync(join(root, page), 'utf8').matchAll(/^```sh\n(.*?)^```$/gms);
  return [...blocks].flatMap(([, block]) => block!.split('\n')).filter((line) => line !== '');
}

const pages = [
  'README.md',
  'docs/command-line.md',
  'docs/sweeps.md',
  'docs/reproduction.md',
  'docs/metrics.md',
  'docs/schedules.md',
];
const commands = pages.flatMap(commandsIn);
const oneirosCommands = commands.filter((line) => line.startsWith('oneiros ')).map((line) => line.split(' ').slice(1));

/** The run that the pages speak of, stopped after a few ticks. */
const run = 'runs/demo-pad-1';
beforeAll(async () => {
  writeFileSync(join(workspace.path, 'night.yaml'), 'seed: 3\n');
  const child = startOneiros(['run', ...tiny, '--set', 'data.test=40', '--out', run], where);
  const log = join(workspace.path, run, 'events.jsonl');
  while (!(existsSync(log) && readFileSync(log, 'utf8').includes('"tick":3'))) {
    if (child.exitCode !== null) throw new Error((await child.finished).stderr);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  child.kill('SIGINT');
  expect((await child.finished).code).toBe(75);
});

/** What a page shows, made light: new runs are only planned, on a tiny cortex and the embedded images. */
function lighten(args: readonly string[]): string[] {
  if (args[0] !== 'run') return [...args];
  if (args.includes('--from')) return [...args, '--dry-run'];
  if (args.includes('--preset')) return [...args, '--set', 'model.baseWidth=1', '--dry-run'];
  return [...args, ...tiny, '--data', 'scenes', '--dry-run'];
}

/** Ends by itself only where it writes a site. */
const serves = (args: readonly string[]): boolean => args[0] === 'view' && !args.includes('--export');

/** Starts a server, and interrupts it once it has told its address. @returns its exit code */
async function serveForAMoment(args: readonly string[]): Promise<number | null> {
  const child = startOneiros([...args, '--port', '0', '--json'], where);
  child.stdout!.once('data', () => child.kill('SIGINT'));
  return (await child.finished).code;
}

describe('the commands that README and docs show', () => {
  it('are found', () => {
    expect(commands).toContain('npm run night');
    expect(commands).toContain('npm test');
    expect(oneirosCommands.length).toBeGreaterThan(8);
  });

  it.each(oneirosCommands.map((args) => [args.join(' '), args] as const))('oneiros %s', async (_line, args) => {
    if (serves(args)) return expect(await serveForAMoment(args)).toBe(0);
    const { code, stderr } = await oneiros(lighten(args), where);
    expect(code, stderr).toBe(0);
  });

  it('name keys and values that the configuration has', async () => {
    for (const args of oneirosCommands
      .filter(([name]) => name === 'run')
      .filter((words) => !words.includes('--from'))) {
      const { code, stderr } = await oneiros(
        ['config', 'show', ...args.slice(1).filter((word) => word !== '--dry-run')],
        where,
      );
      expect(code, `${args.join(' ')}: ${stderr}`).toBe(0);
    }
  });

  it('are scripts of the repository where they are npm’s', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = commands.flatMap((line) => /^npm (?:run )?(\w+)$/.exec(line)?.[1] ?? []);
    expect(named).toEqual(['night', 'test']);
    for (const name of named) {
      const file = /^node (\S+)$/.exec(scripts[name] ?? '')?.[1];
      expect(spawnSync(process.execPath, ['--check', join(root, file!)]).status, name).toBe(0);
    }
  });
});

/** Of the readout that `robustness` trains as `readout` does. */
const trainingOptions = ['bias', 'epochs', 'learningRate', 'batchSize', 'trainImages'];

/** The options that a page lists under the heading of a probe, in the first column of a table. */
function optionsOn(page: string, probe: string): string[] {
  const section = page.split(`\n## ${probe}\n`)[1]?.split('\n## ')[0] ?? '';
  const table = section.split('\n').filter((line) => line.startsWith('|'));
  const start = table.findIndex((line) => line.startsWith('| option'));
  return table.slice(start + 2).flatMap((row) => [...row.split('|')[1]!.matchAll(/`(\w+)`/g)].map(([, name]) => name!));
}

describe('docs/metrics.md', () => {
  const page = readFileSync(join(root, 'docs/metrics.md'), 'utf8');

  it.each(probeNames)('has the options of %s and what its result holds', (probe) => {
    const schema = z.toJSONSchema(probes[probe].options, { io: 'input' }) as { properties: object };
    const listed = optionsOn(page, probe).flatMap((name) => (name === 'readout' ? trainingOptions : [name]));
    expect(listed.sort()).toEqual(Object.keys(schema.properties).sort());
    const result = z.toJSONSchema(probes[probe].result) as { properties: object };
    const section = page.split(`\n## ${probe}\n`)[1]!.split('\n## ')[0]!;
    for (const field of Object.keys(result.properties)) expect(section, field).toContain(field);
  });
});

describe('the pages', () => {
  it.each([...pages, 'docs/model.md', 'docs/viewer.md'])('%s links to files that exist', (page) => {
    const text = readFileSync(join(root, page), 'utf8');
    const targets = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target]) => target!);
    const folder = page.includes('/') ? 'docs' : '.';
    expect(targets.filter((target) => !existsSync(join(root, folder, target)))).toEqual([]);
  });

  it('lists every condition and every command', async () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const schema = JSON.parse((await oneiros(['config', 'schema'], where)).stdout) as {
      properties: { condition: { enum: string[] } };
    };
    for (const condition of schema.properties.condition.enum) expect(readme).toContain(`| \`${condition}\``);
    const help = (await oneiros(['--help'], where)).stdout;
    const listed = help.split('\nCommands:\n')[1]!.split('\n\n')[0]!;
    const names = [...listed.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name!).filter((name) => name !== 'help');
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(readme, name).toContain(`\`oneiros ${name}`);
  });

  it('lists every preset, model and manipulation of nights', async () => {
    const page = readFileSync(join(root, 'docs/schedules.md'), 'utf8');
    const listed = jsonOf(await oneiros(['schedule', 'list', '--json'], where)) as unknown as {
      presets: { name: string }[];
      models: { name: string }[];
      manipulations: { kind: string }[];
    };
    const names = [...listed.presets, ...listed.models].map(({ name }) => name);
    for (const name of [...names, ...listed.manipulations.map(({ kind }) => kind)])
      expect(page).toContain(`| \`${name}\``);
  });

  it('shows a schedule that is one', () => {
    const page = readFileSync(join(root, 'docs/schedules.md'), 'utf8');
    const [, yaml] = /^```yaml\n(.*?)^```$/ms.exec(page)!;
    expect(parseSchedule(yaml!)).toMatchObject({ kind: 'life', manipulations: [{}, {}] });
  });

  it('tells the exit codes that the program has', async () => {
    const page = readFileSync(join(root, 'docs/command-line.md'), 'utf8');
    const codes = [...page.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code));
    const help = (await oneiros(['--help'], where)).stdout.split('Exit codes:')[1]!;
    expect(codes).toEqual([...help.matchAll(/\d+/g)].map(([code]) => Number(code)));
  });
});

describe.runIf(process.env['ONEIROS_CAMPAIGN'] === 'full')('the main job', () => {
  it('lives through a night whose z tells more than pixels, by ten points', { timeout: 1_200_000 }, async () => {
    const out = join(workspace.path, 'night');
    const night = spawnSync(process.execPath, [join(root, 'scripts/night.mjs'), '--out', out, '--json'], {
      encoding: 'utf8',
    });
    expect(night.status, night.stderr).toBe(0);
    const report = jsonOf({ code: 0, stdout: night.stdout, stderr: '' }) as {
      baselines: { pixels: number };
      readouts: { testAccuracy: number }[];
      dreams: string;
    };
    expect(existsSync(report.dreams)).toBe(true);
    expect(report.readouts.at(-1)!.testAccuracy - report.baselines.pixels).toBeGreaterThan(0.1);
  });
});
