import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { BackendUnavailableError } from '../errors.ts';

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
  /** Of the fast convolutions: avx512, avx2 or baseline, or what ONEIROS_ISA asks for. */
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

export interface BuildStamp {
  failed?: string;
  extensions?: string[];
  cpu?: string;
  compiler?: string;
  onednn?: string;
}

/** `src/onednn` and `dist/onednn` lie equally deep, so that one path serves both. */
const buildFile = (name: string): string => fileURLToPath(new URL(`../../build/${name}`, import.meta.url));

const rebuild = 'Build it with: npm run build:native -w @oneiros/engine';
const install =
  'Install a C++17 compiler and oneDNN (Debian: apt-get install g++ libdnnl-dev; Fedora: dnf install gcc-c++ onednn-devel; ' +
  `macOS: brew install onednn libomp). ${rebuild}`;

const unavailable = (reason: string, advice: string): BackendUnavailableError =>
  new BackendUnavailableError('onednn', reason, advice);

/** What the build left beside the addon: versions, flags and the vector extensions that its code may contain. */
export function readBuildStamp(): BuildStamp | undefined {
  const file = buildFile('stamp.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BuildStamp) : undefined;
}

/** Vector extensions of this CPU as Linux names them; undefined where it does not tell. */
export function cpuExtensions(): Set<string> | undefined {
  if (!existsSync('/proc/cpuinfo')) return undefined;
  const line = /^(?:flags|Features)\s*:\s*(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'));
  return line ? new Set(line[1]!.split(/\s+/)) : undefined;
}

/**
 * Refuses a build that failed, is absent, or holds instructions that this CPU does not have: running those would end the
 * process without a word.
 * @throws BackendUnavailableError
 */
export function expectLoadable(stamp: BuildStamp | undefined, extensions: ReadonlySet<string> | undefined): void {
  if (stamp === undefined) throw unavailable('it is not built', rebuild);
  if (stamp.failed !== undefined) throw unavailable(`its build failed (${stamp.failed})`, install);
  const missing = extensions ? (stamp.extensions ?? []).filter((name) => !extensions.has(name)) : [];
  if (missing.length === 0) return;
  throw unavailable(
    `it was built for ${stamp.cpu ?? 'another CPU'} and this CPU has no ${missing.join(', ')}`,
    rebuild,
  );
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
 * @throws BackendUnavailableError where `expectLoadable` or the system's loader refuses it
 */
export function loadNativeAddon(): NativeAddon {
  if (loaded) return loaded;
  const file = buildFile('oneiros_engine.node');
  expectLoadable(readBuildStamp(), cpuExtensions());
  preferShortSpins();
  try {
    loaded = createRequire(import.meta.url)(file) as NativeAddon;
  } catch (error) {
    throw unavailable(`the system's loader refuses it (${(error as Error).message})`, install);
  }
  return loaded;
}
