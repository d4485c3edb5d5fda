import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEditorState, edit, endGesture, isSaved, markSaved, redo, undo } from './editor-state.ts';
import { writeAt, type Json, type Path } from './schedule-draft.ts';

const start = createEditorState({ kind: 'life', source: { preset: 'adult' } });
const write = (state: typeof start, path: Path, value: Json | undefined, gesture?: string) =>
  edit(state, 'write', (draft) => writeAt(draft, path, value), gesture);

describe('the history of the editor', () => {
  it('undoes and redoes a step', () => {
    const edited = write(start, ['days'], 3);
    expect(undo(edited).draft).toEqual(start.draft);
    expect(redo(undo(edited)).draft).toEqual(edited.draft);
  });

  it('takes the edits of one gesture back together, and those of the next alone', () => {
    let state = start;
    for (const ach of [0.3, 0.4, 0.5]) state = write(state, ['levels', 'stages', 'N2', 'ach'], ach, 'drag 1');
    state = write(endGesture(state), ['levels', 'stages', 'N2', 'ach'], 0.6, 'drag 1');
    expect(state.past).toHaveLength(2);
    expect(undo(state).draft).toMatchObject({ levels: { stages: { N2: { ach: 0.5 } } } });
    expect(undo(undo(state)).draft).toEqual(start.draft);
  });

  it('remembers nothing where nothing changes, and forgets what was undone once something does', () => {
    expect(write(start, ['source', 'preset'], 'adult')).toBe(start);
    const undone = undo(write(start, ['days'], 3));
    expect(undone.future).toHaveLength(1);
    expect(write(undone, ['days'], 4).future).toHaveLength(0);
  });

  it('has nothing to undo or redo at its ends', () => {
    expect(undo(start)).toBe(start);
    expect(redo(start)).toBe(start);
  });

  it('knows whether the draft is the one written out, also after an undo', () => {
    const saved = markSaved(write(start, ['days'], 3));
    expect(isSaved(saved)).toBe(true);
    expect(isSaved(write(saved, ['days'], 4))).toBe(false);
  });

  it('comes back to the start over any edits, and forward again to the same end', () => {
    const paths: Path[] = [['days'], ['seed'], ['source', 'overrides', 'remPercent'], ['manipulations', 0, 'strength']];
    const step = fc.record({
      path: fc.constantFrom(...paths),
      value: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
      gesture: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const end = steps.reduce((state, { path, value, gesture }) => write(state, path, value, gesture), start);
        let back = end;
        while (back.past.length > 0) back = undo(back);
        expect(back.draft).toEqual(start.draft);
        let forward = back;
        while (forward.future.length > 0) forward = redo(forward);
        expect(forward.draft).toEqual(end.draft);
      }),
    );
  });
});
