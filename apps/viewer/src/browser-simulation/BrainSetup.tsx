import { conditionNames, conditionSummaries, type ConditionName } from '@oneiros/simulation/config';
import { useId, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { backendNames, backendTitle, type BackendChoice } from './backend.ts';
import { brainSizes, type BrainChoice, type BrainSize } from './browser-config.ts';
import { schedulePresets, scheduleOf } from './schedule-choice.ts';
import styles from './brain-setup.module.css';

export interface BrainSetupProps {
  readonly initial: BrainChoice & { readonly backend: BackendChoice };
  readonly onBegin: (choice: BrainChoice & { readonly backend: BackendChoice }) => void;
}

const OWN_YAML = 'yaml';
const yamlExample = 'kind: nights\nnights: 5\ndayMiniBatches: 12\ncyclesPerNight: 3\n';

/** Which brain lives, how its days go, from which seed, and what computes. */
export function BrainSetup({ initial, onBegin }: BrainSetupProps) {
  const id = useId();
  const [seed, setSeed] = useState(String(initial.seed));
  const [size, setSize] = useState(initial.size);
  const [condition, setCondition] = useState(initial.condition);
  const [backend, setBackend] = useState(initial.backend);
  const [preset, setPreset] = useState('preset' in initial.schedule ? initial.schedule.preset : OWN_YAML);
  const [yaml, setYaml] = useState('yaml' in initial.schedule ? initial.schedule.yaml : yamlExample);
  const schedule = preset === OWN_YAML ? { yaml } : { preset };
  const problem = problemIn(() => scheduleOf(schedule)) ?? problemIn(() => seedOf(seed));
  const summary =
    schedulePresets.find(({ name }) => name === preset)?.summary ?? 'As `oneiros run --schedule FILE` takes it.';
  return (
    <form
      className={styles.setup}
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === null) onBegin({ seed: seedOf(seed), size, condition, schedule, backend });
      }}
    >
      <div className={styles.fields}>
        <label className={styles.field}>
          Schedule
          <select value={preset} onChange={({ target }) => setPreset(target.value)} aria-describedby={`${id}-summary`}>
            {schedulePresets.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
            <option value={OWN_YAML}>Your own, as YAML</option>
          </select>
        </label>
        <label className={styles.field}>
          Condition
          <select
            value={condition}
            title={conditionSummaries[condition]}
            onChange={({ target }) => setCondition(target.value as ConditionName)}
          >
            {conditionNames.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className={`${styles.field} ${styles.seed}`}>
          Seed
          <input inputMode="numeric" value={seed} onChange={({ target }) => setSeed(target.value)} />
        </label>
        <label className={styles.field}>
          Brain
          <select value={size} onChange={({ target }) => setSize(target.value as BrainSize)}>
            {Object.entries(brainSizes).map(([name, { label }]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label className={styles.field}>
          Computed by
          <select value={backend} onChange={({ target }) => setBackend(target.value as BackendChoice)}>
            <option value="auto">the fastest that runs here</option>
            {backendNames.map((name) => (
              <option key={name} value={name}>
                {backendTitle(name)}
              </option>
            ))}
          </select>
        </label>
        <Button type="submit" disabled={problem !== null} className={styles.begin}>
          Begin a new life
        </Button>
      </div>
      <p id={`${id}-summary`} className={styles.summary}>
        {summary}
      </p>
      {preset === OWN_YAML && (
        <label className={styles.yaml}>
          Schedule as YAML
          <textarea
            rows={6}
            spellCheck={false}
            value={yaml}
            aria-invalid={problem !== null}
            aria-describedby={`${id}-problem`}
            onChange={({ target }) => setYaml(target.value)}
          />
        </label>
      )}
      <p id={`${id}-problem`} role="status" className={styles.problem}>
        {problem}
      </p>
    </form>
  );
}

function seedOf(text: string): number {
  const seed = Number(text);
  if (/^\s*\d+\s*$/.test(text) && Number.isSafeInteger(seed)) return seed;
  throw new RangeError(`Expected the seed as a whole number from 0, got "${text}".`);
}

function problemIn(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
