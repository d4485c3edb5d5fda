import type { Convolution, Fork, Padding, Pool, Step } from './steps.ts';

type Kernel = Convolution['kernel'];

/** A network of which steps are known, and what a distance between its features is called. */
export interface Architecture {
  /** FID as published takes 2,048 features; the distance of 768 features is another number and has another name. */
  readonly distance: 'FID-768' | 'FID';
  readonly steps: readonly Step[];
}

const convolution = (
  name: string,
  kernel: Kernel,
  outChannels: number,
  { stride = 1, padding = 'same' }: { stride?: 1 | 2; padding?: Padding } = {},
): Convolution => ({ kind: 'convolution', name, kernel, outChannels, stride, padding });

const pool = (of: Pool['of'], stride: Pool['stride']): Pool => ({ kind: 'pool', of, stride });
const fork = (...branches: (readonly Step[])[]): Fork => ({ kind: 'fork', branches });
const reducing = { stride: 2, padding: 'valid' } as const;

/** 299x299x3 -> 35x35x192 */
const stem: readonly Step[] = [
  convolution('conv', [3, 3], 32, reducing),
  convolution('conv_1', [3, 3], 32, { padding: 'valid' }),
  convolution('conv_2', [3, 3], 64),
  pool('max', 2),
  convolution('conv_3', [1, 1], 80, { padding: 'valid' }),
  convolution('conv_4', [3, 3], 192, { padding: 'valid' }),
  pool('max', 2),
];

/** 35x35 -> 35x35: 1x1, 5x5, twice 3x3, and a mean. */
const wideBlock = (name: string, afterPool: number): Fork =>
  fork(
    [convolution(`${name}_conv`, [1, 1], 64)],
    [convolution(`${name}_tower_conv`, [1, 1], 48), convolution(`${name}_tower_conv_1`, [5, 5], 64)],
    [
      convolution(`${name}_tower_1_conv`, [1, 1], 64),
      convolution(`${name}_tower_1_conv_1`, [3, 3], 96),
      convolution(`${name}_tower_1_conv_2`, [3, 3], 96),
    ],
    [pool('mean', 1), convolution(`${name}_tower_2_conv`, [1, 1], afterPool)],
  );

/** 35x35x288 -> 17x17x768 */
const firstReduction: Fork = fork(
  [convolution('mixed_3_conv', [3, 3], 384, reducing)],
  [
    convolution('mixed_3_tower_conv', [1, 1], 64),
    convolution('mixed_3_tower_conv_1', [3, 3], 96),
    convolution('mixed_3_tower_conv_2', [3, 3], 96, reducing),
  ],
  [pool('max', 2)],
);

/** 17x17x768 -> 17x17x768: 1x1, 7x7 as rows and columns, the same twice, and a mean. */
const factorisedBlock = (name: string, width: number): Fork =>
  fork(
    [convolution(`${name}_conv`, [1, 1], 192)],
    [
      convolution(`${name}_tower_conv`, [1, 1], width),
      convolution(`${name}_tower_conv_1`, [1, 7], width),
      convolution(`${name}_tower_conv_2`, [7, 1], 192),
    ],
    [
      convolution(`${name}_tower_1_conv`, [1, 1], width),
      convolution(`${name}_tower_1_conv_1`, [7, 1], width),
      convolution(`${name}_tower_1_conv_2`, [1, 7], width),
      convolution(`${name}_tower_1_conv_3`, [7, 1], width),
      convolution(`${name}_tower_1_conv_4`, [1, 7], 192),
    ],
    [pool('mean', 1), convolution(`${name}_tower_2_conv`, [1, 1], 192)],
  );

/** 17x17x768 -> 8x8x1280 */
const secondReduction: Fork = fork(
  [convolution('mixed_8_tower_conv', [1, 1], 192), convolution('mixed_8_tower_conv_1', [3, 3], 320, reducing)],
  [
    convolution('mixed_8_tower_1_conv', [1, 1], 192),
    convolution('mixed_8_tower_1_conv_1', [1, 7], 192),
    convolution('mixed_8_tower_1_conv_2', [7, 1], 192),
    convolution('mixed_8_tower_1_conv_3', [3, 3], 192, reducing),
  ],
  [pool('max', 2)],
);

/** 8x8 -> 8x8x2048: 1x1, 3x3 as a row beside a column, the same after a 3x3, and a pool. */
const expandedBlock = (name: string, of: Pool['of']): Fork =>
  fork(
    [convolution(`${name}_conv`, [1, 1], 320)],
    [
      convolution(`${name}_tower_conv`, [1, 1], 384),
      fork(
        [convolution(`${name}_tower_mixed_conv`, [1, 3], 384)],
        [convolution(`${name}_tower_mixed_conv_1`, [3, 1], 384)],
      ),
    ],
    [
      convolution(`${name}_tower_1_conv`, [1, 1], 448),
      convolution(`${name}_tower_1_conv_1`, [3, 3], 384),
      fork(
        [convolution(`${name}_tower_1_mixed_conv`, [1, 3], 384)],
        [convolution(`${name}_tower_1_mixed_conv_1`, [3, 1], 384)],
      ),
    ],
    [pool(of, 1), convolution(`${name}_tower_2_conv`, [1, 1], 192)],
  );

const toMixed7: readonly Step[] = [
  ...stem,
  wideBlock('mixed', 32),
  wideBlock('mixed_1', 64),
  wideBlock('mixed_2', 64),
  firstReduction,
  factorisedBlock('mixed_4', 128),
  factorisedBlock('mixed_5', 160),
  factorisedBlock('mixed_6', 160),
  factorisedBlock('mixed_7', 192),
];

/** The network of 2015-12-05 up to mixed_7, whose spatial mean has 768 features. */
export const partialArchitecture: Architecture = { distance: 'FID-768', steps: toMixed7 };

/**
 * The whole network of 2015-12-05 up to pool3, 2,048 features. Its last block takes the largest of 3x3 pixels where the
 * paper, and the block before it, take the mean; published distances include that.
 *
 * @source Szegedy et al. 2016, Rethinking the Inception architecture for computer vision; the graph of TensorFlow's
 *   classify_image (inception-2015-12-05), which Heusel et al. 2017 took for the FID
 */
export const wholeArchitecture: Architecture = {
  distance: 'FID',
  steps: [...toMixed7, secondReduction, expandedBlock('mixed_9', 'mean'), expandedBlock('mixed_10', 'max')],
};
