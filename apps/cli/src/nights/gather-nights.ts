import { existsSync } from 'node:fs';
import { readPlan, type Task } from '@oneiros/campaign';
import { lifeOf, ticksPerPeriod } from '@oneiros/conductor';
import { openRun, type ReadableRun } from '@oneiros/journal';
import type { LivedDay, Morning, NightRun } from '@oneiros/reproduction';
import type { OneirosEvent, RunConfig } from '@oneiros/simulation';
import type { Output } from '../output.ts';
import { dreamsOfNights } from './dreams-of-nights.ts';
import { timelineOf } from './timeline-of.ts';

/**
 * What the runs of the plan in a folder left behind, the first seed of everything first. A run that cannot be read is named in a
 * warning and left out.
 * @throws PlanUnreadableError
 */
export function gatherNights(folder: string, output: Output): NightRun[] {
  const known = new Map<string, NightRun>();
  const drawn = new Set<string>();
  for (const task of readPlan(folder).tasks) {
    if (!existsSync(task.folder)) continue;
    try {
      const arm = String(task.overrides['night']);
      const isDrawn = task.from === undefined && !drawn.has(arm);
      known.set(task.id, nightRunOf(task, known.get(task.from ?? ''), isDrawn));
      drawn.add(arm);
    } catch (error) {
      output.warn(`${task.folder} is left out: ${(error as Error).message}`);
    }
  }
  return [...known.values()];
}

function nightRunOf(task: Task, parent: NightRun | undefined, isDrawn: boolean): NightRun {
  const run = openRun(task.folder);
  const { config, manifest } = run;
  const { schedule } = config;
  const { days, mornings } = livedIn(run, parent);
  const readout = run.events().findLast(isReadout)?.result;
  return {
    arm: String(task.overrides['night']),
    seed: config.seed,
    run: run.folder,
    isFinished: run.status === 'finished',
    minutesPerMiniBatch: schedule.kind === 'life' ? 1440 / ticksPerPeriod(schedule) : null,
    batchSize: config.batchSize,
    scale: wordsOf(config),
    days,
    mornings,
    manipulated: (schedule.kind === 'life' && schedule.manipulations[0]?.days) || null,
    readoutImages: readout === undefined ? null : { train: readout.trainImages, test: readout.testImages },
    hours: manifest.sessions.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0) / 3600,
    ...(isDrawn && schedule.kind === 'life'
      ? { ...timelineOf(schedule), dreams: dreamsOfNights(run.folder) }
      : { timeline: null, statistics: null, dreams: null }),
  };
}

type Readout = Extract<OneirosEvent, { type: 'probe'; probe: 'readout'; result: unknown }>;

const isReadout = (event: OneirosEvent): event is Readout =>
  event.type === 'probe' && event.probe === 'readout' && 'result' in event;

/** Days and mornings from the events of a run; those of a run that starts from a brain begin with that brain's last morning. */
function livedIn(run: ReadableRun, parent: NightRun | undefined): { days: LivedDay[]; mornings: Morning[] } {
  const { schedule } = run.config;
  const before = parent?.mornings.at(-1);
  const counts: { day: number; wake: number; nrem: number; rem: number }[] = [];
  const mornings: Morning[] = before === undefined ? [] : [before];
  let updates = before?.updates ?? 0;
  let wakes = before?.wakes ?? 0;
  for (const event of run.events()) {
    if (event.type === 'state') {
      updates = event.tick + 1;
      // The parts of a cycle end with their readouts.
      const day = schedule.kind === 'life' ? event.night : Math.max(0, mornings.length - 1);
      if (counts.at(-1)?.day !== day) counts.push({ day, wake: 0, nrem: 0, rem: 0 });
      if (event.gates.connected) wakes++;
      counts.at(-1)![event.gates.connected ? 'wake' : event.stage === 'REM' ? 'rem' : 'nrem']++;
    } else if (isReadout(event)) {
      const nights = schedule.kind === 'life' ? Math.floor(updates / ticksPerPeriod(schedule)) : mornings.length;
      const { softmax, ridge } = event.result;
      mornings.push({ nights, updates, wakes, softmax: softmax.accuracy, ridge: ridge.accuracy });
    }
  }
  return { days: counts.map((count) => ({ ...count, ...hoursOf(run.config, count.day) })), mornings };
}

/** What the schedule of a run says about a day. */
function hoursOf({ schedule }: RunConfig, day: number): Pick<LivedDay, 'remMinutes' | 'awakenings'> {
  if (schedule.kind !== 'life') return { remMinutes: null, awakenings: 0 };
  const { runs, interventions } = lifeOf(schedule).planOf(day);
  const remSeconds = runs.filter(({ stage }) => stage === 'REM').reduce((sum, { seconds }) => sum + seconds, 0);
  return { remMinutes: remSeconds / 60, awakenings: interventions.length };
}

function wordsOf({ model, batchSize, data }: RunConfig): string {
  const images = data.train === undefined ? 'all images' : `${data.train} images`;
  return `${data.name}, ${images}, nf ${model.baseWidth}, nz ${model.latentSize}, mini-batches of ${batchSize}`;
}
