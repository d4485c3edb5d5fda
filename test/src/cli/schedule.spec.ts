import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sharedFolder } from '../shared-folder.ts';
import { createWorkspace, jsonOf, oneiros, tiny, type Finished } from './oneiros.ts';

const workspace = createWorkspace();
const where = { cwd: workspace.path };
afterAll(() => workspace.remove());

const schedule = async (...args: string[]): Promise<Finished> => {
  const finished = await oneiros(['schedule', ...args], where);
  expect(finished.code, finished.stderr).toBe(0);
  return finished;
};

const path = (name: string): string => join(workspace.path, name);

// 2 epochs of wake, 4 of N2, 2 of REM, 1 unscored, 1 of wake: 10 epochs of 30 s.
const stages = ['WAKE', 'WAKE', 'N2', 'N2', 'N2', 'N2', 'REM', 'REM', 'UNS', 'WAKE'];
writeFileSync(path('nap.csv'), `Epoch,Stage\n${stages.map((stage, i) => `${i},${stage}\n`).join('')}`);

describe('schedule list and show', () => {
  it('lists what a run takes, labelled', async () => {
    const { stdout } = await schedule('list');
    expect(stdout).toMatch(/^ {2}adult +Adult night/m);
    expect(stdout).toMatch(/^ {2}gleit-booth .*\n +Stand-in or changed:/m);
    expect(stdout).toMatch(/^ {2}ssri .*\n +A calibrated caricature, not a prediction\./m);
    const { presets, models, manipulations } = jsonOf(await schedule('list', '--json')) as Record<string, object[]>;
    expect([presets!.length, models!.length, manipulations!.length]).toEqual([20, 7, 9]);
  });

  it('shows parameters with defaults, source and caveats', async () => {
    const { stdout } = await schedule('show', 'gleit-booth');
    expect(stdout).toMatch(/^ {2}betaR +-0\.8 +-3\.\.3 /m);
    expect(stdout).toContain('Source: Booth, Xique & Diniz Behn 2017');
    expect(stdout).toContain('About the levels');
  });

  it('writes a schedule that validates and previews', async () => {
    await schedule('show', 'rem-deprivation', '-o', 'deprived-preset.yaml');
    await schedule('show', 'yoked-awakenings', '-o', 'yoked.yaml');
    expect((await schedule('validate', 'yoked.yaml')).stdout).toContain('a schedule of kind life, 5 days of 360 ticks');
    expect((await schedule('preview', 'deprived-preset.yaml')).stdout).toContain('REM ┤');
    expect(existsSync(path('oneiros-schedule.schema.json'))).toBe(true);
    expect(readFileSync(path('oneiros-schedule.schema.json'), 'utf8')).toBe((await schedule('schema')).stdout);
  });
});

describe('schedule validate', () => {
  it('tells every problem with line and column, and exits with 2', async () => {
    writeFileSync(
      path('wrong.yaml'),
      'kind: life\ndays: 0\nsource:\n  preset: adutl\nlevels:\n  achSecnds: 3\nmanipulations:\n  - kind: ssri\n    strength: 9\n',
    );
    const { code, stderr } = await oneiros(['schedule', 'validate', 'wrong.yaml'], where);
    expect(code).toBe(2);
    expect(stderr).toContain('wrong.yaml:2:7: days:');
    expect(stderr).toMatch(/wrong\.yaml:4:11: source\.preset: .*did you mean "adult"\?/);
    expect(stderr).toMatch(/wrong\.yaml:6:3: levels\.achSecnds: .*did you mean "achSeconds"\?/);
    expect(stderr).toContain('wrong.yaml:9:15: manipulations[0].strength:');
    const asJson = await oneiros(['schedule', 'validate', 'wrong.yaml', '--json'], where);
    expect(jsonOf(asJson)).toMatchObject({ valid: false, problems: [{ line: 2, column: 7 }, {}, {}, {}] });
  });

  it('tells of a file that is not there, or no YAML', async () => {
    writeFileSync(path('torn.yaml'), 'kind: [life\n');
    expect((await oneiros(['schedule', 'validate', 'torn.yaml'], where)).stderr).toMatch(/torn\.yaml:\d+:\d+/);
    const missing = await oneiros(['schedule', 'validate', 'none.yaml'], where);
    expect([missing.code, missing.stderr.includes('there is no such file')]).toEqual([2, true]);
  });
});

