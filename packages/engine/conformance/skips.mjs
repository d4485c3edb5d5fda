import { webgpuSkips } from './webgpu-skips.mjs';

/**
 * Tests of tfjs-core that a back end does not run, each with its reason: the name of its suite and of itself; without the
 * latter, the whole suite.
 * @type {{ backend: string, suite: string, test?: string, reason: string }[]}
 */
export const skips = [
  ...['greater', 'greaterEqual', 'less', 'lessEqual'].map((suite) => ({
    backend: 'tensorflow',
    suite,
    test: 'should support string comparison',
    reason: "TensorFlow's comparisons of order take no strings",
  })),
  ...[
    ['leakyrelu', 'int32'],
    ['step kernel', 'with int32 tensor'],
  ].map(([suite, test]) => ({
    backend: 'tensorflow',
    suite,
    test,
    reason: "TensorFlow's LeakyRelu takes no integers, and tfjs-node builds Step from it",
  })),
  {
    backend: 'tensorflow',
    suite: 'round',
    test: 'int32',
    reason: "TensorFlow's Round of 32-bit integers answers 0 through tfjs-node's binding",
  },
  ...['basic', 'does not propagate NaNs', 'accepts a tensor-like object'].map((test) => ({
    backend: 'tensorflow',
    suite: 'sign',
    test,
    reason: 'the sign of NaN is NaN in TensorFlow and 0 in tfjs',
  })),
  {
    backend: 'tensorflow',
    suite: 'conv2dTranspose',
    test: 'input=8x8x8,output=4x4x8,f=8,s=1,inDepth=8,p=same vec4',
    reason:
      'the test gives an error map whose size does not fit the padding; TensorFlow refuses it, tfjs does not look',
  },
  ...webgpuSkips,
];
