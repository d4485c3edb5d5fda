import { useMemo, type KeyboardEvent, type PointerEvent } from 'react';
import { useDraftValue, useEditor } from '../editor-context.tsx';
import { NumberInput } from '../fields/NumberInput.tsx';
import { ObjectProblems } from '../fields/FieldList.tsx';
import { stageLevels, writeLevel, type StageLevels } from '../model/stage-levels.ts';
import { followPointer } from '../night/follow-pointer.ts';
import styles from './parts.module.css';

const HEIGHT = 200;
const levels = ['ach', 'na'] as const;
const names = { ach: 'ACh', na: 'NA' } as const;
type LevelName = (typeof levels)[number];

/** What each stage tends to: dots that are dragged up and down, and the same as a table. */
export function LevelsEditor({ kind }: { readonly kind: string }) {
  const { store } = useEditor();
  const given = useDraftValue(['levels']);
  const order = useDraftValue(['order']);
  const stages = useMemo(
    () =>
      stageLevels({
        kind,
        ...(given !== undefined && { levels: given }),
        ...(order !== undefined && { order }),
      }),
    [kind, given, order],
  );
  const write = (stage: StageLevels, which: LevelName, level: number, gesture: string) =>
    store.change(`${names[which]} of ${stage.label}`, (draft) => writeLevel(draft, stage.name, which, level), gesture);
  const base = kind === 'life' ? ['levels', 'stages'] : ['levels'];
  return (
    <div className={styles.levels}>
      <div className={styles.levelChart} role="group" aria-label="Levels of stages, to be dragged">
        <div className={styles.levelScale} style={{ height: HEIGHT }} aria-hidden="true">
          <span>1</span>
          <span>½, a gate opens</span>
          <span>0</span>
        </div>
        {stages.map((stage) => (
          <div key={stage.name} className={styles.levelColumn}>
            <div className={styles.levelRail} style={{ height: HEIGHT }}>
              {levels.map((which) => (
                <LevelDot
                  key={which}
                  {...{ stage, which }}
                  onLevel={(level, gesture) => write(stage, which, level, gesture)}
                />
              ))}
            </div>
            <span className={styles.levelName}>{stage.label}</span>
          </div>
        ))}
      </div>
      <table className={`${styles.table} ${styles.levelTable}`}>
        <caption className={styles.caption}>Levels that each stage tends to, 0 to 1</caption>
        <thead>
          <tr>
            <th scope="col">stage</th>
            <th scope="col">
              <span className={styles.achKey}>● </span>ACh
            </th>
            <th scope="col">
              <span className={styles.naKey}>◆ </span>NA
            </th>
          </tr>
        </thead>
        <tbody>
          {stages.map((stage) => (
            <tr key={stage.name}>
              <th scope="row">
                {stage.label}
                <ObjectProblems path={[...base, stage.name]} />
              </th>
              {levels.map((which) => (
                <td key={which}>
                  <LevelCell
                    {...{ stage, which }}
                    path={[...base, stage.name, which]}
                    onLevel={(level, gesture) => write(stage, which, level, gesture)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface LevelProps {
  readonly stage: StageLevels;
  readonly which: LevelName;
  readonly onLevel: (level: number, gesture: string) => void;
}

const isHeld = (stage: StageLevels, which: LevelName): boolean => which === 'ach' && stage.achHeldBy !== undefined;

function LevelDot({ stage, which, onLevel }: LevelProps) {
  const { store } = useEditor();
  const level = stage[which];
  const held = isHeld(stage, which);
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || held) return;
    const { top, height } = event.currentTarget.parentElement!.getBoundingClientRect();
    const gesture = store.newGesture('level');
    followPointer(event, (_, clientY) => onLevel(Math.round(100 * (1 - (clientY - top) / height)) / 100, gesture));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 0.1 : 0.01;
    const target = {
      ...{ ArrowUp: level + step, ArrowRight: level + step, ArrowDown: level - step, ArrowLeft: level - step },
      ...{ PageUp: level + 0.1, PageDown: level - 0.1, Home: 0, End: 1 },
    }[event.key];
    if (target === undefined || held || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onLevel(target, `${which} of ${stage.name} by key`);
  };
  return (
    <span
      className={`${styles.levelDot} ${styles[which]}`}
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`${names[which]} in ${stage.label}`}
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={level}
      aria-disabled={held || undefined}
      title={held ? `ACh comes from ${stage.achHeldBy}` : `${names[which]} ${level}`}
      style={{ bottom: `${level * 100}%` }}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}

function LevelCell({ stage, which, path, onLevel }: LevelProps & { readonly path: readonly string[] }) {
  const { store, problems } = useEditor();
  const problem = problems.get(path.join('.'));
  return (
    <>
      <NumberInput
        label={`${names[which]} in ${stage.label}`}
        value={Math.round(stage[which] * 1000) / 1000}
        step={0.01}
        least={0}
        most={1}
        disabled={isHeld(stage, which)}
        isInvalid={problem !== undefined}
        onChange={(value) => typeof value === 'number' && onLevel(value, `${which} of ${stage.name} by typing`)}
        onDone={store.endGesture}
      />
      {problem !== undefined && <span className={styles.problem}>{problem.join('; ')}</span>}
    </>
  );
}
