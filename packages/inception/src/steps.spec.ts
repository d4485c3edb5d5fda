import { describe, expect, it } from 'vitest';
import { partialArchitecture, wholeArchitecture } from './architecture.ts';
import { placeConvolutions, type Step } from './steps.ts';

const convolution = (name: string, outChannels: number): Step => ({
  kind: 'convolution',
  name,
  kernel: [1, 1],
  outChannels,
  stride: 1,
  padding: 'same',
});

describe('placing convolutions', () => {
  it('threads channels through steps and adds those of branches up', () => {
    const steps: Step[] = [
      convolution('a', 5),
      {
        kind: 'fork',
        branches: [[convolution('b', 2), convolution('c', 3)], [{ kind: 'pool', of: 'max', stride: 1 }]],
      },
      convolution('d', 4),
    ];
    const { convolutions, outChannels } = placeConvolutions(steps, 1);
    // The fork gives 3 channels of its first branch beside the 5 that its pool passes on.
    expect(convolutions.map(({ name, inChannels }) => [name, inChannels])).toEqual([
      ['a', 1],
      ['b', 5],
      ['c', 2],
      ['d', 8],
    ]);
    expect(outChannels).toBe(4);
  });

  it.each([
    ['up to mixed_7', partialArchitecture, 70, 768],
    ['whole', wholeArchitecture, 94, 2048],
  ] as const)('finds the published network, %s', (_name, { steps }, count, outChannels) => {
    const placed = placeConvolutions(steps, 3);
    expect(placed.outChannels).toBe(outChannels);
    expect(placed.convolutions.length).toBe(count);
    expect(new Set(placed.convolutions.map(({ name }) => name)).size).toBe(count);
    // Each block takes all that the one before it gives: 192, 256, 288, 288, 768 four times, 768, 1280, 2048.
    const inputOf = (name: string) => placed.convolutions.find((each) => each.name === name)?.inChannels;
    expect(['mixed_conv', 'mixed_1_conv', 'mixed_2_conv', 'mixed_3_conv', 'mixed_4_conv', 'mixed_7_conv'].map(inputOf)).toEqual([192, 256, 288, 288, 768, 768]); // prettier-ignore
    if (count === 94) expect(['mixed_8_tower_conv', 'mixed_9_conv', 'mixed_10_conv'].map(inputOf)).toEqual([768, 1280, 2048]); // prettier-ignore
  });
});
