import type { HypnogramFormat } from '../formats.ts';
import type { ImportOptions } from '../imported-hypnogram.ts';
import {
  aasmScheme,
  nremRemWakeScheme,
  rem5Scheme,
  remWakeNremScheme,
  wakeNremRemScheme,
  type CodeScheme,
} from './code-schemes.ts';
import { readEdf } from './read-edf.ts';
import { readJson } from './read-json.ts';
import { readMisleep } from './read-misleep.ts';
import { findHeader, readTable } from './read-table.ts';
import { readDescription, readElan, readValues } from './read-values.ts';
import { readStageDuration } from './read-visbrain.ts';
import { readNsrr, readProfusion } from './read-xml.ts';
import { quote, type Fail, type Reading } from './reading.ts';
import { decodeText, firstLines, isNumber } from './text.ts';

type Shape = 'json' | 'misleep-text' | 'table' | 'values' | 'stage-duration' | 'elan' | 'nsrr' | 'profusion';

/** What the numbers of a format mean, where the caller says which format it is. */
const schemes: Readonly<Partial<Record<HypnogramFormat, CodeScheme>>> = {
  'yasa-txt': aasmScheme,
  'yasa-csv': aasmScheme,
  bids: aasmScheme,
  'visbrain-point-per-second': aasmScheme,
  isruc: rem5Scheme,
  weber: remWakeNremScheme,
  accusleep: remWakeNremScheme,
  misleep: nremRemWakeScheme,
  franken: wakeNremRemScheme,
};

/** Formats that are always of one shape; the others are looked at. */
const shapes: Readonly<Partial<Record<HypnogramFormat, Shape>>> = {
  json: 'json',
  elan: 'elan',
  'nsrr-xml': 'nsrr',
  'profusion-xml': 'profusion',
  'visbrain-stage-duration': 'stage-duration',
  'visbrain-point-per-second': 'values',
  'yasa-txt': 'values',
  isruc: 'values',
  weber: 'values',
  franken: 'values',
  bids: 'table',
  csv: 'table',
  'yasa-csv': 'table',
  sleepsign: 'table',
};

/** Reads a file of any format, which its content tells unless the caller does. */
export function readHypnogram(bytes: Uint8Array, options: ImportOptions, fail: Fail): Reading {
  const { format } = options;
  if (bytes.length === 0) fail({ byte: 0 }, 'a hypnogram', 'an empty file');
  if (format === 'edf' || format === 'bdf' || (format === undefined && isEdf(bytes))) return readEdf(bytes, fail);
  const text = decodeText(bytes, fail);
  const shape = (format === undefined ? undefined : shapes[format]) ?? shapeOf(text, fail);
  const reading = readShape(shape, text, options, fail);
  return format === undefined ? described(reading, options, fail) : described(asTold(reading, format), options, fail);
}

const asTold = (reading: Reading, format: HypnogramFormat): Reading => {
  const scheme = schemes[format];
  const epochSeconds = format === 'visbrain-point-per-second' ? 1 : reading.epochSeconds;
  return {
    ...reading,
    format,
    schemes: scheme === undefined ? reading.schemes : [scheme],
    ...(epochSeconds === undefined ? {} : { epochSeconds }),
  };
};

/** A description beside the file settles what its codes mean. */
function described(reading: Reading, { description }: ImportOptions, fail: Fail): Reading {
  if (description === undefined) return reading;
  const { epochSeconds, codes } = readDescription(decodeText(description, fail), fail);
  const scheme = { ...aasmScheme, name: 'the description beside the file', codes };
  return { ...reading, format: 'visbrain-point-per-second', epochSeconds, schemes: [scheme] };
}

const isEdf = (bytes: Uint8Array): boolean => {
  const starts = (text: string, from: number): boolean =>
    [...text].every((letter, index) => bytes[from + index] === letter.charCodeAt(0));
  return (bytes[0] === 0xff && starts('BIOSEMI', 1)) || starts('0       ', 0);
};

function shapeOf(text: string, fail: Fail): Shape {
  const lines = firstLines(text.replace(/^\ufeff/, ''), 64);
  const first = lines[0]?.text;
  if (first === undefined) return fail({ line: 1 }, 'a hypnogram', 'nothing');
  if (first.startsWith('<')) return xmlShapeOf(text, fail);
  if (first.startsWith('{') || first.startsWith('[')) return 'json';
  if (/^time_base\b/.test(first)) return 'elan';
  if (first.startsWith('READ ONLY!') || lines.some((line) => /^=+sleep stage=+$/i.test(line.text)))
    return 'misleep-text';
  if (first.startsWith('*')) return 'stage-duration';
  if (findHeader(lines) !== undefined) return 'table';
  const cells = (lines.find((line) => !line.text.startsWith('#'))?.text ?? '').split(/[\t,;]|\s+(?=\S+$)/);
  return cells.length === 2 && !isNumber(cells[0]!) && isNumber(cells[1]!) && !/stage$/i.test(cells[0]!)
    ? 'stage-duration'
    : 'values';
}

function xmlShapeOf(text: string, fail: Fail): Shape {
  if (/<PSGAnnotation[\s>]/.test(text) || /<EventConcept[\s>]/.test(text)) return 'nsrr';
  if (/<CMPStudyConfig[\s>]/.test(text) || /<SleepStage>/.test(text)) return 'profusion';
  return fail({ line: 1 }, 'XML of NSRR (PSGAnnotation) or Profusion (CMPStudyConfig)', quote(text));
}

function readShape(shape: Shape, text: string, options: ImportOptions, fail: Fail): Reading {
  const plain = text.replace(/^\ufeff/, '');
  switch (shape) {
    case 'json':
      return readJson(plain, fail);
    case 'misleep-text':
      return readMisleep(plain, fail);
    case 'table':
      return readTable(plain, options, fail);
    case 'values':
      return readValues(plain, fail);
    case 'stage-duration':
      return readStageDuration(plain, fail);
    case 'elan':
      return readElan(plain, fail);
    case 'nsrr':
      return readNsrr(plain, fail);
    case 'profusion':
      return readProfusion(plain, fail);
    default:
      return shape satisfies never;
  }
}
