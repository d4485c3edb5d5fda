import { describe, expect, it } from 'vitest';
import { figureCsv } from './figure-csv.ts';
import type { Figure } from './figure.ts';

const figure: Figure = {
  title: 'all kinds',
  panels: [
    {
      title: 'Readout, "z"',
      xLabel: 'epoch',
      yLabel: '%',
      categories: ['CIFAR-10', 'SVHN'],
      marks: [
        { kind: 'line', name: 'PAD', points: [[1, 30], [2, NaN]], band: [[1, 29, 31]] },
        { kind: 'bars', name: 'w/o REM', values: [46, null], errors: [0.5, null] },
        { kind: 'spans', name: 'REM', y: 2, spans: [[3, 4]] },
        { kind: 'level', name: 'chance', y: 10 },
      ],
    },
  ],
}; // prettier-ignore

describe('figureCsv', () => {
  it('writes one row a value, quotes what needs it, and tells gaps from numbers', () => {
    expect(figureCsv(figure).split('\r\n')).toEqual([
      'panel,series,x,y,low,high',
      '"Readout, ""z""",PAD,1,30,29,31',
      '"Readout, ""z""",PAD,2,NaN,,',
      '"Readout, ""z""",w/o REM,CIFAR-10,46,45.5,46.5',
      '"Readout, ""z""",w/o REM,SVHN,,,',
      '"Readout, ""z""",REM,3,2,,',
      '"Readout, ""z""",REM,4,2,,',
      '"Readout, ""z""",chance,,10,,',
      '',
    ]);
  });
});
