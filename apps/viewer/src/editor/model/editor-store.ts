import {
  createEditorState,
  edit,
  endGesture,
  markSaved,
  redo,
  undo,
  type EditorState,
  type Recipe,
} from './editor-state.ts';
import type { ScheduleDraft } from './schedule-draft.ts';

/** One editor's state, for `useSyncExternalStore`. */
export interface EditorStore {
  readonly getState: () => EditorState;
  readonly subscribe: (listener: () => void) => () => void;
  /** See {@link edit}. */
  change(label: string, recipe: Recipe, gesture?: string): void;
  endGesture(): void;
  /** @returns what was undone or done again, to be said; undefined where there was nothing */
  undo(): string | undefined;
  redo(): string | undefined;
  markSaved(): void;
  /** A key that no gesture before has had. */
  newGesture(name: string): string;
}

export function createEditorStore(draft: ScheduleDraft): EditorStore {
  let state = createEditorState(draft);
  let gestures = 0;
  const listeners = new Set<() => void>();
  const become = (next: EditorState): void => {
    if (next === state) return;
    state = next;
    listeners.forEach((listener) => listener());
  };
  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    change: (label, recipe, gesture) => become(edit(state, label, recipe, gesture)),
    endGesture: () => become(endGesture(state)),
    undo() {
      const label = state.past.at(-1)?.label;
      become(undo(state));
      return label;
    },
    redo() {
      const label = state.future[0]?.label;
      become(redo(state));
      return label;
    },
    markSaved: () => become(markSaved(state)),
    newGesture: (name) => `${name} ${++gestures}`,
  };
}
