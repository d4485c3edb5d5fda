import { quote, type Fail } from './reading.ts';

const FIXED_BYTES = 256;
const SIGNAL_BYTES = 256;

/** One signal's place in a data record. */
export interface EdfSignal {
  readonly label: string;
  /** Bytes from the start of a record. */
  readonly offset: number;
  readonly bytes: number;
}

/** What the reader of annotations needs from the header of an EDF+ or BDF+ file. */
export interface EdfHeader {
  readonly kind: 'edf' | 'bdf';
  readonly headerBytes: number;
  /** As the header has it; -1: not known. */
  readonly records: number;
  readonly recordBytes: number;
  readonly signals: readonly EdfSignal[];
  /** ISO local time; undefined where the header's date is none. */
  readonly start: string | undefined;
  /** The recording's further subfields. */
  readonly recording: string;
}

const latin = (bytes: Uint8Array, from: number, length: number): string => {
  let text = '';
  for (let at = from; at < from + length; at++) text += String.fromCharCode(bytes[at]!);
  return text;
};

/**
 * Reads the header of an EDF+ or BDF+ file.
 * @source Kemp & Olivan 2003, Clin Neurophysiol 114:1755 (EDF+); biosemi.com, "BDF file format"
 */
export function readEdfHeader(bytes: Uint8Array, fail: Fail): EdfHeader {
  if (bytes.length < FIXED_BYTES) {
    fail({ byte: bytes.length }, `a header of ${FIXED_BYTES} bytes`, `the end of the file`);
  }
  const kind = bytes[0] === 0xff && latin(bytes, 1, 7) === 'BIOSEMI' ? 'bdf' : 'edf';
  if (kind === 'edf' && latin(bytes, 0, 8).trim() !== '0') {
    fail({ byte: 0 }, 'the version 0 of EDF or 0xFF BIOSEMI of BDF', quote(latin(bytes, 0, 8)));
  }
  const integer = (from: number, length: number, least: number, most: number, what: string): number => {
    const text = latin(bytes, from, length);
    const value = Number(text.trim());
    if (!/^-?\d+$/.test(text.trim()) || value < least || value > most) fail({ byte: from }, what, quote(text));
    return value;
  };
  const reserved = latin(bytes, 192, 44);
  if (!/^(EDF|BDF)\+[CD]/.test(reserved)) {
    fail({ byte: 192 }, 'EDF+C, EDF+D, BDF+C or BDF+D: without it a file has no annotations', quote(reserved.trim()));
  }
  const signalCount = integer(252, 4, 1, 9999, 'the number of signals');
  const headerBytes = FIXED_BYTES + SIGNAL_BYTES * signalCount;
  integer(184, 8, headerBytes, headerBytes, `${headerBytes} header bytes for ${signalCount} signals`);
  if (bytes.length < headerBytes) {
    fail({ byte: bytes.length }, `a header of ${headerBytes} bytes`, 'the end of the file');
  }
  const records = integer(236, 8, -1, 99_999_999, 'the number of data records, or -1');
  const signals: EdfSignal[] = [];
  let recordBytes = 0;
  for (let signal = 0; signal < signalCount; signal++) {
    const samplesAt = FIXED_BYTES + 216 * signalCount + 8 * signal;
    const samples = integer(samplesAt, 8, 1, 99_999_999, 'the number of samples in a record');
    const label = latin(bytes, FIXED_BYTES + 16 * signal, 16).trim();
    const length = samples * (kind === 'bdf' ? 3 : 2);
    signals.push({ label, offset: recordBytes, bytes: length });
    recordBytes += length;
  }
  const recording = latin(bytes, 88, 80).trim();
  const start = startOf(recording, latin(bytes, 168, 8), latin(bytes, 176, 8));
  return { kind, headerBytes, records, recordBytes, signals, start, recording };
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** What stands in the header where the start is not known. */
export const ANONYMOUS_DATE = '01.01.85';
export const ANONYMOUS_TIME = '00.00.00';

/** The full date of the recording field where it has one; a year of two digits is 1985 to 2084. */
function startOf(recording: string, date: string, time: string): string | undefined {
  const clock = /^(\d\d)[.:](\d\d)[.:](\d\d)$/.exec(time.trim());
  if (clock === null) return undefined;
  const full = /^Startdate (\d\d)-([A-Z]{3})-(\d{4})/i.exec(recording);
  const short = /^(\d\d)[.\-/](\d\d)[.\-/](\d\d)$/.exec(date.trim());
  let day: number[];
  if (full !== null) day = [Number(full[3]), months.indexOf(full[2]!.toUpperCase()) + 1, Number(full[1])];
  else if (short !== null) {
    const year = Number(short[3]);
    day = [year + (year >= 85 ? 1900 : 2000), Number(short[2]), Number(short[1])];
  } else return undefined;
  if (/^Startdate X\b/.test(recording) && date === ANONYMOUS_DATE && time === ANONYMOUS_TIME) return undefined;
  const iso = `${day.map((part) => String(part).padStart(2, '0')).join('-')}T${clock.slice(1).join(':')}`;
  const milliseconds = Date.parse(`${iso}Z`);
  return Number.isNaN(milliseconds) || !new Date(milliseconds).toISOString().startsWith(iso) ? undefined : iso;
}

/** A date as EDF+ writes it in the recording field, `24-APR-1989`. */
export function edfDate(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-');
  return `${day}-${months[Number(month) - 1]}-${year}`;
}
