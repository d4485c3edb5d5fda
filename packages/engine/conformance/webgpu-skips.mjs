/** Suites and tests that tfjs-backend-webgpu 4.22 does not pass, by what is behind it. No run uses any of these operations so. */
const whole = (suites, reason) => suites.map((suite) => ({ backend: 'webgpu', suite, reason }));
const some = (suite, tests, reason) => tests.map((test) => ({ backend: 'webgpu', suite, test, reason }));

const noKernel = 'tfjs-backend-webgpu has no such kernel';
const nan = "tfjs's WGSL leaves NaN to the driver where it computes by formula, and SwiftShader's differs";
const keyWithoutLength =
  "tfjs's cumulative programs bake in the length, but their key does not: one for another length is taken";
const unchecked = 'values on a GPU are not looked at: tfjs-backend-webgpu does not refuse them';

export const webgpuSkips = [
  ...whole(
    [
      'bitwiseAnd', 'raggedGather ', 'raggedRange ', 'raggedTensorToTensor ', 'sparseFillEmptyRows', 'sparseReshape',
      'staticRegexReplace', 'stringSplit', 'stringToHashBucketFast', 'unique',
    ],
    noKernel,
  ), // prettier-ignore
  ...some(
    'nonMaxSuppression',
    [
      'NonMaxSuppressionPadded select from three clusters with pad five.',
      'NonMaxSuppressionPadded select from three clusters with pad five and score threshold.',
      'NonMaxSuppressionPadded select from three clusters with no padding when pad option is false.',
    ],
    noKernel,
  ),
  ...['acosh', 'asinh', 'atanh', 'sigmoid'].flatMap((suite) => some(suite, ['propagates NaNs'], nan)),
  ...some('softmax', ['Propagates NaNs'], nan),
  ...some('cos', ['gradients: Scalar', 'gradient with clones'], "SwiftShader's sine is exact to 2e-4"),
  ...some('tan', ['gradients: Tensor2D'], "SwiftShader's sine is exact to 2e-4"),
  ...some('tan', ['numbers exceed float32 precision'], "SwiftShader's tangent is wrong for large numbers"),
  ...some('cumsum', ['gradient: 1D', 'gradient with clones'], keyWithoutLength),
  ...some(
    'prod',
    [
      'gradients: prod(tensor with zeros)',
      'gradients: prod(2d, axis=0) and varied gradient values',
      'gradients: prod(2d, axis=1)',
    ],
    keyWithoutLength,
  ),
  ...some(
    'prod',
    ['prods all values in 2D array with keep dim', 'prods across axis=0 in 2D array, keepDims'],
    "tfjs's product of values that are not on the GPU yet forgets keepDims",
  ),
  ...some(
    'fromPixels, mock canvas',
    ['accepts a canvas-like element', 'accepts a canvas-like element, numChannels=4'],
    'tfjs-backend-webgpu takes pictures of a browser only',
  ),
  ...some(
    'threshold',
    ['method otsu', 'method otsu, inverted = true'],
    "tfjs's shader of bincount is no valid WGSL for maps of pixels",
  ),
  ...some('gather', ['throws when index is out of bound'], unchecked),
  ...some(
    'sparseSegmentMean',
    [
      'throw error if indices < 0',
      'throw error if indices >= max rows',
      'throw error if segment ids are not increasing',
      'throw error if segment id is out of range',
      'throw error if segment id is out of range and negative',
      'throw error if segment id is negative',
      'throw error if segment id is negative and there is a hole',
    ],
    unchecked,
  ),
  ...some(
    'sparseSegmentSum',
    ['indices invalid 1', 'indices invalid 2', ...[2, 3, 4, 6, 7].map((n) => `segments invalid ${n}`)],
    unchecked,
  ),
];
