import { describe, expect, it } from 'vitest';
import { formatDuration } from './duration.ts';
import { createPaint } from './paint.ts';
import { formatTable } from './table.ts';

describe('formatDuration', () => {
  it.each([
    [0.04, '0.0 s'],
    [9.94, '9.9 s'],
    [42.4, '42 s'],
    [59.6, '1 min 00 s'],
    [185, '3 min 05 s'],
    [3599.9, '1 h 00 min'],
    [7620, '2 h 07 min'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('formatTable', () => {
  it('aligns columns and leaves no space at the ends of lines', () => {
    const rows = [
      ['loss', '1.5'],
      ['reconstruction', '10'],
      ['x', ''],
    ];
    expect(formatTable(rows, ['left', 'right'])).toBe('loss            1.5\nreconstruction   10\nx');
  });
});

describe('createPaint', () => {
  it('wraps in escape sequences only with colour', () => {
    expect(createPaint(true).red('no')).toBe('\u001b[31mno\u001b[39m');
    expect(createPaint(false).red('no')).toBe('no');
  });
});
