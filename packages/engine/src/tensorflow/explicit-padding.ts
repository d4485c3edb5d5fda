import * as tf from '@tensorflow/tfjs';

/** The part of tfjs-node's module of the convolution that its fused convolution calls, too. */
export interface ConvolutionModule {
  conv2dImpl(
    x: tf.TensorInfo,
    filter: tf.TensorInfo,
    info: tf.backend_util.Conv2DInfo,
    backend: unknown,
  ): tf.TensorInfo;
}

/** The part of tfjs-node's back end that a kernel of ours calls. */
interface TensorflowBackend {
  readonly binding: Readonly<Record<`TF_${string}`, number>>;
  executeSingleOutput(name: string, attributes: readonly object[], inputs: readonly tf.TensorInfo[]): tf.TensorInfo;
}

type Padding = Parameters<typeof tf.backend_util.computeConv2DInfo>[4];
interface ConvolutionAttributes {
  readonly strides: number | [number, number];
  readonly pad: Padding;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly dilations?: number | [number, number];
}
interface GradientKernel {
  readonly name: typeof tf.Conv2DBackpropInput | typeof tf.Conv2DBackpropFilter;
  /** Shapes of the convolution whose gradient it is. */
  readonly shapes: (
    inputs: tf.NamedTensorInfoMap,
    attributes: tf.NamedAttrMap,
  ) => { input: number[]; filter: number[] };
  /** Inputs of TensorFlow's operation, in its order; `sizes` is the shape that it asks for. */
  readonly operands: (inputs: tf.NamedTensorInfoMap, sizes: tf.TensorInfo) => tf.TensorInfo[];
  readonly sizes: 'input' | 'filter';
}

const gradientKernels: readonly GradientKernel[] = [
  {
    name: tf.Conv2DBackpropInput,
    shapes: ({ filter }, { inputShape }) => ({ input: inputShape as number[], filter: filter!.shape }),
    operands: ({ dy, filter }, sizes) => [sizes, filter!, dy!],
    sizes: 'input',
  },
  {
    name: tf.Conv2DBackpropFilter,
    shapes: ({ x }, { filterShape }) => ({ input: x!.shape, filter: filterShape as number[] }),
    operands: ({ x, dy }, sizes) => [x!, sizes, dy!],
    sizes: 'filter',
  },
];

/**
 * Lets the convolution, its two gradients (a transposed convolution is one) and the fused convolution take a padding in
 * pixels. tfjs-node refuses it ("only 'valid' and 'same'"), although TensorFlow's operations take one as EXPLICIT.
 *
 * @param convolution tfjs-node's module of the kernel Conv2D; its implementation is replaced.
 */
export function registerExplicitPadding(backendName: string, convolution: ConvolutionModule): void {
  const refusing = convolution.conv2dImpl;
  convolution.conv2dImpl = (x, filter, info, backend) => refusing(x, filter, inWords(info), backend);
  replaceKernel(tf.Conv2D, backendName, ({ inputs, attrs, backend }) => {
    const info = convolutionInfo(inputs['x']!.shape, inputs['filter']!.shape, attrs);
    return convolution.conv2dImpl(inputs['x']!, inputs['filter']!, info, backend);
  });
  for (const kernel of gradientKernels) replaceKernel(kernel.name, backendName, gradientOf(kernel));
}

function replaceKernel(kernelName: string, backendName: string, kernelFunc: tf.KernelFunc): void {
  tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ kernelName, backendName, kernelFunc });
}

/** tfjs calls a padding in pixels NUMBER, TensorFlow EXPLICIT. */
const inWords = (info: tf.backend_util.Conv2DInfo): tf.backend_util.Conv2DInfo =>
  info.padInfo.type === 'NUMBER' ? { ...info, padInfo: { ...info.padInfo, type: 'EXPLICIT' } } : info;

function convolutionInfo(input: number[], filter: number[], attrs: tf.NamedAttrMap | undefined) {
  const { strides, pad, dataFormat, dimRoundingMode, dilations } = attrs as unknown as ConvolutionAttributes;
  return tf.backend_util.computeConv2DInfo(
    input as [number, number, number, number],
    filter as [number, number, number, number],
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    false,
    tf.backend_util.convertConv2DDataFormat(dataFormat),
  );
}

function gradientOf(kernel: GradientKernel): tf.KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const shapes = kernel.shapes(inputs, attrs!);
    const info = inWords(convolutionInfo(shapes.input, shapes.filter, attrs));
    const tensorflow = backend as TensorflowBackend;
    const sizes = tf.tensor1d(shapes[kernel.sizes], 'int32');
    try {
      const attributes = operationAttributes(tensorflow.binding, info);
      return tensorflow.executeSingleOutput(kernel.name, attributes, kernel.operands(inputs, sizes));
    } finally {
      sizes.dispose();
    }
  };
}

function operationAttributes(binding: TensorflowBackend['binding'], info: tf.backend_util.Conv2DInfo): object[] {
  const { type, top, bottom, left, right } = info.padInfo;
  const channelsLast = info.dataFormat === 'channelsLast';
  const integers = (name: string, value: number[]): object => ({ name, type: binding['TF_ATTR_INT'], value });
  const explicit = channelsLast ? [0, 0, top, bottom, left, right, 0, 0] : [0, 0, 0, 0, top, bottom, left, right];
  const ofImage = (height: number, width: number): number[] =>
    channelsLast ? [1, height, width, 1] : [1, 1, height, width];
  return [
    { name: 'T', type: binding['TF_ATTR_TYPE'], value: binding['TF_FLOAT'] },
    integers('strides', ofImage(info.strideHeight, info.strideWidth)),
    { name: 'padding', type: binding['TF_ATTR_STRING'], value: type },
    ...(type === 'EXPLICIT' ? [integers('explicit_paddings', explicit)] : []),
    { name: 'data_format', type: binding['TF_ATTR_STRING'], value: channelsLast ? 'NHWC' : 'NCHW' },
    { name: 'use_cudnn_on_gpu', type: binding['TF_ATTR_BOOL'], value: true },
    integers('dilations', [1, 1, 1, 1]),
  ];
}
