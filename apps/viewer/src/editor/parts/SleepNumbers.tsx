import type { SleepStatistics } from '@oneiros/conductor';
import { memo } from 'react';
import { stageName } from '../night/stage-names.ts';
import type { Preview } from '../review/preview.ts';
import styles from './parts.module.css';

/** YASA's names, what they mean and their unit; stages and their shares come after, as the night has them. */
const rows = [
  ['TIB', 'time in bed', 'min'],
  ['TST', 'total sleep time', 'min'],
  ['SE', 'sleep efficiency', '%'],
  ['SOL', 'sleep onset latency', 'min'],
  ['WASO', 'wake after sleep onset', 'min'],
  ['Lat_REM_sleep_onset', 'REM latency from sleep onset', 'min'],
  ['SFI', 'awakenings an hour of sleep', '1/h'],
] as const satisfies readonly (readonly [keyof SleepStatistics, string, string])[];

const stages = ['WAKE', 'REM', 'N1', 'N2', 'N3', 'NREM'] as const;

const text = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : String(Math.round(value * 10) / 10);

/** Statistics of the night as it is lived, beside those of its source where something is done to it. */
export const SleepNumbers = memo(function SleepNumbers({ preview }: { readonly preview: Preview }) {
  const { statistics, sourceStatistics: before, learning } = preview;
  const all = learning.wake + learning.nrem + learning.rem;
  return (
    <div className={styles.numbers}>
      {statistics !== null && preview.kind !== 'cycle' && (
        <table className={styles.table}>
          <caption className={styles.caption}>Sleep</caption>
          <thead>
            <tr>
              <th scope="col">statistic</th>
              {before !== null && <th scope="col">source</th>}
              <th scope="col">{before === null ? 'value' : 'as lived'}</th>
              <th scope="col">unit</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([key, meaning, unit]) => (
              <tr key={key}>
                <th scope="row">
                  <abbr title={key}>{meaning}</abbr>
                </th>
                {before !== null && <td className={styles.before}>{text(before[key])}</td>}
                <td>{text(statistics[key])}</td>
                <td className={styles.unit}>{unit}</td>
              </tr>
            ))}
            {stages
              .filter((stage) => statistics[stage] !== undefined)
              .map((stage) => (
                <tr key={stage}>
                  <th scope="row">{stageName(stage)}</th>
                  {before !== null && <td className={styles.before}>{text(before[stage])}</td>}
                  <td>
                    {text(statistics[stage])}
                    {stage !== 'WAKE' && <span className={styles.share}>{` ${text(statistics[`%${stage}`])} %`}</span>}
                  </td>
                  <td className={styles.unit}>min</td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
      <table className={styles.table}>
        <caption
          className={styles.caption}
        >{`What teaches, mini-batches a ${preview.kind === 'cycle' ? 'stretch' : 'day'}`}</caption>
        <tbody>
          {(['wake', 'nrem', 'rem'] as const).map((key) => (
            <tr key={key}>
              <th scope="row">{{ wake: 'Wake', nrem: 'NREM dreams', rem: 'REM dreams' }[key]}</th>
              <td>{text(learning[key])}</td>
              <td className={styles.unit}>{`${Math.round((100 * learning[key]) / all)} %`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});
