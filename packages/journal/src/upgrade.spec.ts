import { describe, expect, it } from 'vitest';
import { RunUnreadableError } from './errors.ts';
import { upgrade } from './upgrade.ts';

const options = {
  file: 'run.json',
  key: 'version',
  current: 3,
  upgrades: {
    1: ({ name }: Record<string, unknown>) => ({ version: 2, title: name }),
    2: (document: Record<string, unknown>) => ({ ...document, version: 3, tags: [] }),
  },
};

describe('upgrade', () => {
  it('leads an earlier version through every one after it', () => {
    const latest = { version: 3, title: 'night', tags: [] };
    expect(upgrade({ version: 1, name: 'night' }, options)).toEqual(latest);
    expect(upgrade({ version: 2, title: 'night' }, options)).toEqual(latest);
    expect(upgrade(latest, options)).toEqual(latest);
  });

  it.each([[{ version: 4 }], [{ version: 0 }], [{}], [null], ['text']])(
    'refuses what nothing reads: %j',
    (document) => {
      expect(() => upgrade(document, options)).toThrow(RunUnreadableError);
    },
  );
});
