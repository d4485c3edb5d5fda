import { useSyncExternalStore, type RefObject } from 'react';
import { Button } from '../../ui/Button.tsx';
import { useEditor } from '../editor-context.tsx';
import { isSaved } from '../model/editor-state.ts';
import styles from './parts.module.css';

export interface EditorToolbarProps {
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  /** A schedule or a scored night. */
  readonly onChoose: (file: File) => void;
  readonly onSave: () => void;
  readonly onStart?: () => void;
  readonly importInput: RefObject<HTMLInputElement | null>;
  readonly isWrong: boolean;
  readonly status: string;
}

/** Undo and redo, files in and out, and the run that all of this is for. */
export function EditorToolbar(props: EditorToolbarProps) {
  const { onUndo, onRedo, onChoose, onSave, onStart, importInput, isWrong, status } = props;
  const { store } = useEditor();
  const state = useSyncExternalStore(store.subscribe, store.getState);
  const last = state.past.at(-1)?.label;
  const next = state.future[0]?.label;
  return (
    <header className={styles.toolbar}>
      <h1 className={styles.heading}>Schedule</h1>
      <div className={styles.toolbarGroup} role="group" aria-label="History">
        <Button
          disabled={last === undefined}
          aria-keyshortcuts="Control+Z"
          title={last && `Undo ${last}`}
          onClick={onUndo}
        >
          Undo
        </Button>
        <Button
          disabled={next === undefined}
          aria-keyshortcuts="Control+Shift+Z"
          title={next && `Redo ${next}`}
          onClick={onRedo}
        >
          Redo
        </Button>
      </div>
      <div className={styles.toolbarGroup} role="group" aria-label="File">
        <input
          ref={importInput}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          aria-label="Schedule or scored night"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined) onChoose(file);
            // The same file can be chosen again.
            target.value = '';
          }}
        />
        <Button onClick={() => importInput.current?.click()}>Open or import…</Button>
        <Button aria-keyshortcuts="Control+S" disabled={isWrong} onClick={onSave}>
          Save YAML
        </Button>
        {onStart !== undefined && (
          <Button kind="main" disabled={isWrong} onClick={onStart}>
            Start a run
          </Button>
        )}
      </div>
      <p role="status" className={styles.status}>
        {status !== '' ? status : isSaved(state) ? '' : 'Not saved.'}
      </p>
    </header>
  );
}
