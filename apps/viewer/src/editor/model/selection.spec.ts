import { describe, expect, it } from 'vitest';
import { moveSelection, spanOf, stageOfKey } from './selection.ts';

const grid = { epochSeconds: 30, total: 3300, boundaries: [0, 600, 2400, 3300] };
const press = (head: number, key: string, shift = false, ctrl = false, anchor = head) =>
  moveSelection({ anchor, head }, { key, shift, ctrl }, grid);

describe('the selection of a night', () => {
  it('moves by epochs and stays within the night', () => {
    expect(press(600, 'ArrowRight')).toEqual({ anchor: 630, head: 630 });
    expect(press(0, 'ArrowLeft')).toEqual({ anchor: 0, head: 0 });
    expect(press(600, 'PageDown')).toEqual({ anchor: 900, head: 900 });
    expect(press(600, 'End')).toEqual({ anchor: 3300, head: 3300 });
  });

  it('grows with Shift, and jumps to boundaries of stages with Control', () => {
    expect(press(660, 'ArrowRight', true, false, 600)).toEqual({ anchor: 600, head: 690 });
    expect(press(660, 'ArrowRight', false, true)).toEqual({ anchor: 2400, head: 2400 });
    expect(press(660, 'ArrowLeft', true, true, 900)).toEqual({ anchor: 900, head: 600 });
  });

  it('leaves other keys to others', () => {
    expect(press(600, 'Tab')).toBeNull();
  });

  it('is an epoch where it has no length, also at the end of the night', () => {
    expect(spanOf({ anchor: 600, head: 600 }, 30, 3300)).toEqual({ from: 600, to: 630 });
    expect(spanOf({ anchor: 3300, head: 3300 }, 30, 3300)).toEqual({ from: 3270, to: 3300 });
    expect(spanOf({ anchor: 900, head: 600 }, 30, 3300)).toEqual({ from: 600, to: 900 });
  });

  it('is painted by w 1 2 3 r, and n', () => {
    expect([...'w123rRn'].map(stageOfKey)).toEqual(['WAKE', 'N1', 'N2', 'N3', 'REM', 'REM', 'NREM']);
    expect(stageOfKey('x')).toBeUndefined();
    expect(stageOfKey('toString')).toBeUndefined();
  });
});
