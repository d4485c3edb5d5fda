import { rem5Scheme } from './code-schemes.ts';
import { quote, SpanCollector, type Fail, type Reading } from './reading.ts';
import { scanXml } from './scan-xml.ts';
import { epochSecondsAt, numberAt } from './text.ts';

/**
 * Stages of NSRR's XML (`PSGAnnotation`): events of any duration, "Stage 2 sleep|2", among others that are no stages.
 * @source National Sleep Research Resource, sleepdata.org
 */
export function readNsrr(text: string, fail: Fail): Reading {
  const collector = new SpanCollector(fail);
  let epochSeconds: number | undefined;
  let event: Record<string, string> = {};
  let stages = 0;
  for (const { name, path, text: content, line } of scanXml(text, fail)) {
    if (name === 'EpochLength') epochSeconds = epochSecondsAt(content, line, fail);
    else if (name === 'ScoredEvent') {
      const concept = event['EventConcept'] ?? event['Name'] ?? '';
      const isStage = /stage/i.test(event['EventType'] ?? '') || /\|\d$/.test(concept);
      if (isStage) {
        stages++;
        const onset = numberAt(event['Start'] ?? '', line, 'a <Start> in seconds', fail);
        const length = numberAt(event['Duration'] ?? '', line, 'a <Duration> in seconds', fail);
        if (length > 0) collector.add(concept, onset, length, { line });
      }
      event = {};
    } else if (/\/ScoredEvent\/\w+$/.test(path)) event[name] = content;
  }
  if (stages === 0) fail({ line: 1 }, 'a <ScoredEvent> that is a stage', 'none');
  return {
    format: 'nsrr-xml',
    spans: collector.spans,
    unit: 'seconds',
    ...(epochSeconds === undefined ? {} : { epochSeconds }),
    schemes: [rem5Scheme],
    hasOtherEvents: true,
    warnings: [],
  };
}

/** Stages of Compumedics Profusion's XML: an `EpochLength` and one `SleepStage` an epoch, in which REM is 5. */
export function readProfusion(text: string, fail: Fail): Reading {
  const collector = new SpanCollector(fail);
  let epochSeconds: number | undefined;
  let epochs = 0;
  let lastLine = 1;
  for (const { name, text: content, line } of scanXml(text, fail)) {
    lastLine = line;
    if (name === 'EpochLength') epochSeconds = epochSecondsAt(content, line, fail);
    else if (name === 'SleepStage') {
      if (!/^-?\d{1,3}$/.test(content)) fail({ line }, 'the number of a stage', quote(content));
      collector.add(content, epochs, 1, { line });
      epochs++;
    }
  }
  if (epochs === 0) fail({ line: lastLine }, 'a <SleepStage>', 'none');
  return {
    format: 'profusion-xml',
    spans: collector.spans,
    unit: 'epochs',
    ...(epochSeconds === undefined ? {} : { epochSeconds }),
    schemes: [rem5Scheme],
    hasOtherEvents: false,
    warnings: [],
  };
}
