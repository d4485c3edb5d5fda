import type { Target } from '../target.ts';

/** Multiplications and additions of a 4x4 convolution, by its definition. */
const flopsOf = (outSide: number, from: number, to: number): number => 2 * outSide * outSide * 16 * from * to;

/** The network of the paper: nf = 64, nz = 256, images of 32 px. */
const layers = [
  { area: 'V1', below: 3, above: 64, side: 16, pad: 1, up: 'LeakyReLU 0.2', down: 'tanh' },
  { area: 'V2', below: 64, above: 128, side: 8, pad: 1, up: 'LeakyReLU 0.2', down: 'LeakyReLU 0.2' },
  { area: 'V4', below: 128, above: 256, side: 4, pad: 1, up: 'LeakyReLU 0.2', down: 'LeakyReLU 0.2' },
  { area: 'IT', below: 256, above: 256, side: 1, pad: 0, up: 'linear', down: 'LeakyReLU 0.2' },
] as const;

export const fig9: Target = {
  id: 'fig9',
  title: 'The network',
  source: 'Deperrois et al. 2022, figure 9 and Methods, network architecture',
  shows: 'Four layers of 4x4 convolutions up, mirrored by transposed ones down, and a discriminator on the third.',
  needs: { conditions: [], data: [], epochs: 0, probes: [] },
  build() {
    const rows = layers.map(({ area, below, above, side, pad, up, down }) => [
      area,
      `${2 * side * (side === 1 ? 2 : 1)} x ${2 * side * (side === 1 ? 2 : 1)} x ${below}`,
      `${side} x ${side} x ${above}`,
      `4x4, stride 2, pad ${pad}`,
      up,
      down,
      String(16 * below * above + above),
      String(16 * below * above + below),
      (flopsOf(side, below, above) / 1e6).toFixed(2),
    ]);
    const monitor = [
      'reality monitor',
      '4 x 4 x 256',
      '1',
      '4x4, stride 2, pad 0',
      'sigmoid',
      '-',
      String(16 * 256 + 1),
      '-',
      (flopsOf(1, 256, 1) / 1e6).toFixed(2),
    ];
    return {
      figures: [],
      images: [],
      tables: [
        {
          name: 'fig9',
          caption:
            'Which layer stands for which area is our annotation. Synapses include biases; MFLOP: one image, one direction.',
          header: ['area', 'below', 'above', 'window', 'upward', 'downward', 'synapses up', 'synapses down', 'MFLOP'],
          rows: [...rows, monitor],
        },
      ],
      claims: [],
    };
  },
};
