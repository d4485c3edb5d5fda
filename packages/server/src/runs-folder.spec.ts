import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { NotFoundError, RunsFolderMissingError } from './errors.ts';
import { openRunsFolder } from './runs-folder.ts';
import { writeRun } from './test-data/written-run.ts';

const base = mkdtempSync(join(tmpdir(), 'oneiros-folder-'));
const root = join(base, 'runs');
beforeAll(() => {
  writeRun(join(root, 'pad-1'));
  writeRun(join(root, 'nights', 'adult 1'));
  writeRun(join(base, 'secret'));
  writeFileSync(join(base, 'password'), 'sesame');
  symlinkSync(join(base, 'secret'), join(root, 'link-out'));
  symlinkSync(join(root, 'pad-1'), join(root, 'link-in'));
  symlinkSync(root, join(root, 'nights', 'loop'));
  writeRun(join(root, '.hidden'));
});

describe('a folder of runs', () => {
  it('has the runs inside it, however deep, and none outside', () => {
    expect(openRunsFolder(root).ids()).toEqual(['link-in', 'nights/adult 1', 'pad-1']);
  });

  it.each([
    ...[
      '../secret',
      '..',
      '.',
      '',
      '/etc',
      '//etc',
      'nights/../../secret',
      'pad-1/..',
      'link-out',
      '.hidden',
      'nights',
    ],
    ...[
      'pad-1/',
      '/pad-1',
      'pad-1\0',
      '..\\secret',
      'C:',
      'C:\\runs',
      'nothing',
      '%2e%2e/secret',
      'nights/loop/pad-1/../../..',
    ],
  ])('knows no run %j', (id) => {
    expect(() => openRunsFolder(root).folderOf(id)).toThrow(NotFoundError);
  });

  it('opens no file that leads outside, is missing or is no file', () => {
    const runs = openRunsFolder(root);
    const run = writeRun(join(root, 'odd'));
    expect(runs.fileOf('odd', 'events.jsonl')).toBe(join(run, 'events.jsonl'));
    symlinkSync(join(base, 'password'), join(run, 'dreams', '000001.safetensors'));
    execFileSync('mkfifo', [join(run, 'dreams', '000002.safetensors')]);
    mkdirSync(join(run, 'dreams', '000003.safetensors'));
    for (const file of ['000001', '000002', '000003', '000004']) {
      expect(() => runs.fileOf('odd', `dreams/${file}.safetensors`), file).toThrow(NotFoundError);
    }
    expect(() => runs.fileOf('odd', '../../password')).toThrow(NotFoundError);
    unlinkSync(join(run, 'run.json'));
    symlinkSync(join(base, 'password'), join(run, 'run.json'));
    expect(() => runs.folderOf('odd')).toThrow(NotFoundError);
    rmSync(run, { recursive: true });
  });

  it('is a run alone where it is pointed at one', () => {
    const runs = openRunsFolder(join(root, 'nights', 'adult 1'));
    expect(runs.isSingle).toBe(true);
    expect(runs.ids()).toEqual(['adult 1']);
    expect(runs.folderOf('adult 1')).toBe(join(root, 'nights', 'adult 1'));
    writeRun(join(root, 'nights', 'other'));
    expect(() => runs.folderOf('other')).toThrow(NotFoundError);
  });

  it('has to exist', () => {
    expect(() => openRunsFolder(join(base, 'nowhere'))).toThrow(RunsFolderMissingError);
    expect(() => openRunsFolder(join(base, 'password'))).toThrow(RunsFolderMissingError);
  });
});
