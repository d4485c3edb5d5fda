import { aasmScheme } from './code-schemes.ts';
import { quote, SpanCollector, type Fail, type Reading } from './reading.ts';
import { linesOf, numberAt } from './text.ts';

/**
 * Visbrain's "stage duration": a stage and a number a line after `*key value` headers. Whatever its name, the number is
 * the time in seconds at which the stage *ends*.
 */
export function readStageDuration(text: string, fail: Fail): Reading {
  const collector = new SpanCollector(fail);
  let end = 0;
  let duration: number | undefined;
  let last = 1;
  for (const { text: content, line } of linesOf(text)) {
    last = line;
    const cells = content.split(/[\t,;]|\s+(?=\S+$)/).map((cell) => cell.trim());
    if (content.startsWith('*')) {
      if (/^\*duration_sec$/i.test(cells[0]!)) duration = numberAt(cells[1] ?? '', line, 'a duration in seconds', fail);
      continue;
    }
    if (cells.length !== 2) fail({ line }, 'a stage and the second at which it ends', quote(content));
    const until = numberAt(cells[1]!, line, 'the second at which the stage ends', fail);
    if (until < end) fail({ line }, `an end of at least ${end} s, since ends never fall`, quote(cells[1]!));
    if (until > end) collector.add(cells[0]!, end, until - end, { line });
    end = until;
  }
  if (collector.spans.length === 0)
    fail({ line: last }, 'a stage and the second at which it ends', 'the end of the file');
  const differs = duration !== undefined && Math.abs(duration - end) > 1;
  return {
    format: 'visbrain-stage-duration',
    spans: collector.spans,
    unit: 'seconds',
    schemes: [aasmScheme],
    hasOtherEvents: false,
    warnings: differs ? [`The header announces ${duration} s; the stages last ${end} s.`] : [],
  };
}
