import { quote, type Fail } from './reading.ts';

/** What the columns of a table hold; indices. */
export interface TableColumns {
  readonly stage: number;
  readonly stageName: string;
  readonly onset?: number;
  readonly duration?: number;
  readonly end?: number;
  readonly epoch?: number;
  readonly subject?: number;
  readonly artefact?: number;
  readonly epochLength?: number;
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Names that say what a column holds, without case and signs; the likeliest first. */
const names = {
  stage: [
    ...[
      'stage',
      'stages',
      'sleepstage',
      'sleepstages',
      'description',
      'trialtype',
      'brainstate',
      'sleepstate',
      'state',
    ],
    ...['statecode', 'label', 'labels', 'score', 'scoring', 'hypnogram', 'hypno', 'annotation', 'annotations', 'value'],
    ...['code', 'consensus', 'scorer', 'reference', 'event'],
  ],
  onset: [
    'onset',
    'onsets',
    'onsetsec',
    'onsetseconds',
    'start',
    'starts',
    'startsec',
    'startseconds',
    'starttime',
    'time',
    'times',
    'timesec',
    'seconds',
    'second',
    'sec',
    'begin',
    'clocktime',
    'datetime',
    'timestamp',
  ],
  duration: ['duration', 'durations', 'durationsec', 'durationseconds', 'dur', 'length', 'lengthsec'],
  end: ['end', 'ends', 'endsec', 'endseconds', 'endtime', 'stop', 'offset'],
  epoch: ['epoch', 'epochs', 'epochno', 'epochnumber', 'epochindex', 'epochid', 'index', 'no', ''],
  subject: ['subject', 'subjectid', 'participant', 'participantid', 'sub', 'animal', 'animalid', 'mouse', 'id'],
  artefact: ['artefact', 'artifact', 'artefacts', 'artifacts'],
  epochLength: ['epochlength', 'epochduration', 'epochseconds'],
} as const;

// "start_s" is "starts" here, "duration_s" "durations": the unit is part of the name.

const find = (header: readonly string[], candidates: readonly string[]): number | undefined => {
  for (const name of candidates) {
    const at = header.findIndex((cell) => plain(cell) === name);
    if (at >= 0) return at;
  }
  return undefined;
};

/** Whether a line of cells can be the header of a table of stages. */
export const isHeader = (cells: readonly string[]): boolean =>
  find(cells, names.stage) !== undefined && cells.every((cell) => !/^-?[\d.]+$/.test(cell));

/** @param scorer the column to take for the stages, where the caller names one. */
export function columnsOf(
  header: readonly string[],
  line: number,
  scorer: string | undefined,
  fail: Fail,
): TableColumns {
  const stage = scorer === undefined ? find(header, names.stage) : header.indexOf(scorer);
  if (stage === undefined || stage < 0) {
    const wanted =
      scorer === undefined ? 'a column "stage", or the name of one as the scorer' : `a column ${quote(scorer)}`;
    return fail({ line }, wanted, header.slice(0, 20).map(quote).join(', '));
  }
  const columns: Record<string, number> = {};
  for (const role of ['onset', 'duration', 'end', 'epoch', 'subject', 'artefact', 'epochLength'] as const) {
    const at = find(header, names[role]);
    if (at !== undefined && at !== stage) columns[role] = at;
  }
  return { ...columns, stage, stageName: header[stage]! };
}
