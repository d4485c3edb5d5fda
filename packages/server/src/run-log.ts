import { createTimeline, DamagedLineError, type Moment, type MomentsFile, type Timeline } from '@oneiros/timeline';
import { createLogTail, type LinesRead, type LogTail, type TailChange } from './log-tail.ts';

/** A run's log in columns, read once and then only what is new. */
export interface RunLog {
  readonly tail: LogTail;
  /** @throws DamagedLineError */
  timeline(): Timeline;
  /** @throws DamagedLineError */
  moments(): MomentsFile;
  /** Looks for new lines. @param most bytes to read at a time; to the end unless given */
  refresh(most?: number): TailChange;
}

/** @param file `events.jsonl`, which need not exist yet */
export function createRunLog(file: string): RunLog {
  const tail = createLogTail(file);
  let known = nothing();
  const take = ({ bytes, firstLine }: LinesRead): void => {
    if (firstLine === 1) known = nothing();
    if (known.damage !== undefined) return;
    try {
      known.moments.push(...known.timeline.appendLines(bytes, firstLine));
    } catch (error) {
      if (!(error instanceof DamagedLineError)) throw error;
      known.damage = error;
    }
  };
  const whole = (): Known => {
    if (known.damage !== undefined) throw known.damage;
    return known;
  };
  return {
    tail,
    timeline: () => whole().timeline,
    moments: () => ({ lines: tail.lines, moments: whole().moments }),
    refresh(most) {
      const change = tail.refresh(take, most);
      if (change === 'replaced' && tail.lines === 0) known = nothing();
      return change;
    },
  };
}

interface Known {
  readonly timeline: Timeline;
  readonly moments: Moment[];
  damage?: DamagedLineError;
}

const nothing = (): Known => ({ timeline: createTimeline(), moments: [] });