describe('a hypnogram', () => {
  it('becomes a schedule that lives it, its mapping shown', async () => {
    const { stdout } = await schedule('import', 'nap.csv', '--fill', 'repeat', '--days', '2', '-o', 'nap.yaml');
    expect(stdout).toMatch(/^REM +REM +1 min 00 s +by format/m);
    expect(stdout).toContain('unscored time hold the stage before them');
    const yaml = readFileSync(path('nap.yaml'), 'utf8');
    expect(yaml).toMatch(/^# yaml-language-server: \$schema=\.\/oneiros-schedule\.schema\.json\n/);
    expect(yaml).toContain('- [ REM, 90 ]'); // the unscored epoch holds the REM before it
    expect((await schedule('validate', 'nap.yaml')).stdout).toContain('2 days');
  });

  it('follows the rule and the mapping that are given', async () => {
    await schedule('import', 'nap.csv', '--unscored', 'pause', '--map', 'N2=N3', '-o', 'paused.yaml');
    const yaml = readFileSync(path('paused.yaml'), 'utf8');
    // 9 epochs are left, and N2 is N3
    expect([...yaml.matchAll(/\[ (\w+), (\d+) \]/g)].map(([, stage, seconds]) => `${stage} ${seconds}`)).toEqual(
      ['WAKE 60', 'N3 120', 'REM 60', 'WAKE 30'], // prettier-ignore
    );
  });

  it('refuses stages and formats that there are not', async () => {
    const stage = await oneiros(['schedule', 'import', 'nap.csv', '--map', 'N2=N5'], where);
    expect([stage.code, stage.stderr.includes('CODE=STAGE')]).toEqual([2, true]);
    const format = await oneiros(['schedule', 'import', 'nap.csv', '--format', 'yasa-cvs'], where);
    expect([format.code, format.stderr.includes('did you mean "yasa-csv"?')]).toEqual([2, true]);
    writeFileSync(path('noise.bin'), Buffer.from([0, 255, 254, 1, 2, 3]));
    const noise = await oneiros(['schedule', 'import', 'noise.bin'], where);
    expect([noise.code, /(line|byte) \d+/.test(noise.stderr)]).toEqual([2, true]);
  });

  it.each(['bids', 'yasa-csv', 'edf', 'json'])('is exported to %s and read back the same', async (format) => {
    const file = `nap.${format}`;
    await schedule('export', 'nap.csv', '--to', format, '-o', file);
    const statistics = async (name: string) => jsonOf(await schedule('stats', name, '--json'))['statistics'];
    expect(await statistics(file)).toEqual(await statistics('nap.csv'));
  });

  it('has statistics under the names of YASA', async () => {
    const { statistics } = jsonOf(await schedule('stats', 'nap.csv', '--json')) as { statistics: object };
    // Sleep from the third epoch on; REM from the seventh; 6 epochs of sleep in 10.
    expect(statistics).toMatchObject({ TIB: 5, TST: 3, SOL: 1, Lat_REM: 3, Lat_REM_sleep_onset: 2, SE: 60 });
  });

  it('compares to itself without a difference', async () => {
    const { stdout } = await schedule('compare', 'nap.csv', 'nap.csv');
    expect(stdout).toContain('kappa 1.000, agreement 100.0 %');
    expect(stdout).toMatch(/^A +3 +2$/m);
    const { kappa, transitions } = jsonOf(await schedule('compare', 'adult', 'elderly', '--json')) as {
      kappa: number;
      transitions: object[];
    };
    expect(kappa).toBeLessThan(1);
    expect(transitions).toHaveLength(2);
  });
});

describe('run --schedule', () => {
  const days = ['--set', 'schedule.updates.minutesPerMiniBatch=120', '--set', 'probes.readoutEveryNights=0'];

  it.each(['adult', 'gleit-booth', 'nap.csv', 'yoked.yaml'])('lives two days of %s', async (name) => {
    const out = `runs/${name}`;
    const lived = await oneiros(
      ['run', ...tiny, '--schedule', name, '--days', '2', ...days, '--out', out, '--json'],
      where,
    );
    expect(lived.code, lived.stderr).toBe(0);
    const config = readFileSync(join(workspace.path, out, 'config.yaml'), 'utf8');
    expect(config).toContain('kind: life');
    const ticks = readFileSync(join(workspace.path, out, 'events.jsonl'), 'utf8').match(/"type":"state"/g)!;
    expect(ticks).toHaveLength(24); // 12 ticks of 2 h a day
  });

  it('shows where the schedule was given, and replaces the one below', async () => {
    const env = { ONEIROS_SCHEDULE: 'newborn' };
    const shown = await oneiros(['config', 'show', '--json', '--schedule', 'elderly', '--days', '3'], {
      ...where,
      env,
    });
    const { config, origins } = jsonOf(shown) as { config: { schedule: object }; origins: Record<string, string> };
    expect(config.schedule).toMatchObject({ source: { preset: 'elderly' }, days: 3 });
    expect(origins).toMatchObject({ 'schedule.source.preset': '--schedule elderly', 'schedule.days': '--days' });
    const below = jsonOf(await oneiros(['config', 'show', '--json'], { ...where, env })) as typeof config & object;
    expect(below).toMatchObject({ config: { schedule: { source: { preset: 'newborn' } } } });
  });

  it('tells line and column of a schedule that is none', async () => {
    const { code, stderr } = await oneiros(['run', ...tiny, '--schedule', 'wrong.yaml', '--dry-run'], where);
    expect(code).toBe(2);
    expect(stderr).toContain('wrong.yaml:2:7: days:');
  });

  it('varies schedules in a sweep', async () => {
    const grid = ['--grid', 'schedule=adult,pad-original', '--set', 'schedule.gates.mode=hard', '--dry-run', '--json'];
    const { tasks } = jsonOf(await oneiros(['sweep', '--preset', 'tiny', ...grid], where)) as { tasks: object[] };
    expect(tasks).toHaveLength(2);
  });
});

const night = join(sharedFolder(), 'hypnograms', 'SC4001EC-Hypnogram.edf');
const reason = existsSync(night) ? '' : ` (skipped: no ${night}; set ONEIROS_SHARED)`;

describe.skipIf(reason !== '')(`a real night of Sleep-EDF${reason}`, () => {
  it('is imported, trimmed, and compared to a model', async () => {
    const { stdout } = await schedule('import', night, '--trim', '-o', 'real.yaml');
    expect(stdout).toMatch(/^Sleep stage 4 +N3 /m);
    expect(stdout).toMatch(/^TST +326\.5 /m);
    expect(stdout).toMatch(/^Lat_REM_sleep_onset +89 /m);
    expect((await schedule('preview', 'real.yaml', '--svg', 'real.svg')).stdout).toContain('ACh 1 ┤');
    expect(readFileSync(path('real.svg'), 'utf8')).toContain('SC4001EC');
    expect((await schedule('compare', 'real.yaml', 'gleit-booth')).stdout).toMatch(/kappa -?0\.\d+/);
  });
});
