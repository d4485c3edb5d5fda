import { cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, jsonOf, oneiros, type Finished } from './oneiros.ts';

const workspace = createWorkspace();
const where = { cwd: workspace.path };
afterAll(() => workspace.remove());
const at = (...path: string[]): string => join(workspace.path, ...path);

/** Two conditions of a few neurons, and what the curves of occlusion ask of them. */
const asked = ['reproduce', 'fig5', 'table1', 'fig9', '--scale', 'tiny', '--backend', 'cpu', '--json'];
let first: Finished;
beforeAll(async () => {
  first = await oneiros(['reproduce', 'fig5', 'fig9', '--scale', 'tiny', '--backend', 'cpu', '--json'], where);
}, 240_000);

describe('reproduce', () => {
  it('trains, measures and writes a page that stands alone, with the figures and their values beside it', () => {
    expect(first.code, first.stderr).toBe(0);
    const { page, files, runs } = jsonOf(first) as { page: string; files: string[]; runs: number };
    expect(runs).toBe(2);
    const text = readFileSync(at(page), 'utf8');
    expect(text).toContain('<svg');
    expect(text).not.toMatch(/<script|NaN|undefined/);
    expect(files.map((file) => file.split('/').at(-1))).toEqual(
      expect.arrayContaining(['index.html', 'fig5.svg', 'fig5.csv', 'fig9.csv', 'report.json']),
    );
  });

  it('says which scale it is, and what the paper has that is missing here', () => {
    const { targets, about } = JSON.parse(readFileSync(at('reproduction', 'report.json'), 'utf8')) as {
      targets: { id: string; figures: { caption: string }[] }[];
      about: string[];
    };
    expect(targets.map(({ id }) => id)).toEqual(['fig5', 'fig9']);
    expect(targets[0]!.figures[0]!.caption).toContain('nf 2, nz 4, batch 4, 48 images');
    expect(about.join(' ')).toContain('2 runs');
  });

  it('computes nothing twice', async () => {
    const runs = at('reproduction', 'runs');
    const stamp = (folder: string): Record<string, number> =>
      Object.fromEntries(
        readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((name) => /events\.jsonl$|evaluations\/.*json$/.test(name))
          .map((name) => [name, statSync(join(folder, name)).mtimeMs]),
      );
    const before = stamp(runs);
    expect(Object.keys(before).length).toBeGreaterThan(3);
    rmSync(at('reproduction', 'index.html'));
    const again = await oneiros(['reproduce', 'fig5', 'fig9', '--scale', 'tiny', '--backend', 'cpu', '--json'], where);
    expect(again.code, again.stderr).toBe(0);
    expect(stamp(runs)).toEqual(before);
    expect(existsSync(at('reproduction', 'index.html'))).toBe(true);
  }, 120_000);

  it('tells what more would cost, and makes nothing, on a dry run', async () => {
    const dry = await oneiros([...asked, '--runs', 'elsewhere', '--dry-run'], where);
    expect(dry.code, dry.stderr).toBe(0);
    // table1 needs five conditions, fig5 two of them.
    expect((jsonOf(dry)['tasks'] as unknown[]).length).toBe(5);
    expect(existsSync(at('elsewhere'))).toBe(false);
  }, 120_000);

  it('tells what would be measured on the runs that are there, and measures nothing, on a dry run', async () => {
    const dry = ['--no-train', '--dry-run', '--backend', 'cpu', '--json'];
    const known = await oneiros(['reproduce', 'fig5', 'fig9', ...dry], where);
    expect(jsonOf(known)).toMatchObject({ runs: 0, measurements: {} });
    const more = await oneiros(['reproduce', 'fig6', ...dry], where);
    expect(more.code, more.stderr).toBe(0);
    // The untrained brain and the trained one, of both conditions; nobody knows yet how long that takes.
    expect(jsonOf(more)).toMatchObject({ runs: 2, measurements: { geometry: 4 } });
    expect(jsonOf(more)).not.toHaveProperty('seconds');
    expect(jsonOf(await oneiros(['reproduce', 'fig6', ...dry], where))).toEqual(jsonOf(more));
  }, 120_000);

  it('reports on what is there alone, as Markdown too, and names what it does not know', async () => {
    const only = ['--runs', 'reproduction/runs', '--no-train', '--no-evaluate'];
    const page = await oneiros(['reproduce', 'table1', ...only, '--out', 'docs', '--markdown', 'results'], where);
    expect(page.code, page.stderr).toBe(0);
    expect(readFileSync(at('docs', 'results.md'), 'utf8')).toContain('Missing: ');
    const unknown = await oneiros(['reproduce', 'fig55', ...only], where);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('Did you mean fig5?');
  });

  it('counts a run that repeats another with the same seed once, and says so', async () => {
    const runs = at('reproduction', 'runs');
    const name = readdirSync(runs).find((each) => existsSync(join(runs, each, 'run.json')))!;
    cpSync(join(runs, name), join(runs, `${name}-again`), { recursive: true });
    const page = await oneiros(['reproduce', 'fig5', '--no-train', '--no-evaluate', '--json'], where);
    expect((jsonOf(page) as { runs: number }).runs).toBe(2);
    expect(page.stderr).toContain('repeats');
  });

  it('reports from what it kept of runs when they are gone, trains none of them again, and names what is torn', async () => {
    const keep = ['--evidence', 'kept', '--json'];
    const only = ['reproduce', 'fig5', 'table1', '--no-train', '--no-evaluate', ...keep];
    const before = await oneiros([...only, '--out', 'before'], where);
    expect(before.code, before.stderr).toBe(0);
    expect(readdirSync(at('kept'))).toHaveLength(2);
    const keptTexts = (): string[] => readdirSync(at('kept')).map((name) => readFileSync(at('kept', name), 'utf8'));
    const written = keptTexts();
    renameSync(at('reproduction', 'runs'), at('gone'));
    const after = await oneiros([...only, '--out', 'after'], where);
    expect(after.code, after.stderr).toBe(0);
    const pageOf = (out: string): string => readFileSync(at(out, 'index.html'), 'utf8');
    expect(pageOf('after')).toBe(pageOf('before'));
    expect(keptTexts()).toEqual(written);

    const dry = await oneiros(
      ['reproduce', 'fig5', '--scale', 'tiny', '--backend', 'cpu', '--dry-run', ...keep],
      where,
    );
    expect(jsonOf(dry)).toMatchObject({ tasks: [] });

    const file = at('kept', readdirSync(at('kept'))[0]!);
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -9));
    const torn = await oneiros(only, where);
    expect(torn.code).toBe(1);
    expect(torn.stderr).toContain(file.slice(workspace.path.length + 1));
  }, 120_000);
});
