import { describe, expect, it } from 'vitest';
import { resolveConfig } from './resolve-config.ts';
import { runCommand } from './run-command.ts';

describe('runCommand', () => {
  it('names the condition, the seed and what differs from its defaults', () => {
    const config = resolveConfig({
      condition: 'no-rem',
      seed: 7,
      model: { baseWidth: 8 },
      occlusion: { tileSidePx: [2, 4] },
    });
    expect(runCommand(config)).toBe(
      "oneiros run --condition no-rem --seed 7 --set model.baseWidth=8 --set 'occlusion.tileSidePx=[2,4]'",
    );
  });

  it('sets a schedule with days as a whole, as a shell reads it', () => {
    const schedule = { kind: 'nights', nights: 2, dayMiniBatches: 3 } as const;
    const command = runCommand(resolveConfig({ schedule }));
    const [, told] = /--set 'schedule=(\{.*\})'$/.exec(command)!;
    expect(resolveConfig({ schedule: JSON.parse(told!) })).toEqual(resolveConfig({ schedule }));
  });
});
