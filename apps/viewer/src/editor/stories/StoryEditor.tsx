import { useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { EditorContext, useProblemMap } from '../editor-context.tsx';
import { createEditorStore } from '../model/editor-store.ts';
import type { ScheduleDraft } from '../model/schedule-draft.ts';
import { reviewDraft } from '../review/review.ts';

/** An editor around one of its parts, whose problems are told at once. */
export function StoryEditor({ draft, children }: { readonly draft: ScheduleDraft; readonly children: ReactNode }) {
  const [store] = useState(() => createEditorStore(draft));
  const now = useSyncExternalStore(store.subscribe, () => store.getState().draft);
  const [first] = useMemo(() => [...reviewDraft({ draft: now, day: 0, wholeDay: false })], [now]);
  const problems = useProblemMap(first?.part === 'problems' ? first.problems : []);
  const [said, setSaid] = useState('');
  const context = useMemo(() => ({ store, problems, say: setSaid }), [store, problems]);
  return (
    <EditorContext value={context}>
      {children}
      <p role="status">{said}</p>
      <output aria-label="draft" hidden>
        {JSON.stringify(now)}
      </output>
    </EditorContext>
  );
}
