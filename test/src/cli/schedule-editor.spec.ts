import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportHypnogram, presetNight } from '@oneiros/conductor';
import { createRunStarter, createServer } from '@oneiros/server';
import {
  createEditorState,
  edit,
  manipulationChoices,
  moveBoundary,
  newManipulation,
  paintStage,
  previewImport,
  startRun,
  recordingOf,
  textOf,
  usualImport,
  writeAt,
  writeHours,
  writeLevel,
  writeRecording,
  writeRuns,
  writeSource,
  type EditorState,
} from '@oneiros/viewer/editor-model';
import { afterAll, describe, expect, it } from 'vitest';
import { createWorkspace, jsonOf, oneiros, tiny } from './oneiros.ts';

const workspace = createWorkspace();
const where = { cwd: workspace.path };
afterAll(() => workspace.remove());

/** The file that the editor would save. */
const save = (name: string, { draft }: EditorState): string => {
  const path = join(workspace.path, name);
  writeFileSync(path, textOf(draft));
  return path;
};

const start = createEditorState({ kind: 'life', source: { preset: 'adult' } });

/** A night of one's own: painted, a boundary dragged, levels dragged, something done to it. */
function byHand(): EditorState {
  const { runs, epochSeconds } = presetNight('adult');
  const painted = edit(start, 'paint', (draft) => {
    writeRecording(draft, { name: 'adult by hand', epochSeconds, runs });
    writeRuns(draft, paintStage(runs, { from: 3600, to: 5400 }, 'REM'));
  });
  const dragged = edit(painted, 'drag', (draft) => {
    const now = recordingOf(painted.draft)!.runs;
    writeRuns(draft, moveBoundary(now, 0, 600, epochSeconds));
    writeLevel(draft, 'N1', 'ach', 0.55);
  });
  return edit(dragged, 'clamp', (draft) => {
    writeAt(draft, ['days'], 1);
    writeAt(draft, ['manipulations'], [newManipulation('clamp')]);
    writeHours(draft, 0, { from: 1, to: 2.5, isOpen: false });
  });
}

describe('schedules of the editor on the command line', () => {
  it('are taken, of every kind', async () => {
    const drafts = [
      edit(start, 'preset', (draft) => writeSource(draft, 'preset', 'narcolepsy')),
      edit(start, 'model', (draft) => writeSource(draft, 'model', 'gleit-booth')),
      edit(start, 'all', (draft) =>
        writeAt(
          draft,
          ['manipulations'],
          manipulationChoices().map(({ name }) => newManipulation(name)),
        ),
      ),
      createEditorState({ kind: 'cycle' }),
      createEditorState({ kind: 'nights' }),
    ];
    const paths = drafts.map((state, i) => save(`choice-${i}.yaml`, state));
    for (const path of paths) {
      const { code, stderr } = await oneiros(['schedule', 'validate', path], where);
      expect(code, stderr).toBe(0);
    }
  });

  it('keep an imported night with a stage chosen by hand', async () => {
    const bytes = exportHypnogram(presetNight('adult'), 'yasa-csv');
    const preview = previewImport(bytes, 'night.csv', { ...usualImport, trimMinutes: 5 });
    if (!preview.isRead) throw new Error(preview.message);
    const state = edit(start, 'import', (draft) => writeAt(draft, ['source'], preview.source));
    const path = save('imported.yaml', state);
    const { code, stderr } = await oneiros(['schedule', 'stats', path], where);
    expect(code, stderr).toBe(0);
  });

  it('are run', async () => {
    const path = save('by-hand.yaml', byHand());
    const finished = await oneiros(
      [
        'run',
        '--schedule',
        path,
        '--out',
        'run',
        ...tiny,
        '--set',
        'schedule.updates.minutesPerMiniBatch=60',
        '--json',
      ],
      where,
    );
    expect(finished.code, finished.stderr).toBe(0);
    const shown = await oneiros(['config', 'show', '--config', join('run', 'config.yaml'), '--json'], where);
    expect(JSON.stringify(jsonOf(shown))).toContain('adult by hand');
  });
});

describe('a run started from the editor', () => {
  const folder = (name: string): string => {
    const path = join(workspace.path, name);
    mkdirSync(path);
    return path;
  };
  const binary = fileURLToPath(new URL('../../../apps/cli/bin/oneiros.js', import.meta.url));

  it('begins on the server with the token, and is refused with the server’s words', async () => {
    const [runsFolder, siteFolder] = [folder('runs'), folder('site')];
    writeFileSync(join(siteFolder, 'index.html'), '');
    const app = await createServer({
      ...{ runsFolder, siteFolder, host: '127.0.0.1', token: 'secret', oneiros: '0' },
      starterFor: (root) => createRunStarter({ root, command: [process.execPath, binary] }),
    });
    try {
      const base = await app.listen({ host: '127.0.0.1', port: 0 });
      const server = { fetch: ((path, init) => fetch(`${base}/${String(path)}`, init)) as typeof fetch };
      const yaml = textOf(byHand().draft);
      await expect(startRun(yaml, server)).rejects.toMatchObject({
        status: 401,
        message: expect.stringContaining('the token'),
      });
      const wrong = startRun('kind: life\ndays: 0\n', { ...server, token: 'secret' });
      await expect(wrong).rejects.toMatchObject({ code: 'RUN_REFUSED', message: expect.stringContaining('days') });
      const { id } = await startRun(yaml, { ...server, token: 'secret' });
      expect(existsSync(join(runsFolder, id, 'run.json'))).toBe(true);
    } finally {
      await app.close();
    }
  });
});
