import type { Annotation } from '../annotation.ts';
import { citations, paperAt } from '../citations.ts';

const AREA_CODE = 'packages/cortex/src/area.ts';
const ASSIGNMENT = 'Which layer stands for which area is our annotation: the paper names only early and higher areas.';

const feedforward = (above: string, below: string) => `${above} = LeakyReLU(W_ff * ${below} + b)`;
const feedback = (below: string, above: string) => `${below}' = LeakyReLU(W_fb ⊛ᵀ ${above}' + b)`;

/** The ventral stream and the reality monitor. */
export const areas = [
  {
    id: 'V1',
    name: 'Primary visual cortex',
    kind: 'area',
    role: 'First area of the stream: sees the image when the senses are connected and draws the dream when they are not.',
    biology: `Retinotopic, small receptive fields, oriented edges; deep layers receive feedback. ${ASSIGNMENT}`,
    cellTypes: ['pyramidal neurons'],
    transmitters: ['glutamate'],
    equations: [feedforward('v1', 'x'), "x' = tanh(W_fb ⊛ᵀ v1' + b)"],
    citations: [citations.felleman1991, paperAt('Materials and methods, network architecture')],
    code: AREA_CODE,
  },
  {
    id: 'V2',
    name: 'Secondary visual cortex',
    kind: 'area',
    role: 'Second area of the stream: combines what V1 sees at twice the receptive field, with twice the channels.',
    biology: `Retinotopic; contours, texture, figure and ground. ${ASSIGNMENT}`,
    cellTypes: ['pyramidal neurons'],
    transmitters: ['glutamate'],
    equations: [feedforward('v2', 'v1'), feedback('v1', 'v2')],
    citations: [citations.felleman1991, citations.dicarlo2012],
    code: AREA_CODE,
  },
  {
    id: 'V4',
    name: 'Visual area V4',
    kind: 'area',
    role: 'Highest retinotopic area of the 32 px stream: its map feeds both IT and the reality monitor.',
    biology: `Shape fragments, curvature, colour; coarse retinotopy. ${ASSIGNMENT}`,
    cellTypes: ['pyramidal neurons'],
    transmitters: ['glutamate'],
    equations: [feedforward('v4', 'v2'), feedback('v2', 'v4')],
    citations: [citations.dicarlo2012, citations.yamins2014],
    code: AREA_CODE,
  },
  {
    id: 'PIT',
    name: 'Posterior inferotemporal cortex',
    kind: 'area',
    role: 'Joins the stream between V4 and IT where images are larger than the 32 px of the paper.',
    biology: 'Between V4 and anterior IT in the ventral hierarchy; the paper’s network has no counterpart.',
    cellTypes: ['pyramidal neurons'],
    transmitters: ['glutamate'],
    equations: [feedforward('pit', 'v4'), feedback('v4', 'pit')],
    citations: [citations.felleman1991, citations.dicarlo2012],
    code: AREA_CODE,
  },
  {
    id: 'IT',
    name: 'Inferotemporal cortex',
    kind: 'area',
    role: 'Top of the stream: the code z of an image, which the hippocampus stores and dreams start from.',
    biology: `Object identity is linearly readable from IT in spite of changes in pose, size and place. ${ASSIGNMENT}`,
    cellTypes: ['pyramidal neurons'],
    transmitters: ['glutamate'],
    equations: ['z = W_ff * v4 + b', feedback('v4', 'z')],
    citations: [citations.dicarlo2012, citations.yamins2014, paperAt('Results, figure 2')],
    code: AREA_CODE,
  },
  {
    id: 'realityMonitor',
    name: 'Reality monitor (medial prefrontal cortex)',
    kind: 'area',
    role: 'Learns to tell what comes through the senses from what the cortex dreams; dreams learn to deceive it.',
    biology:
      'Anterior medial prefrontal cortex tells perceived from imagined events; that it reads a map of the visual stream, and learns the difference between wake and REM, is the model’s hypothesis.',
    cellTypes: ['pyramidal neurons'],
    transmitters: ['glutamate'],
    equations: ['d = σ(W * v4 + b)', 'L_real = -mean ln d(x)', 'L_REM = -mean ln (1 - d(G(z’)))'],
    citations: [citations.simons2017, citations.johnson1981, paperAt('Results, adversarial dreaming')],
    code: 'packages/cortex/src/reality-monitor.ts',
  },
] as const satisfies readonly Annotation[];
