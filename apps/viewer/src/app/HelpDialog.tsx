import { useEffect, useRef } from 'react';
import { keyHelp } from '../state/keyboard.ts';
import { Button } from '../ui/Button.tsx';
import styles from './app.module.css';

/** The keys of the page. */
export function HelpDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} className={styles.help} aria-labelledby="help-title" onClose={onClose}>
      <header className={styles.helpHeader}>
        <h2 id="help-title">Keys</h2>
        <Button onClick={onClose}>Close</Button>
      </header>
      <table className={styles.keys}>
        <tbody>
          {keyHelp.map(([keys, does]) => (
            <tr key={keys}>
              <th scope="row">
                <kbd>{keys}</kbd>
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.helpNote}>
        Drag over the lanes to move the play-head. Ctrl or ⌘ with the wheel zooms around the pointer; Shift with the
        wheel moves sideways. The address of the page restores what you see.
      </p>
    </dialog>
  );
}
