import { createRequire } from 'node:module';
import { findAddonBuild, refused } from './addon-builds.ts';

type Codes = Readonly<Record<string, number>>;

/** Runs oneDNN's convolutions of one PAD cycle alone; see `createConvolutionFloor`. */
export interface NativeFloor {
  run(): number;
}

/**
 * The entries of `native/addon.cc`. Arrays are written in place; offsets and sizes are in elements.
 * A shape is the Int32Array that `convolutionShape` makes, a loop the Float64Array of `loops.ts`.
 */
export interface NativeAddon {
  readonly libraryVersion: string;
  readonly libraryInstructionSet: string;
  /** Of all vector code: avx512, avx2 or baseline, on arm64 neon; the widest, or what ONEIROS_ISA asks for. */
  readonly instructionSet: string;
  measuredPeakFlops(): number;
  measuredPeakBandwidth(): number;
  setThreads(threads: number): void;
  threads(): number;
  bytesToAlignment(buffer: ArrayBuffer): number;

  readonly activations: Codes;
  /** y = f(x * filter + bias), or where `activated` is given (x * filter) f'(at that output of f). */
  convolutionForward(
    shape: Int32Array,
    x: Float32Array,
    filter: Float32Array,
    bias: Float32Array | null,
    activated: Float32Array | null,
    activation: number,
    slope: number,
    y: Float32Array,
  ): void;
  convolutionBackwardData(
    shape: Int32Array,
    dy: Float32Array,
    filter: Float32Array,
    bias: Float32Array | null,
    activated: Float32Array | null,
    activation: number,
    slope: number,
    dx: Float32Array,
  ): void;
  convolutionBackwardWeights(shape: Int32Array, x: Float32Array, dy: Float32Array, dFilter: Float32Array): void;
  readonly convolutionDirections: Readonly<Record<'forward' | 'backwardData' | 'backwardWeights', number>>;
  /** Name of the algorithm that a convolution gets: it follows from the shape and the instruction set alone. */
  convolutionAlgorithm(direction: number, shape: Int32Array): string;
  activationBiasGradient(
    rows: number,
    channels: number,
    dy: Float32Array,
    y: Float32Array | null,
    activation: number,
    slope: number,
    dPre: Float32Array | null,
    dBias: Float32Array,
  ): void;
  matrixProduct(
    transposeA: boolean,
    transposeB: boolean,
    rows: number,
    columns: number,
    inner: number,
    a: Float32Array,
    aOffset: number,
    b: Float32Array,
    bOffset: number,
    c: Float32Array,
    cOffset: number,
  ): void;
  readonly ConvolutionFloor: new (
    batch: number,
    baseWidth: number,
    latentSize: number,
    imageSide: number,
    imageChannels: number,
  ) => NativeFloor;

  readonly unaryOperations: Codes;
  readonly binaryOperations: Codes;
  readonly comparisons: Codes;
  readonly reductions: Codes;
  unary(operation: number, x: Float32Array, y: Float32Array, p: number, q: number): void;
  binary(operation: number, loop: Float64Array, a: Float32Array, b: Float32Array, y: Float32Array): void;
  compare(comparison: number, loop: Float64Array, a: Float32Array, b: Float32Array, y: Uint8Array): void;
  select(condition: Uint8Array, a: Float32Array, b: Float32Array, y: Float32Array): void;
  reduce(reduction: number, x: Float32Array, y: Float32Array, outer: number, reduced: number, inner: number): void;
  argExtreme(largest: boolean, x: Float32Array, y: Int32Array, rows: number, columns: number): void;
  copyStrided(loop: Float64Array, x: Float32Array, xOffset: number, y: Float32Array, yOffset: number): void;
  fill(y: Float32Array, value: number): void;
  gatherRows(
    x: Float32Array,
    indices: Int32Array,
    y: Float32Array,
    outer: number,
    rows: number,
    count: number,
    inner: number,
  ): void;
  occlude(x: Float32Array, mask: Float32Array, y: Float32Array, images: number, pixels: number, channels: number): void;

  /** The shape is batch, inHeight, inWidth, channels, outHeight, outWidth, then height and width of filter, stride and padding. */
  maxPool(shape: Int32Array, x: Float32Array, y: Float32Array): void;
  meanPool(shape: Int32Array, x: Float32Array, y: Float32Array): void;
  /** The shape is batch, inHeight, inWidth, channels, outHeight, outWidth. */
  resizeBilinear(
    shape: Int32Array,
    alignCorners: boolean,
    halfPixelCenters: boolean,
    x: Float32Array,
    y: Float32Array,
  ): void;

  meanSquaredError(a: Float32Array, b: Float32Array): number;
  meanSquaredErrorGradient(a: Float32Array, b: Float32Array, dy: number, da: Float32Array): void;
  latentDivergence(z: Float32Array, batch: number, latent: number, mean: Float32Array, variance: Float32Array): number;
  latentDivergenceGradient(
    z: Float32Array,
    mean: Float32Array,
    variance: Float32Array,
    dy: number,
    dz: Float32Array,
    batch: number,
    latent: number,
  ): void;
  logitCrossEntropy(logit: Float32Array, target: number): number;
  logitCrossEntropyGradient(logit: Float32Array, target: number, dy: number, dLogit: Float32Array): void;
  adamStep(
    parameters: Float32Array[],
    gradients: (Float32Array | null)[],
    firstMoments: Float32Array[],
    secondMoments: Float32Array[],
    steps: number[],
    learningRate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ): void;
}

/** Turns of the waiting loop before a thread sleeps, some 50 µs: longer than threads of one loop drift apart. */
const SPINS_BEFORE_SLEEP = '4000';

/**
 * OpenMP reads how threads wait once, when the library loads. Its default spins for long at the end of every parallel loop:
 * on a busy machine the spinning thread keeps the one it waits for from running, and a cycle takes three to five times as
 * long. Sleeping at once costs 6 % on an idle machine. So threads spin for a moment, which gains those 6 % and costs as
 * much where another program wants a core. Who sets a policy keeps it.
 */
function preferShortSpins(environment: NodeJS.ProcessEnv = process.env): void {
  if (environment['OMP_WAIT_POLICY'] === undefined && environment['GOMP_SPINCOUNT'] === undefined) {
    environment['GOMP_SPINCOUNT'] = SPINS_BEFORE_SLEEP;
  }
}

let loaded: NativeAddon | undefined;

/**
 * Loads the addon once.
 * @throws BackendUnavailableError where there is none, the system's loader refuses it, or ONEIROS_ISA names what it lacks
 */
export function loadNativeAddon(): NativeAddon {
  if (loaded) return loaded;
  const { file } = findAddonBuild();
  preferShortSpins();
  try {
    loaded = createRequire(import.meta.url)(file) as NativeAddon;
  } catch (error) {
    throw refused((error as Error).message);
  }
  return loaded;
}
