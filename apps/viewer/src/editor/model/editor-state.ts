import { applyPatches, enablePatches, produceWithPatches, type Patch } from 'immer';
import type { ScheduleDraft } from './schedule-draft.ts';

enablePatches();

/** One step that can be undone. */
export interface Edit {
  /** What was done, to be said: "paint REM". */
  readonly label: string;
  /** Edits of one gesture (a drag, typing into one field) share it and are undone together. */
  readonly gesture?: string;
  readonly patches: readonly Patch[];
  readonly inverse: readonly Patch[];
}

/** The schedule and its history; plain data. */
export interface EditorState {
  readonly draft: ScheduleDraft;
  readonly past: readonly Edit[];
  readonly future: readonly Edit[];
  /** What the file on disk says; differs from `draft` where there is something to save. */
  readonly saved: ScheduleDraft;
}

const MOST_STEPS = 500;

export const createEditorState = (draft: ScheduleDraft): EditorState => ({ draft, past: [], future: [], saved: draft });

/** A change of the draft in place, as Immer takes it. */
export type Recipe = (draft: Record<string, unknown> & { kind: string }) => void;

/**
 * Applies a change; nothing is remembered where nothing changes, and what was undone before is forgotten.
 * @param gesture joins this edit with the last one where that has the same
 */
export function edit(state: EditorState, label: string, recipe: Recipe, gesture?: string): EditorState {
  const [draft, patches, inverse] = produceWithPatches(state.draft, (current) =>
    recipe(current as unknown as Record<string, unknown> & { kind: string }),
  );
  if (patches.length === 0) return state;
  const last = state.past.at(-1);
  const isSameGesture = gesture !== undefined && last?.gesture === gesture && state.future.length === 0;
  const step: Edit = {
    label,
    ...(gesture !== undefined && { gesture }),
    patches: isSameGesture ? [...last.patches, ...patches] : patches,
    inverse: isSameGesture ? [...inverse, ...last.inverse] : inverse,
  };
  const past = isSameGesture ? state.past.slice(0, -1) : state.past.slice(-MOST_STEPS + 1);
  return { ...state, draft, past: [...past, step], future: [] };
}

/** Ends a gesture: the next edit is a step of its own. */
export function endGesture(state: EditorState): EditorState {
  const last = state.past.at(-1);
  if (last?.gesture === undefined) return state;
  const { label, patches, inverse } = last;
  return { ...state, past: [...state.past.slice(0, -1), { label, patches, inverse }] };
}

/** Takes the last step back; the same state where there is none. */
export function undo(state: EditorState): EditorState {
  const step = state.past.at(-1);
  if (step === undefined) return state;
  return {
    ...state,
    draft: applyPatches(state.draft, [...step.inverse]),
    past: state.past.slice(0, -1),
    future: [step, ...state.future],
  };
}

/** Does again what was undone last; the same state where there is nothing. */
export function redo(state: EditorState): EditorState {
  const [step, ...future] = state.future;
  if (step === undefined) return state;
  return { ...state, draft: applyPatches(state.draft, [...step.patches]), past: [...state.past, step], future };
}

/** Remembers the draft as the one that was written out. */
export const markSaved = (state: EditorState): EditorState => ({ ...state, saved: state.draft });

export const isSaved = ({ draft, saved }: EditorState): boolean => draft === saved;
