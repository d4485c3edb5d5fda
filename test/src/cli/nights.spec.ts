import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, jsonOf, oneiros, tiny, type Finished } from './oneiros.ts';

const workspace = createWorkspace();
const where = { cwd: workspace.path };
afterAll(() => workspace.remove());
const at = (...path: string[]): string => join(workspace.path, ...path);

/** One brain and three ways to go on from it: 4 runs of a few neurons. */
const sizes = ['--days', '1', '--nights', '1', '--images-a-day', '32', '--seeds', '1'];
const ofTiny = tiny.filter((_, i) => ![tiny.indexOf('--epochs'), tiny.indexOf('--epochs') + 1].includes(i));
const asked = ['nights', 'rem-deprivation', ...ofTiny, ...sizes, '--json'];
let first: Finished;
beforeAll(async () => {
  first = await oneiros(asked, where);
}, 240_000);

describe('nights', () => {
  it('trains the plan, with forks from one brain, and writes a page from the files of the runs', () => {
    expect(first.code, first.stderr).toBe(0);
    const { runs, claims } = jsonOf(first) as { runs: number; claims: { text: string; verdict: string }[] };
    expect(runs).toBe(4);
    // With one seed there is no interval.
    expect(claims.every(({ verdict }) => verdict === 'unclear')).toBe(true);
    const page = readFileSync(at('nights', 'index.html'), 'utf8');
    expect(page).toContain('Asked: ');
    expect(page).not.toMatch(/<script|NaN|undefined/);
    const ancestry = (name: string) =>
      (JSON.parse(readFileSync(at('nights', 'runs', name, 'run.json'), 'utf8')) as { ancestry: { run: string } })
        .ancestry;
    for (const name of ['night-undisturbed-seed-1', 'night-rem-deprived-seed-1', 'night-yoked-seed-1']) {
      expect(ancestry(name).run).toMatch(/night-adult-seed-1$/);
    }
  });

  it('trains nothing twice, and refuses the same nights of another size', async () => {
    const stamp = (): number[] =>
      readdirSync(at('nights', 'runs'), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('events.jsonl'))
        .map((name) => statSync(at('nights', 'runs', name)).mtimeMs);
    const before = stamp();
    expect(before).toHaveLength(4);
    const again = await oneiros(asked, where);
    expect(again.code, again.stderr).toBe(0);
    expect(stamp()).toEqual(before);
    const other = await oneiros([...asked, '--images-a-day', '64'], where);
    expect(other.code).toBe(2);
    expect(other.stderr).toMatch(/schedule\.updates\.minutesPerMiniBatch.* differ.*another folder with --runs/s);
  }, 120_000);

  it('reports on what is there as Markdown, and tells what is missing', async () => {
    const { code, stderr } = await oneiros(['nights', '--no-train', '--out', 'docs', '--markdown', 'nights'], where);
    expect(code, stderr).toBe(0);
    const page = readFileSync(at('docs', 'nights.md'), 'utf8');
    expect(page).toContain('Missing: no run of recorded; no run of gleit-booth.');
    expect(page).toContain('](nights/rem-deprivation.svg)');
    expect(JSON.parse(readFileSync(at('docs', 'nights', 'report.json'), 'utf8'))).toMatchObject({ version: 1 });
  });

  it('names what it does not know and what the plan itself says', async () => {
    const unknown = await oneiros(['nights', 'equal-update', '--no-train'], where);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('Did you mean equal-updates?');
    const planned = await oneiros(['nights', '--epochs', '3'], where);
    expect(planned.code).toBe(2);
    expect(planned.stderr).toContain('--days and --images-a-day for the sizes');
    const empty = await oneiros(['nights', '--no-train', '--runs', 'nowhere'], where);
    expect(empty.code).toBe(2);
    expect(empty.stderr).toMatch(/got nowhere, which has no plan.*without --no-train/s);
  });
});
