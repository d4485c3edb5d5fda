import type { SleepStatistics } from '@oneiros/conductor';
import { formatTable } from '../terminal/table.ts';

/** Unit and meaning of each statistic, as YASA defines it. */
const meanings: Readonly<Record<string, readonly [unit: string, meaning: string]>> = {
  TIB: ['min', 'time in bed: the whole recording'],
  SPT: ['min', 'sleep period: from the first sleep to the last'],
  WASO: ['min', 'wake after sleep onset, within the sleep period'],
  TST: ['min', 'total sleep time'],
  SE: ['%', 'sleep efficiency: TST of TIB'],
  SME: ['%', 'sleep maintenance efficiency: TST of SPT'],
  SFI: ['1/h', 'sleep fragmentation: transitions from sleep into wake for each hour of sleep'],
  SOL: ['min', 'sleep onset latency: to the first sleep'],
  SOL_5min: ['min', 'to the first 5 minutes of unbroken sleep'],
  Lat_REM: ['min', 'to the first REM, from the start of the recording (YASA)'],
  Lat_REM_sleep_onset: ['min', 'to the first REM, from sleep onset (AASM)'],
};

const stageMeaning = (name: string): readonly [unit: string, meaning: string] =>
  name.startsWith('%') ? ['%', `${name.slice(1)} of TST`] : ['min', `in ${name}`];

/** Statistics as a table; those that the recording does not have as `-`. */
export function statisticsTable(statistics: SleepStatistics): string {
  const rows = Object.entries(statistics).map(([name, value]: [string, number | null]) => {
    const [unit, meaning] = meanings[name] ?? stageMeaning(name);
    return [name, formatStatistic(value), unit, meaning];
  });
  return formatTable([['name', 'value', 'unit', 'meaning'], ...rows], ['left', 'right', 'left', 'left']);
}

export const formatStatistic = (value: number | null): string =>
  value === null ? '-' : String(Number(value.toFixed(2)));
