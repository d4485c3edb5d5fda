import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nightPresets, parseSchedule, sleepModels } from '@oneiros/conductor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listSchedules } from './list.ts';
import { manipulationCatalogue } from './manipulation-catalogue.ts';
import { showSchedule } from './show.ts';
import { createRecording } from './test-support/recording-output.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oneiros-show-'));
});
afterAll(() => rm(folder, { recursive: true }));

const kinds = manipulationCatalogue().map(({ kind }) => kind);
const names = [...Object.keys(nightPresets), ...Object.keys(sleepModels), ...kinds];

describe('oneiros schedule list', () => {
  it('has a line for every preset, model and manipulation', () => {
    const { output, text } = createRecording();
    listSchedules(output);
    for (const name of names) expect(text()).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  it('labels what stands in and what is a caricature', () => {
    const { output, text } = createRecording();
    listSchedules(output);
    const after = (name: string): string => text().split(`\n  ${name} `)[1]!.split('\n')[1]!;
    expect(after('gleit-booth')).toContain('Stand-in or changed:');
    expect(after('schizophrenia')).toContain('A calibrated caricature, not a prediction');
    expect(after('ssri')).toContain('A calibrated caricature, not a prediction');
  });

  it('knows the drugs of every dose', () => {
    const clonidine = manipulationCatalogue().find(({ kind }) => kind === 'clonidine')!;
    expect(clonidine.calibrated).toMatch(/25 ug.*150 ug/);
    expect(clonidine.sources.length).toBeGreaterThan(0);
  });
});

describe('oneiros schedule show', () => {
  it.each(Object.keys(sleepModels))(
    'has every parameter of %s with its default and unit, and its source',
    async (name) => {
      const { output, json } = createRecording(true);
      await showSchedule(name, {}, output);
      const { sheets } = json() as {
        sheets: {
          parameters: { name: string; default: number; meaning: string }[];
          sources: string[];
          more: string[];
        }[];
      };
      const { parameters, sources, more } = sheets[0]!;
      const { shape } = sleepModels[name as keyof typeof sleepModels].parameters;
      expect(parameters.map((parameter) => parameter.name)).toEqual(Object.keys(shape));
      for (const { default: usual, meaning } of parameters) {
        expect(typeof usual).toBe('number');
        expect(meaning).not.toBe('');
      }
      expect(sources[0]).toMatch(/\d{4}/);
      expect(more.join('\n')).toContain('Equations:');
    },
  );

  it('tells what levels are worth wherever there are any', async () => {
    for (const name of ['adult', 'gleit-booth']) {
      const { output, text } = createRecording();
      await showSchedule(name, {}, output);
      expect(text()).toContain('PAD gives no numbers for ACh and NA');
    }
    const { output, text } = createRecording();
    await showSchedule('adult', {}, output);
    expect(text()).toMatch(/^ +stages\.N1\.ach +0\.45 /m);
    expect(text()).toMatch(/^ +achSeconds +10 /m);
  });

  it.each(names)('writes a schedule of %s that can be read, with its schema beside it', async (name) => {
    const file = join(folder, `${name}.yaml`);
    const { output } = createRecording();
    await showSchedule(name, { output: file }, output);
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/oneiros-schedule\.schema\.json\n/);
    expect(() => parseSchedule(text, file)).not.toThrow();
    for (const line of text.split('\n').filter((each) => each.startsWith('#')))
      expect(line.length).toBeLessThanOrEqual(120);
    const schema = JSON.parse(await readFile(join(folder, 'oneiros-schedule.schema.json'), 'utf8')) as object;
    expect(schema).toHaveProperty('oneOf');
  });

  it('shows preset and manipulation of one name, or the manipulation alone', async () => {
    const both = createRecording();
    await showSchedule('rem-deprivation', {}, both.output);
    expect(both.text()).toMatch(/\(preset\)[^]*\(manipulation\)/);
    const alone = createRecording();
    const file = join(folder, 'alone.yaml');
    await showSchedule('rem-deprivation', { manipulation: true, output: file }, alone.output);
    expect(alone.text()).not.toContain('(preset)');
    expect(parseSchedule(await readFile(file, 'utf8'))).toMatchObject({ manipulations: [{ kind: 'rem-deprivation' }] });
    await expect(showSchedule('adult', { manipulation: true }, alone.output)).rejects.toThrow(
      'a manipulation, got adult',
    );
  });

  it('knows the name that was meant', async () => {
    const { output } = createRecording();
    await expect(showSchedule('rempee', {}, output)).rejects.toThrow('did you mean "rempe"?');
  });
});
