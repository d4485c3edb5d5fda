import type { Hypnogram, RunStage } from '../stages.ts';
import { ANONYMOUS_DATE, ANONYMOUS_TIME, edfDate } from './read/edf-header.ts';
import { toMicroseconds } from './merge-runs.ts';

/** Labels of EDF+'s standard texts. */
const labels: Readonly<Record<RunStage, string>> = {
  WAKE: 'Sleep stage W',
  N1: 'Sleep stage N1',
  N2: 'Sleep stage N2',
  N3: 'Sleep stage N3',
  REM: 'Sleep stage R',
  NREM: 'Sleep stage N',
  ART: 'Artefact',
  UNS: 'Sleep stage ?',
};

const HEADER_BYTES = 512;
const RECORD_BYTES = 61_440; // the most that EDF recommends
const KEEP_TIME = '+0\x14\x14\x00';

/**
 * Writes a hypnogram as the annotations of an EDF+C file without signals, one a run, to the microsecond; the length of
 * an epoch stands among the recording's further subfields.
 * @source Kemp & Olivan 2003, Clin Neurophysiol 114:1755
 */
export function writeEdf(hypnogram: Hypnogram): Uint8Array {
  const records = recordsOf(hypnogram);
  const recordBytes = 2 * Math.ceil(Math.max(...records.map(({ length }) => length)) / 2);
  const bytes = new Uint8Array(HEADER_BYTES + recordBytes * records.length);
  const put = (text: string, at: number): void => {
    for (let index = 0; index < text.length; index++) bytes[at + index] = text.charCodeAt(index);
  };
  put(headerOf(hypnogram, records.length, recordBytes / 2), 0);
  records.forEach((record, index) => put(record, HEADER_BYTES + recordBytes * index));
  return bytes;
}

/** Lists of annotations, in as few records as fit them. */
function recordsOf({ runs }: Hypnogram): string[] {
  const records: string[] = [];
  let lists = [KEEP_TIME];
  let length = KEEP_TIME.length;
  let onset = 0;
  for (const { stage, seconds } of runs) {
    const list = `+${toMicroseconds(onset)}\x15${toMicroseconds(seconds)}\x14${labels[stage]}\x14\x00`;
    if (length + list.length > RECORD_BYTES) {
      records.push(lists.join(''));
      lists = [KEEP_TIME];
      length = KEEP_TIME.length;
    }
    lists.push(list);
    length += list.length;
    onset += seconds;
  }
  return [...records, lists.join('')];
}

function headerOf({ start, epochSeconds }: Hypnogram, records: number, samples: number): string {
  const date = start === undefined ? 'X' : edfDate(start);
  const day = start === undefined ? ANONYMOUS_DATE : `${start.slice(8, 10)}.${start.slice(5, 7)}.${shortYear(start)}`;
  const time = start === undefined ? ANONYMOUS_TIME : start.slice(11, 19).replaceAll(':', '.');
  const fields: [string, number][] = [
    ['0', 8],
    ['X X X X', 80],
    [`Startdate ${date} X X Oneiros epoch=${epochSeconds}`, 80],
    [day, 8],
    [time, 8],
    [String(HEADER_BYTES), 8],
    ['EDF+C', 44],
    [String(records), 8],
    ['0', 8],
    ['1', 4],
    ['EDF Annotations', 16],
    ['', 80],
    ['', 8],
    ['-1', 8],
    ['1', 8],
    ['-32768', 8],
    ['32767', 8],
    ['', 80],
    [String(samples), 8],
    ['', 32],
  ];
  return fields.map(([text, width]) => text.padEnd(width).slice(0, width)).join('');
}

/** Two digits from 1985 to 2084; else "yy", and the full date counts. */
const shortYear = (start: string): string => {
  const year = Number(start.slice(0, 4));
  return year >= 1985 && year <= 2084 ? start.slice(2, 4) : 'yy';
};
