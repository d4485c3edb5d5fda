import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createWorkspace, jsonOf, oneiros } from './oneiros.ts';

const workspace = createWorkspace();
const where = { cwd: workspace.path };
afterAll(() => workspace.remove());

describe('the command line', () => {
  it('answers --help with examples first, in less than 300 ms', async () => {
    // Processor time, the least of five: the clock on the wall also counts what the machine does besides.
    const report =
      'process.on("exit",()=>{const{user,system}=process.cpuUsage();process._rawDebug((user+system)/1000)})';
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(report)}` };
    const durations: number[] = [];
    for (let i = 0; i < 5; i++) {
      const { stdout, stderr } = await oneiros(['--help'], { ...where, env });
      expect(stdout).toMatch(/^Examples:\n {2}oneiros run --preset demo/);
      durations.push(Number(stderr));
    }
    expect(Math.min(...durations)).toBeGreaterThan(0);
    expect(Math.min(...durations)).toBeLessThan(300);
  });

  it.each([
    'run',
    'resume',
    'runs',
    'dreams',
    'config show',
    'config schema',
    'completion',
    'data',
    'doctor',
    'engine',
    'schedule',
    ...['list', 'show', 'preview', 'validate', 'schema', 'import', 'export', 'stats', 'compare'].map(
      (name) => `schedule ${name}`,
    ),
    'sweep',
    'sweep run',
    'sweep status',
    'sweep task',
    'compare',
  ])('opens the help of `%s` with examples', async (command) => {
    const { stdout, code } = await oneiros([...command.split(' '), '--help'], where);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Examples:\\n {2}oneiros ${command}`));
    expect(stdout).toContain(`Usage: oneiros ${command}`);
  });

  it('exits with 2 on an unknown command and suggests the nearest', async () => {
    const { code, stderr, stdout } = await oneiros(['resum', 'runs/x'], where);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain("unknown command 'resum'");
    expect(stderr).toContain('Did you mean resume?');
    expect(stderr).toContain('code: CLI_USAGE');
  });

  it('exits with 2 on an unknown option and suggests the nearest', async () => {
    const { code, stderr } = await oneiros(['run', '--sed', '3'], where);
    expect(code).toBe(2);
    expect(stderr).toMatch(/Did you mean .*--seed/);
  });

  it('exits with 2 and its help when nothing is asked', async () => {
    const { code, stderr } = await oneiros([], where);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: oneiros COMMAND');
  });

  it('shows where an error came from only with -v', async () => {
    const plain = await oneiros(['resume', 'nowhere'], where);
    const verbose = await oneiros(['-v', 'resume', 'nowhere'], where);
    expect([plain.code, verbose.code]).toEqual([2, 2]);
    expect(plain.stderr).not.toMatch(/^ +at /m);
    expect(verbose.stderr).toMatch(/^ +at /m);
  });

  it('prints an error for machines with --json, on stderr', async () => {
    const { stdout, stderr } = await oneiros(['resume', 'nowhere', '--json'], where);
    expect(stdout).toBe('');
    expect(JSON.parse(stderr.trimEnd().split('\n').at(-1)!)).toMatchObject({ error: { code: 'CLI_USAGE' } });
  });

  it('colours its output only where asked to', async () => {
    const escape = '\u001b[';
    const plain = await oneiros(['config', 'show'], { ...where, env: { NO_COLOR: '' } });
    const always = await oneiros(['config', 'show', '--color', 'always'], where);
    expect(plain.stdout).not.toContain(escape);
    expect(always.stdout).toContain(escape);
  });

  it('lists no runs where there are none', async () => {
    expect(jsonOf(await oneiros(['runs', '--json'], where))).toEqual({ schema: 'oneiros/runs/1', runs: [] });
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('prints a script for %s', async (shell) => {
    const { code, stdout } = await oneiros(['completion', shell], where);
    expect(code).toBe(0);
    expect(stdout).toContain('oneiros complete --');
  });

  it('prints a script that bash can read', async () => {
    const { stdout } = await oneiros(['completion', 'bash'], where);
    expect(spawnSync('bash', ['-n'], { input: stdout }).status).toBe(0);
  });

  it('completes commands and options', async () => {
    const commands = (await oneiros(['complete', '--', 're'], where)).stdout;
    const options = (await oneiros(['complete', '--', 'run', '--cond'], where)).stdout;
    expect(commands).toMatch(/^resume\t/m);
    expect(options).toMatch(/^--condition\t/m);
    expect((await oneiros(['complete', '--', 'sweep', 'sta'], where)).stdout).toMatch(/^status\t/m);
    expect((await oneiros(['complete', '--', 'sweep', '--gr'], where)).stdout).toMatch(/^--grid\t/m);
  });

  it('completes schedules by name and by file', async () => {
    const complete = async (...words: string[]) => (await oneiros(['complete', '--', ...words], where)).stdout;
    writeFileSync(join(workspace.path, 'night.edf'), '');
    expect(await complete('schedule', 'preview', 'new')).toMatch(/^newborn\t/m);
    expect(await complete('schedule', 'import', 'ni')).toMatch(/^night\.edf\t/m);
    expect(await complete('schedule', 'show', 'rem-')).toMatch(/^rem-deprivation\t/m);
    expect(await complete('run', '--schedule', 'gle')).toMatch(/^gleit-booth\t/m);
  });
});
