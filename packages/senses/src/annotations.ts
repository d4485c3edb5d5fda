import { citations, paperAt, type Annotation } from '@oneiros/atlas';

/** What images and occlusions stand for in the brain. */
export const annotations: readonly Annotation[] = [
  {
    id: 'early-sensory-activity',
    name: 'Early sensory activity (retina and lateral geniculate nucleus)',
    kind: 'pathway',
    role: 'What reaches V1: the image x when the senses are connected, and what feedback draws in its place in sleep.',
    biology:
      'Retinal ganglion cells project through the lateral geniculate nucleus to V1. The paper calls x early sensory activity; that an image of the senses and one drawn by feedback live on the same neurons is its hypothesis, that these are retina and geniculate is our reading. Their centre-surround code is not modelled: a pixel is a number from dark to bright.',
    cellTypes: ['retinal ganglion cells', 'thalamic relay cells'],
    transmitters: ['glutamate'],
    equations: ['x = byte / 127.5 - 1, from -1 (dark) over 0 (mid-grey) to 1 (bright)'],
    citations: [citations.felleman1991, paperAt('Results, figure 2')],
    code: 'packages/senses/src/batch.ts',
  },
  {
    id: 'occlusion',
    name: 'Perturbation of dreamed images',
    kind: 'process',
    role: 'Silences square patches of what NREM replay draws, so that feedforward synapses learn to see through it.',
    biology:
      'Stands for the sparse and patchy reactivation of early areas in NREM sleep. Square tiles of one size, one mask for a whole mini-batch, are a means of the model and not known of the brain.',
    equations: ['x_occluded = x * Ω', 'Ω: tiles of 1..8 pixels, each 0 with one probability of [0, 1), else 1'],
    citations: [paperAt('Materials and methods, NREM phase')],
    code: 'packages/senses/src/occlusion.ts',
  },
];
