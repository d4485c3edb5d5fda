import { aasmScheme, rem5Scheme } from './code-schemes.ts';
import { readEdfHeader, type EdfHeader, type EdfSignal } from './edf-header.ts';
import { quote, SpanCollector, type Fail, type Reading } from './reading.ts';
import { isEpochSeconds } from './text.ts';

/**
 * Reads the annotations of an EDF+ or BDF+ file: onsets count from the start of the file, whatever the records last
 * (their duration may be 0) and however many the header announces (-1 where the recording was broken off).
 * A data record holds lists `+onset<21>duration<20>text<20>...<0>`, the first of which only keeps the time.
 * @source Kemp & Olivan 2003, Clin Neurophysiol 114:1755, section 2.2
 */
export function readEdf(bytes: Uint8Array, fail: Fail): Reading {
  const header = readEdfHeader(bytes, fail);
  const annotated = header.signals.filter(({ label }) => /^(EDF|BDF) Annotations$/.test(label));
  if (annotated.length === 0) {
    const labels = header.signals.slice(0, 8).map(({ label }) => label);
    fail({ byte: 256 }, 'a signal "EDF Annotations" or "BDF Annotations"', quote(labels.join(', ')));
  }
  const warnings: string[] = [];
  const collector = new SpanCollector(fail);
  const records = recordCount(header, bytes.length, warnings);
  for (let record = 0; record < records; record++) {
    for (const signal of annotated) {
      const from = header.headerBytes + record * header.recordBytes + signal.offset;
      readLists(bytes, from, endOf(from, signal, bytes), collector, fail);
    }
  }
  const epoch = /\bepoch=(\d+(?:\.\d+)?)\b/.exec(header.recording)?.[1];
  return {
    format: header.kind,
    spans: collector.spans,
    unit: 'seconds',
    ...(isEpochSeconds(Number(epoch)) ? { epochSeconds: Number(epoch) } : {}),
    schemes: [aasmScheme, rem5Scheme],
    hasOtherEvents: true,
    ...(header.start === undefined ? {} : { start: header.start }),
    warnings,
  };
}

const endOf = (from: number, { bytes: length }: EdfSignal, bytes: Uint8Array): number =>
  Math.min(from + length, bytes.length);

function recordCount({ records, headerBytes, recordBytes }: EdfHeader, fileBytes: number, warnings: string[]): number {
  const whole = Math.floor((fileBytes - headerBytes) / recordBytes);
  if (records === -1 || records === whole) return whole;
  if (records < whole) return records;
  warnings.push(`The file ends early: ${whole} whole data records of ${records}.`);
  return Math.ceil((fileBytes - headerBytes) / recordBytes);
}

const END_OF_TEXT = 20;
const LONGEST_TEXT_BYTES = 512;

/** The lists of one signal in one record. */
function readLists(bytes: Uint8Array, from: number, end: number, collector: SpanCollector, fail: Fail): void {
  let at = from;
  while (at < end) {
    if (bytes[at] === 0) {
      at++; // padding, or the end of a list
      continue;
    }
    const listEnd = nextOf(bytes, 0, at, end);
    readList(bytes, at, listEnd, collector, fail);
    at = listEnd;
  }
}

function nextOf(bytes: Uint8Array, value: number, from: number, end: number): number {
  const at = bytes.subarray(from, end).indexOf(value);
  return at < 0 ? end : from + at;
}

function readList(bytes: Uint8Array, from: number, end: number, collector: SpanCollector, fail: Fail): void {
  const timeEnd = nextOf(bytes, END_OF_TEXT, from, end);
  const timing = textOf(bytes, from, timeEnd);
  const found = /^([+-]\d{1,12}(?:\.\d{0,12})?)(?:\u0015(\d{1,12}(?:\.\d{0,12})?)?)?$/.exec(timing);
  if (found === null || timeEnd === end) {
    fail({ byte: from }, 'an annotation "+onset<21>duration<20>text<20>"', quote(timing));
  }
  const onset = Number(found![1]);
  const length = found![2] === undefined ? undefined : Number(found![2]);
  let at = timeEnd + 1;
  while (at < end) {
    const textEnd = nextOf(bytes, END_OF_TEXT, at, end);
    if (textEnd > at)
      collector.add(textOf(bytes, at, textEnd), onset, length === 0 ? undefined : length, { byte: from });
    at = textEnd + 1;
  }
}

/** UTF-8; what is longer than any stage's name is cut. */
const textOf = (bytes: Uint8Array, from: number, end: number): string =>
  new TextDecoder().decode(bytes.subarray(from, Math.min(end, from + LONGEST_TEXT_BYTES)));
