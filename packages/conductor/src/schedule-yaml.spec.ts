import { describe, expect, it } from 'vitest';
import { parseSchedule, resolveSchedule } from './parse-schedule.ts';
import { scheduleYaml } from './schedule-yaml.ts';

const life = {
  kind: 'life',
  source: {
    hypnogram: {
      runs: [
        ['WAKE', 600],
        ['N2', 1800],
      ],
    },
  },
};

describe('scheduleYaml', () => {
  it('names the schema, then the comments, then what the schedule says and no more', () => {
    expect(scheduleYaml(life, ['A night.'])).toBe(
      [
        '# yaml-language-server: $schema=./oneiros-schedule.schema.json',
        '# A night.',
        'kind: life',
        'source:',
        '  hypnogram:',
        '    runs:',
        '      - [ WAKE, 600 ]',
        '      - [ N2, 1800 ]',
        '',
      ].join('\n'),
    );
  });

  it('is read back to the same schedule', () => {
    expect(parseSchedule(scheduleYaml(life))).toEqual(resolveSchedule(life));
  });

  it('breaks a long comment into lines that are all comments', () => {
    const lines = scheduleYaml({ kind: 'cycle' }, ['word '.repeat(60)]).split('\n');
    expect(lines.filter((line) => line.startsWith('# word'))).toHaveLength(3); // 300 characters in lines of 118
  });
});
