import { everyScheme, nremRemWakeScheme, type CodeScheme } from './code-schemes.ts';
import { quote, SpanCollector, type Fail, type Reading } from './reading.ts';
import { meaningOfLabel } from './stage-labels.ts';
import { epochSecondsAt } from './text.ts';

const keys = ['values', 'sleep_state', 'hypnogram', 'hypno', 'stages', 'sleep_stages'];

/**
 * One value an epoch as JSON: a list (Dreem), YASA's dictionary (`values`, `freq`, `start`), MiSleep's (`sleep_state`,
 * one a second).
 */
export function readJson(text: string, fail: Fail): Reading {
  const content = parse(text, fail);
  const isList = Array.isArray(content);
  const fields = (isList ? {} : content) as Record<string, unknown>;
  const key = isList ? undefined : keys.find((name) => Array.isArray(fields[name]));
  const values = (isList ? content : key === undefined ? undefined : fields[key]) as unknown[] | undefined;
  if (values === undefined) {
    return fail({ line: 1 }, `a list, or an object with one under ${keys.join(', ')}`, quote(text.trim()));
  }
  const collector = new SpanCollector(fail);
  values.forEach((value, epoch) => {
    if (typeof value !== 'string' && typeof value !== 'number' && value !== null) {
      fail({ line: 1 }, `a stage as value ${epoch}`, kindOf(value));
    }
    collector.add(value === null ? '?' : String(value), epoch, 1, { line: 1 });
  });
  if (values.length === 0) fail({ line: 1 }, 'one value an epoch', 'an empty list');
  const isMisleep = key === 'sleep_state';
  const epochSeconds = isMisleep ? 1 : secondsOf(fields['freq'] ?? fields['epoch_duration'], fail);
  const start = typeof fields['start'] === 'string' ? localTime(fields['start']) : undefined;
  return {
    format: isMisleep ? 'misleep' : 'json',
    spans: collector.spans,
    unit: 'epochs',
    ...(epochSeconds === undefined ? {} : { epochSeconds }),
    schemes: isMisleep ? [stateMap(fields['state_map'], fail)] : everyScheme,
    hasOtherEvents: false,
    ...(start === undefined ? {} : { start }),
    warnings: [],
  };
}

const kindOf = (value: unknown): string =>
  Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : quote(String(value));

function parse(text: string, fail: Fail): unknown {
  try {
    const content = JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
    if (typeof content === 'object' && content !== null) return content;
  } catch (error) {
    const at = placeOf(text, (error as Error).message);
    const line = text.slice(0, at).split('\n').length;
    return fail({ line }, 'JSON', quote(text.slice(Math.max(0, at - 10), at + 20)));
  }
  return fail({ line: 1 }, 'a list or an object', quote(text));
}

/** Some messages of the engine give the position, others a piece of the text with ten letters before it. */
function placeOf(text: string, message: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  const piece = /, (?:\.\.\.)?"([\s\S]*)"(?:\.\.\.)? is not valid JSON$/.exec(message)?.[1];
  const from = piece === undefined ? -1 : text.indexOf(piece);
  return from < 0 ? text.length : Math.min(from + 10, text.length);
}

/** Lengths as pandas writes them: 30s, 0.5min, 2500ms. */
function secondsOf(freq: unknown, fail: Fail): number | undefined {
  if (freq === undefined || freq === null) return undefined;
  const text = typeof freq === 'object' ? kindOf(freq) : String(freq);
  const found = /^(\d+(?:\.\d+)?)? ?(s|sec|min|t|h|ms)?$/i.exec(text);
  if (found === null) fail({ line: 1 }, 'the length of an epoch, as "30s"', quote(text));
  const units: Record<string, number> = { s: 1, sec: 1, min: 60, t: 60, h: 3600, ms: 0.001 };
  return epochSecondsAt(String(Number(found![1] ?? 1) * units[(found![2] ?? 's').toLowerCase()]!), 1, fail);
}

const localTime = (text: string): string | undefined =>
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/.exec(text)?.[0].replace(' ', 'T');

/** MiSleep's own names of its codes. */
function stateMap(map: unknown, fail: Fail): CodeScheme {
  if (typeof map !== 'object' || map === null) return nremRemWakeScheme;
  const codes: Record<string, CodeScheme['codes'][string]> = {};
  for (const [code, name] of Object.entries(map)) {
    const meaning = typeof name === 'string' ? meaningOfLabel(name) : undefined;
    if (meaning === undefined) fail({ line: 1 }, `a stage as the name of ${quote(code)}`, kindOf(name));
    codes[code] = meaning!;
  }
  return { ...nremRemWakeScheme, codes };
}
