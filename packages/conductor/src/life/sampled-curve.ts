import type { Levels } from '../brain-state.ts';
import type { LevelPoint } from '../gates.ts';
import type { LevelCurve } from '../nights/level-curve.ts';
import type { SampledLevels } from '../nights/levels-of.ts';

/** A curve through samples, linear between them and level after the last. @param seconds its length */
export function sampledCurve({ stepSeconds, ach, na }: SampledLevels, seconds: number): LevelCurve {
  const last = ach.length - 1;
  const at = (moment: number): Levels => {
    if (!(moment >= 0 && moment <= seconds))
      throw new RangeError(`Expected a moment from 0 to ${seconds} s, got ${moment}.`);
    const index = Math.min(Math.floor(moment / stepSeconds), last);
    const next = Math.min(index + 1, last);
    const between = moment / stepSeconds - index;
    return {
      ach: ach[index]! + (ach[next]! - ach[index]!) * between,
      na: na[index]! + (na[next]! - na[index]!) * between,
    };
  };
  return {
    seconds,
    end: at(seconds),
    at,
    points(from, to) {
      if (!(from >= 0 && from <= to && to <= seconds))
        throw new RangeError(`Expected an interval within 0 to ${seconds} s, got ${from} to ${to}.`);
      const points: LevelPoint[] = [];
      const add = (point: LevelPoint): void => {
        if (rests(points.at(-2), point) && rests(points.at(-1), point)) points.pop();
        points.push(point);
      };
      add({ seconds: from, ...at(from) });
      for (let index = Math.floor(from / stepSeconds) + 1; index <= last && index * stepSeconds < to; index++)
        add({ seconds: index * stepSeconds, ach: ach[index]!, na: na[index]! });
      add({ seconds: to, ...at(to) });
      return points;
    },
  };
}

const rests = (before: LevelPoint | undefined, { ach, na }: LevelPoint): boolean =>
  before?.ach === ach && before.na === na;
