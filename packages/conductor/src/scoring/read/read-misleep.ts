import { nremRemWakeScheme } from './code-schemes.ts';
import { quote, SpanCollector, type Fail, type Reading } from './reading.ts';
import { linesOf, numberAt } from './text.ts';

/**
 * MiSleep's text: after "Sleep stage", a line a bout, `time, first second, 1, time, last second, 0, code, name`. The last
 * second belongs to the bout; older files count from 1, or give the second after the last.
 */
export function readMisleep(text: string, fail: Fail): Reading {
  const bouts: { code: string; first: number; last: number; line: number }[] = [];
  let isStages = false;
  let start: string | undefined;
  let end = 1;
  for (const { text: content, line } of linesOf(text)) {
    end = line;
    const acquired = /^Acquisition time: (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/.exec(content);
    if (acquired !== null) start = `${acquired[1]}T${acquired[2]}`;
    if (content.startsWith('=====')) isStages = /sleep stage/i.test(content);
    else if (isStages) {
      const cells = content.split(',').map((cell) => cell.trim());
      if (cells.length < 8) fail({ line }, 'time, second, 1, time, second, 0, code, name', quote(content));
      const first = numberAt(cells[1]!, line, 'the first second of a bout', fail);
      const last = numberAt(cells[4]!, line, 'the last second of a bout', fail);
      const before = bouts.at(-1)?.last ?? 0;
      if (last < first || first < before) fail({ line }, `a bout from second ${before} on`, quote(content));
      bouts.push({ code: cells[6]!, first, last, line });
    }
  }
  if (bouts.length === 0) fail({ line: end }, 'a bout after "Sleep stage"', 'none');
  const base = bouts[0]!.first === 1 ? 1 : 0;
  const isOpen = bouts.length > 1 && bouts.slice(1).every(({ first }, index) => first === bouts[index]!.last);
  const collector = new SpanCollector(fail);
  for (const { code, first, last, line } of bouts) {
    const length = last - first + (isOpen ? 0 : 1);
    if (length > 0) collector.add(code, first - base, length, { line });
  }
  return {
    format: 'misleep',
    spans: collector.spans,
    unit: 'seconds',
    epochSeconds: 1,
    schemes: [nremRemWakeScheme],
    hasOtherEvents: false,
    ...(start === undefined ? {} : { start }),
    warnings: [],
  };
}
