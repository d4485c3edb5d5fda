/**
 * Test files of tfjs-core that exercise the kernels which the native back end overrides, without the ending `_test.js`,
 * below `dist/`. `--all` runs every file instead.
 */
export const overriddenSuites = [
  ...[
    'abs', 'add_n', 'add', 'arg_max', 'arg_min', 'arithmetic', 'avg_pool', 'binary_ops', 'broadcast_to', 'ceil', 'clip_by_value',
    'clone', 'concat', 'conv1d', 'conv2d', 'conv2d_separable', 'conv2d_transpose', 'cos', 'elu', 'equal', 'exp', 'expm1',
    'fill', 'floor', 'fused/fused_conv2d', 'gather', 'greater', 'greater_equal', 'identity_pool', 'image/resize_bilinear', 'leaky_relu', 'less', 'less_equal', 'log', 'log1p',
    'log_sigmoid', 'log_softmax', 'log_sum_exp', 'mat_mul', 'max', 'max_pool', 'mean', 'min', 'moments', 'neg', 'norm', 'not_equal',
    'ones_like', 'operation', 'pad', 'pool', 'prod', 'reciprocal', 'relu', 'relu6', 'reverse', 'reverse_1d', 'reverse_2d',
    'reverse_3d', 'reverse_4d', 'round', 'rsqrt', 'sigmoid', 'sign', 'sin', 'slice', 'slice1d', 'slice2d', 'slice3d',
    'slice4d', 'softmax', 'softplus', 'split', 'sqrt', 'square', 'stack', 'step', 'sub', 'sum', 'tanh', 'tile',
    'transpose', 'unstack', 'where', 'zeros_like',
  ].map((name) => `ops/${name}`), // prettier-ignore
  'optimizers/adam_optimizer',
  'gradients',
  'variable',
];
