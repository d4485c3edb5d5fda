import {
  aasmScheme,
  everyScheme,
  rem5Scheme,
  remWakeNremScheme,
  wakeNremRemScheme,
  type CodeScheme,
} from './code-schemes.ts';
import { quote, SpanCollector, type CodedSpan, type Fail, type Reading } from './reading.ts';
import { meaningOfLabel, type CodeMeaning } from './stage-labels.ts';
import { epochSecondsAt, linesOf, numberAt } from './text.ts';

const LONGEST_CODE = 32;
const PAIR = /^\d[\s,;]+\d+$/;

/**
 * Reads one value an epoch or second, a line each, with `#` comments: YASA, ISRUC, Visbrain's points, Franken's w, n, r,
 * and any other; two numbers a line are Weber's (`remidx`), whose second only says that someone looked.
 * A header's "0: Wake, 1: N1" says what the numbers mean, its "per 30 seconds" gives the length of an epoch; else runs that are all multiples of 20 or 30 lines say that
 * a line is one second.
 */
export function readValues(text: string, fail: Fail): Reading {
  const collector = new SpanCollector(fail);
  let epochs = 0;
  let epochSeconds: number | undefined;
  let columns: number | undefined;
  const stated: Record<string, CodeMeaning> = {};
  for (const { text: content, line } of linesOf(text)) {
    if (content.startsWith('#')) {
      Object.assign(stated, codesOf(content));
      const length = /\bper (\d+(?:\.\d+)?) ?s(?:ec(?:ond)?s?)?\b/i.exec(content)?.[1];
      if (length !== undefined) epochSeconds = epochSecondsAt(length, line, fail);
      continue;
    }
    const isPair = PAIR.test(content);
    columns ??= isPair ? 2 : 1;
    const value = columns === 2 ? content[0]! : content;
    if (isPair !== (columns === 2) || value.length > LONGEST_CODE) {
      fail({ line }, columns === 2 ? 'two whole numbers' : 'one value', quote(content));
    }
    collector.add(wholeOf(value), epochs++, 1, { line });
  }
  if (epochs === 0) fail({ line: 1 }, 'one value a line', 'nothing');
  const { spans } = collector;
  const isLettered = spans.every(({ code }) => /^[wnr123]$/.test(code)) && spans.some(({ code }) => /[wnr]/.test(code));
  const schemes = isLettered ? [wakeNremRemScheme] : columns === 2 ? [remWakeNremScheme] : everyScheme;
  const hasStated = Object.keys(stated).length > 1;
  const seconds = epochSeconds ?? (isPointPerSecond(spans) ? 1 : undefined);
  return {
    format: isLettered ? 'franken' : columns === 2 ? 'weber' : seconds === 1 ? 'visbrain-point-per-second' : 'yasa-txt',
    spans,
    unit: 'epochs',
    ...(seconds === undefined ? {} : { epochSeconds: seconds }),
    schemes: hasStated ? [{ ...aasmScheme, name: "the file's own header", codes: stated }] : schemes,
    hasOtherEvents: false,
    warnings: [],
  };
}

/** Codes that a comment explains, `# 0: Wake, 1: N1`. */
function codesOf(comment: string): Record<string, CodeMeaning> {
  const codes: Record<string, CodeMeaning> = {};
  for (const [, code, label] of comment.matchAll(/(-?\b\d{1,2}) ?[:=] ?([\w?]{1,12})/g)) {
    const meaning = meaningOfLabel(label!);
    if (meaning !== undefined) codes[code!] = meaning;
  }
  return codes;
}

/** 2.0 is 2, as programs write that keep stages as floats. */
export const wholeOf = (code: string): string =>
  /^-?\d{1,3}\.0*$/.test(code) ? code.slice(0, code.indexOf('.')) : code;

/** A line a second shows in runs that all last whole epochs of 20 or 30 lines; the last may be cut. */
function isPointPerSecond(spans: readonly CodedSpan[]): boolean {
  const whole = spans.slice(0, -1);
  return whole.length >= 4 && [30, 20].some((epoch) => whole.every(({ length }) => length! % epoch === 0));
}

/** Visbrain's `..._description.txt`: `time 1.0`, then `N2 2` for every code. */
export function readDescription(text: string, fail: Fail): { epochSeconds: number; codes: CodeScheme['codes'] } {
  let epochSeconds = 1;
  const codes: Record<string, CodeScheme['codes'][string]> = {};
  for (const { text: content, line } of linesOf(text)) {
    const [name, value, more] = content.split(/\s+/, 3);
    if (value === undefined || more !== undefined) fail({ line }, 'a name and a number', quote(content));
    const number = numberAt(value!, line, 'a number', fail);
    if (name!.toLowerCase() === 'time') epochSeconds = epochSecondsAt(value!, line, fail);
    else {
      const meaning = meaningOfLabel(name!);
      if (meaning === undefined) fail({ line }, 'a stage', quote(name!));
      codes[String(number)] = meaning!;
    }
  }
  return { epochSeconds, codes };
}

/** Elan's `.hyp`: four lines of header, then one value a sample, in which REM is 5. */
export function readElan(text: string, fail: Fail): Reading {
  const collector = new SpanCollector(fail);
  let period: number | undefined;
  let announced: number | undefined;
  let epochs = 0;
  let last = 1;
  for (const { text: content, line } of linesOf(text)) {
    last = line;
    const [key, value] = content.split(/[\s=]+/, 2);
    if (/^[a-z_]+$/i.test(key!)) {
      if (key === 'sampling_period') period = epochSecondsAt(value ?? '', line, fail);
      else if (key === 'epoch_nb') announced = numberAt(value ?? '', line, 'the number of values', fail);
    } else {
      if (!/^-?\d{1,3}$/.test(content)) fail({ line }, 'the number of a stage', quote(content));
      collector.add(content, epochs++, 1, { line });
    }
  }
  if (epochs === 0) fail({ line: last }, 'the number of a stage', 'the end of the file');
  const isShort = announced !== undefined && announced !== epochs;
  return {
    format: 'elan',
    spans: collector.spans,
    unit: 'epochs',
    epochSeconds: period ?? 1,
    schemes: [rem5Scheme],
    hasOtherEvents: false,
    warnings: isShort ? [`The header announces ${announced} values; the file has ${epochs}.`] : [],
  };
}
