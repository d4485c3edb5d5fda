import { describe, expect, it } from 'vitest';
import type { Schedule } from '../schedule-schema.ts';
import { stateAt } from '../state-at.ts';
import { tinyCycle, tinyLife, tinyNights } from '../test-kit/tiny-schedules.ts';
import { drawHypnogram, type HypnogramOptions } from './draw-hypnogram.ts';

const draw = (schedule: Schedule, ticks: number, options: HypnogramOptions = {}): string[] => {
  const states = Array.from({ length: ticks }, (_, tick) => stateAt(schedule, tick));
  return drawHypnogram(states, options).split('\n');
};

const withoutColor = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, '');

describe('the hypnogram', () => {
  it('has Wake on top, then REM, then NREM, and both levels below', () => {
    // 32 - 8 = 24 columns for 6 ticks: 4 columns a tick; levels are lines of dots, joined where they change.
    expect(draw(tinyCycle(), 6, { columns: 32 })).toEqual([
      '  WAKE ┤████        ████',
      '   REM ┤        ████        ████',
      '  NREM ┤    ████        ████',
      '       └┬───────────────────┬───',
      ' ACh 1 ┤⠉⠉⠉⠉⡇   ⡏⠉⠉⠉⠉⠉⠉⠉⡇   ⡏⠉⠉⠉',
      '     ½ ┤    ⡇   ⡇       ⡇   ⡇',
      '     0 ┤    ⣇⣀⣀⣀⡇       ⣇⣀⣀⣀⡇',
      '       └┬───────────────────┬───',
      '  NA 1 ┤⠉⠉⠉⠉⡇       ⡏⠉⠉⠉⡇',
      '     ½ ┤    ⡇       ⡇   ⡇',
      '     0 ┤    ⣇⣀⣀⣀⣀⣀⣀⣀⡇   ⣇⣀⣀⣀⣀⣀⣀⣀',
      '       └┬───────────────────┬───',
      '  m:ss  0:00                0:05',
      '  tick  0                   5',
    ]);
  });

  it('draws in ASCII alone', () => {
    expect(draw(tinyCycle(), 6, { columns: 32, unicode: false }).slice(0, 8)).toEqual([
      '  WAKE |####        ####',
      '   REM |        ####        ####',
      '  NREM |    ####        ####',
      '       ++-------------------+---',
      ' ACh 1 |#####   #########   ####',
      '   0.5 |    #   #       #   #',
      '     0 |    #####       #####',
      '       ++-------------------+---',
    ]);
  });

  it('shows shares of the stages and says so where there are more states than columns', () => {
    // 24 columns for 48 ticks, 2 a column: W+N, R+W, N+R, and again.
    const lines = draw(tinyCycle(), 48, { columns: 32 });
    expect(lines[0]).toBe(`  WAKE ┤${'▄▄ '.repeat(8)}`.trimEnd());
    expect(lines[1]).toBe(`   REM ┤${' ▄▄'.repeat(8)}`);
    expect(lines[2]).toBe(`  NREM ┤${'▄ ▄'.repeat(8)}`);
    expect(lines.slice(-4).join(' ')).toContain('48 ticks, 2 a column: bars show each stage');
  });

  it('lets no stage vanish, however short', () => {
    const night = tinyNights({ dayMiniBatches: 2000, nights: 1 });
    const rem = draw(night, 2006, { columns: 60 }).find((line) => line.includes('REM'))!;
    expect(rem).toContain('▁');
  });

  it('shows levels between 0 and 1, and stages of a name of one’s own last', () => {
    const levels = { twilight: { ach: 0.5, na: 0.25, stage: 'HYPNAGOGIA' } };
    const lines = draw(tinyCycle({ order: ['twilight', 'wake'], levels }), 2, { columns: 32, unicode: false });
    expect(lines.slice(0, 2)).toEqual(['  WAKE |        ########', 'HYPNAG |########']);
    expect(lines.slice(3, 6)).toEqual([' ACh 1 |        ########', '   0.5 |#########', '     0 |']);
  });

  it.each([32, 61, 80, 120])('fits into %i columns, with colour and without', (columns) => {
    for (const ticks of [1, 7, 40, 360]) {
      const plain = draw(tinyCycle({ secondsPerTick: 240 }), ticks, { columns });
      for (const line of plain) expect(line.length).toBeLessThanOrEqual(columns);
      const colored = draw(tinyCycle({ secondsPerTick: 240 }), ticks, { columns, color: true });
      expect(colored.map((line) => withoutColor(line).trimEnd())).toEqual(plain);
    }
  });

  it('highlights REM in colour', () => {
    const rem = draw(tinyCycle(), 3, { columns: 32, color: true }).find((line) => line.includes('REM'))!;
    expect(rem).toMatch(/\u001b\[1;35m +█+/);
  });

  it('counts days where nights are many', () => {
    const lines = draw(tinyCycle({ secondsPerTick: 21_600 }), 200, { columns: 80 });
    expect(lines.find((line) => line.includes('days'))).toContain('10 d');
  });

  it('puts the time where it belongs where ticks differ in length', () => {
    // Two ticks each for 12 h of Wake, 8 h of NREM and 4 h of REM: 6, 4 and 2 h a tick, four columns each.
    const life = tinyLife({
      days: 1,
      source: { hypnogram: { runs: [['WAKE', 43_200], ['N2', 28_800], ['REM', 14_400]] } }, // prettier-ignore
      updates: { mode: 'equal', miniBatches: 2 },
    });
    const lines = draw(life, 6, { columns: 32 });
    expect(lines.slice(0, 3)).toEqual([
      '  WAKE ┤████████',
      '   REM ┤                ████████',
      '    N2 ┤        ████████',
    ]);
    expect(lines.slice(-2)).toEqual(['  h:mm  0:00    12:00', '  tick  0       2']);
  });

  it('needs states and room', () => {
    expect(() => drawHypnogram([])).toThrow(RangeError);
    expect(() => draw(tinyCycle(), 3, { columns: 20 })).toThrow('at least 32 columns, got 20');
  });
});
