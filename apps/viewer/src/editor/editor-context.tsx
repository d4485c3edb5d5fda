import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import type { ScheduleProblem } from '@oneiros/conductor';
import type { EditorStore } from './model/editor-store.ts';
import { pathText, valueAt, type Json, type Path, type ScheduleDraft } from './model/schedule-draft.ts';

/** What every part of one editor shares. */
export interface EditorContextValue {
  readonly store: EditorStore;
  /** Messages of the schema by the path that they are about. */
  readonly problems: ReadonlyMap<string, readonly string[]>;
  /** Says something to who cannot see what happened. */
  readonly say: (text: string) => void;
}

export const EditorContext = createContext<EditorContextValue | null>(null);

export function useEditor(): EditorContextValue {
  const value = useContext(EditorContext);
  if (value === null) throw new Error('Expected an editor around this part of it.');
  return value;
}

/** The value at a path of the draft; only its own changes draw anew. */
export function useDraftValue(path: Path): Json | undefined {
  const { store } = useEditor();
  return useSyncExternalStore(store.subscribe, () => valueAt(store.getState().draft, path));
}

export function useDraft(): ScheduleDraft {
  const { store } = useEditor();
  return useSyncExternalStore(store.subscribe, () => store.getState().draft);
}

const none: readonly string[] = [];

/** What is wrong with the value at a path itself. */
export function useProblems(path: Path): readonly string[] {
  return useEditor().problems.get(pathText(path)) ?? none;
}

/** Problems by their path. */
export function useProblemMap(problems: readonly ScheduleProblem[]): ReadonlyMap<string, readonly string[]> {
  return useMemo(() => {
    const map = new Map<string, string[]>();
    for (const { path, message } of problems) map.set(path, [...(map.get(path) ?? []), message]);
    return map;
  }, [problems]);
}
