import { useCallback, useMemo, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import type { StageRun } from '@oneiros/conductor';
import { saveFile } from '../ui/save-file.ts';
import { EditorContext, useProblemMap } from './editor-context.tsx';
import { createEditorStore, type EditorStore } from './model/editor-store.ts';
import { recordingOf } from './model/recording.ts';
import { writeAt, type Json, type ScheduleDraft } from './model/schedule-draft.ts';
import { scheduleKinds } from './model/schedule-forms.ts';
import { openText, problemsOfText, textOf } from './model/schedule-text.ts';
import { NightSection } from './night/NightSection.tsx';
import { ChoiceSelect } from './parts/ChoiceSelect.tsx';
import { DayControls } from './parts/DayControls.tsx';
import { EditorToolbar } from './parts/EditorToolbar.tsx';
import { ImportDialog, type ChosenFile } from './parts/ImportDialog.tsx';
import { LevelsEditor } from './parts/LevelsEditor.tsx';
import { ManipulationsPanel } from './parts/ManipulationsPanel.tsx';
import { MiniBatchesPanel } from './parts/MiniBatchesPanel.tsx';
import { ProblemList } from './parts/ProblemList.tsx';
import { SleepNumbers } from './parts/SleepNumbers.tsx';
import { SourcePanel } from './parts/SourcePanel.tsx';
import { StageTable } from './parts/StageTable.tsx';
import { Tabs, type Tab } from './parts/Tabs.tsx';
import { YamlPanel } from './parts/YamlPanel.tsx';
import { useReview } from './review/use-review.ts';
import styles from './schedule-editor.module.css';

export interface ScheduleEditorProps {
  /** Starts a run of the schedule, such as `startRun`; without it the editor only saves. */
  readonly onStart?: (yaml: string) => Promise<{ readonly id: string }>;
  /** A schedule file to begin with; a life of adult nights unless given. */
  readonly initialYaml?: string;
}

const usual: ScheduleDraft = { kind: 'life', days: 5, source: { preset: 'adult' } };
const FILE_NAME = 'schedule.yaml';

/** Draws, checks, saves and starts schedules: when the brain wakes, sleeps and dreams. */
export function ScheduleEditor(props: ScheduleEditorProps) {
  const { initialYaml } = props;
  const [store] = useState(() =>
    createEditorStore((initialYaml === undefined ? null : openText(initialYaml, FILE_NAME).draft) ?? usual),
  );
  return <EditorOf {...props} store={store} />;
}

interface EditorOfProps extends ScheduleEditorProps {
  readonly store: EditorStore;
}

function EditorOf({ store, onStart, initialYaml }: EditorOfProps) {
  const [spoken, setSpoken] = useState('');
  const [status, setStatus] = useState('');
  const [day, setDay] = useState(0);
  const [wholeDay, setWholeDay] = useState(false);
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [opening, setOpening] = useState(() =>
    initialYaml === undefined || openText(initialYaml, FILE_NAME).draft !== null
      ? []
      : openText(initialYaml, FILE_NAME).problems,
  );
  const importInput = useRef<HTMLInputElement>(null);
  const draft = useSyncExternalStore(store.subscribe, () => store.getState().draft);
  const { problems, preview, isPending } = useReview(draft, day, wholeDay);
  const problemMap = useProblemMap(problems);
  const say = useCallback((text: string) => setSpoken(text), []);
  const context = useMemo(() => ({ store, problems: problemMap, say }), [store, problemMap, say]);

  const recording = useMemo(() => recordingOf(draft), [draft]);
  const isLife = draft.kind === 'life';
  const night = useMemo(() => {
    if (!isLife) return null;
    if (recording !== null) return recording.runs.length > 0 ? recording : null;
    if (preview?.kind !== 'life') return null;
    return { runs: (preview.source ?? preview.runs) as readonly StageRun[], epochSeconds: preview.epochSeconds };
  }, [isLife, recording, preview]);
  const shownPreview = preview?.kind === draft.kind ? preview : null;

  const save = () => {
    const yaml = textOf(store.getState().draft);
    const refused = problemsOfText(yaml);
    if (refused.length > 0) {
      setStatus(`Not saved: ${refused[0]!.message}`);
      return;
    }
    saveFile(FILE_NAME, new Blob([yaml], { type: 'application/yaml' }));
    store.markSaved();
    setStatus(`Saved ${FILE_NAME}.`);
  };
  const start = async () => {
    const yaml = textOf(store.getState().draft);
    const refused = problemsOfText(yaml);
    if (refused.length > 0) return setStatus(`Not started: ${refused[0]!.message}`);
    setStatus('Starting…');
    try {
      const { id } = await onStart!(yaml);
      setStatus(`Started run ${id}.`);
    } catch (error) {
      setStatus(`Not started: ${(error as Error).message}`);
    }
  };
  const step = (direction: 'undo' | 'redo') => {
    const label = store[direction]();
    if (label !== undefined) say(direction === 'undo' ? `Undone: ${label}.` : `Done again: ${label}.`);
  };
  const open = (name: string, text: string) => {
    const { draft: opened, problems: wrong } = openText(text, name);
    if (opened === null) return setOpening(wrong);
    setOpening([]);
    store.change(`open ${name}`, (now) => replace(now, opened));
    store.markSaved();
    setStatus(`Opened ${name}.`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === 's') save();
    else if (event.target instanceof HTMLInputElement && event.target.type === 'text') return;
    else if (key === 'z') step(event.shiftKey ? 'redo' : 'undo');
    else if (key === 'y') step('redo');
    else return;
    event.preventDefault();
  };
  const choose = async (chosen: File) => {
    if (/\.ya?ml$/i.test(chosen.name)) open(chosen.name, await chosen.text());
    else setFile({ name: chosen.name, bytes: new Uint8Array(await chosen.arrayBuffer()) });
  };

  const count = (pattern: RegExp): number => problems.filter(({ path }) => pattern.test(path)).length;
  const lifeTabs: Tab[] = [
    {
      name: 'source',
      title: 'Source',
      problems: count(/^source(?!\.hypnogram)/),
      content: () => <SourcePanel night={night} onImport={() => importInput.current?.click()} />,
    },
    {
      name: 'stages',
      title: 'Stages as a table',
      problems: count(/^source\.hypnogram/),
      content: () => (night === null ? <p>There is no night to show yet.</p> : <StageTable night={night} />),
    },
    {
      name: 'manipulations',
      title: 'Manipulations',
      problems: count(/^manipulations/),
      content: () => <ManipulationsPanel />,
    },
  ];
  const tabs: Tab[] = [
    ...(isLife ? lifeTabs : []),
    {
      name: 'levels',
      title: 'Levels',
      problems: isLife ? count(/^levels\.stages/) : count(/^levels/),
      content: () => <LevelsEditor kind={draft.kind} />,
    },
    {
      name: 'fields',
      title: isLife ? 'Days, mini-batches, gates' : 'Fields',
      problems: count(isLife ? /^(?!source|manipulations|levels\.stages)./ : /^(?!levels)./),
      content: () => <MiniBatchesPanel kind={draft.kind} />,
    },
    { name: 'yaml', title: 'YAML', content: () => <YamlPanel fileName={FILE_NAME} /> },
  ];

  return (
    <EditorContext value={context}>
      <section className={styles.editor} aria-label="Schedule editor" onKeyDown={onKeyDown}>
        <EditorToolbar
          onUndo={() => step('undo')}
          onRedo={() => step('redo')}
          onChoose={(chosen) => void choose(chosen)}
          onSave={save}
          {...(onStart !== undefined && { onStart: () => void start() })}
          importInput={importInput}
          isWrong={problems.length > 0}
          status={status}
        />
        <ProblemList problems={opening.length > 0 ? opening : problems} />
        <div className={styles.layout}>
          <div className={styles.main}>
            <NightSection
              {...{ night, isPending }}
              isRecording={recording !== null}
              preview={shownPreview}
              command={`oneiros schedule preview ${FILE_NAME} --svg night.svg`}
            />
          </div>
          <aside className={styles.aside} aria-label="What the schedule comes to">
            <ChoiceSelect
              label="Kind of schedule"
              choices={scheduleKinds()}
              value={draft.kind}
              onChoose={(kind) =>
                store.change(`kind ${kind}`, (now) => replace(now, kind === 'life' ? usual : { kind }))
              }
            />
            {isLife && <DayControls {...{ day, wholeDay, onDay: setDay, onWholeDay: setWholeDay }} />}
            {shownPreview !== null && <SleepNumbers preview={shownPreview} />}
          </aside>
        </div>
        <Tabs tabs={tabs} label="Parts of the schedule" />
        {file !== null && (
          <ImportDialog
            file={file}
            onClose={() => setFile(null)}
            onTake={(source: Json, name) => {
              store.change(`import ${name}`, (now) => {
                if (now.kind !== 'life') replace(now, usual);
                writeAt(now, ['source'], source);
              });
              setFile(null);
              say(`${name} is now the night of the schedule.`);
            }}
          />
        )}
        <p role="status" aria-live="polite" className="visually-hidden">
          {spoken}
        </p>
      </section>
    </EditorContext>
  );
}

/** Makes one schedule of another, in place. */
function replace(target: Record<string, unknown>, by: ScheduleDraft): void {
  for (const key of Object.keys(target)) delete target[key];
  Object.assign(target, structuredClone(by));
}
