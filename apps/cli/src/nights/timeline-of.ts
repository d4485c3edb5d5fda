import { lifeOf, nightWindow, sleepStatistics, type LifeSchedule } from '@oneiros/conductor';
import type { NightRun } from '@oneiros/reproduction';
import { aboutSchedule } from '../schedule/about.ts';
import { gatesOfDays, hypnogramFigure } from '../schedule/hypnogram-figure.ts';
import { hypnogramOf } from '../schedule/target-hypnogram.ts';

/** The first day of a life with its night: hypnogram, levels and gates, and its statistics. */
export function timelineOf(schedule: LifeSchedule): Pick<NightRun, 'timeline' | 'statistics'> {
  const plan = lifeOf(schedule).planOf(0);
  const { runs, levels, interventions } = plan;
  const { preset, model, hypnogram } = schedule.source;
  const name = preset ?? model ?? hypnogram!.name;
  const part = nightWindow(schedule, runs);
  const about = aboutSchedule(schedule);
  return {
    timeline: {
      figure: hypnogramFigure({
        title: `${name}: the first night`,
        ...{ runs, part, interventions },
        levelsAt: (seconds) => levels.at(seconds),
        gates: gatesOfDays([plan]),
      }),
      caption: [`${name}: stages, levels and gates of the first night.`, ...about].join(' '),
    },
    statistics: { ...sleepStatistics(hypnogramOf({ kind: 'schedule', name, schedule })) },
  };
}
