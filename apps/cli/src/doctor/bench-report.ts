import { isFloat32, type BackendName, type PytorchVariant } from '@oneiros/engine';
import { z } from 'zod';

const seconds = z.number().positive();

const machineSchema = z.strictObject({
  node: z.string(),
  platform: z.string(),
  cpu: z.string(),
  instructionSets: z.array(z.string()),
  cores: z.int().positive(),
  threads: z.int().positive(),
  memoryMiB: z.int().positive(),
  freeMiB: z.int().min(0),
  memoryLimitMiB: z.int().positive().nullable(),
  /** What was run: cycles of each, size of the network, threads of each engine. */
  measured: z.strictObject({
    cycles: z.int().positive(),
    threads: z.int().positive(),
    batchSize: z.int().positive(),
    baseWidth: z.int().positive(),
    latentSize: z.int().positive(),
  }),
});

const backendSchema = z.strictObject({
  name: z.enum(['onednn', 'tensorflow', 'webgpu', 'cpu']),
  /** Medians and peak; null where it was not measured, and `reason` says why. */
  secondsPerCycle: seconds.nullable(),
  imagesPerSecond: z.number().positive().nullable(),
  residentMiB: z.number().positive().nullable(),
  /** Share of a cycle that goes into gathering images and drawing noise and occlusion. */
  dataPreparationShare: z.number().min(0).nullable(),
  version: z.string().nullable(),
  library: z.string().nullable(),
  reason: z.string().nullable(),
});

const peerSchema = z.strictObject({ name: z.string(), version: z.string(), variant: z.string(), seconds });

/** What `oneiros doctor --bench --json` prints. */
export const benchReportSchema = z.strictObject({
  schema: z.literal('oneiros/doctor-bench/1'),
  /** Of our first back end that loads: Wake, NREM and REM, median. */
  secondsPerCycle: seconds,
  /** oneDNN's convolutions of the same cycle alone, median; null without oneDNN. */
  convolutionFloorSeconds: seconds.nullable(),
  /** Ours divided by the convolutions'. */
  floorRatio: z.number().positive().nullable(),
  imagesPerSecond: z.number().positive(),
  /** Of the brain with the images of eight mini-batches. */
  residentMiB: z.number().positive(),
  backends: z.array(backendSchema),
  peers: z.array(peerSchema),
  /** The fastest variant of PyTorch in float32; null where there is none. */
  pytorchSeconds: seconds.nullable(),
  /** PyTorch's divided by ours: above 1 we are faster. */
  pytorchRatio: z.number().positive().nullable(),
  machine: machineSchema,
});
export type BenchReport = z.infer<typeof benchReportSchema>;

/** What was measured, cycle by cycle. */
export interface Measurements {
  readonly machine: BenchReport['machine'];
  readonly floorSeconds: readonly number[] | undefined;
  readonly backends: readonly BackendMeasurement[];
  readonly peers: readonly PeerMeasurement[];
}

export interface BackendMeasurement {
  readonly name: Exclude<BackendName, 'auto'>;
  readonly version?: string;
  readonly library?: string;
  readonly seconds: readonly number[];
  readonly residentMiB?: number;
  readonly dataSeconds?: number;
  /** Why it was not measured. */
  readonly reason?: string;
}

export interface PeerMeasurement {
  readonly name: string;
  readonly version: string;
  readonly variant: PytorchVariant;
  readonly seconds: readonly number[];
}

/** @param values at least one. @returns the middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/**
 * Medians, ratios and rates of what was measured. Ours is the first back end that was.
 *
 * @returns undefined where none was.
 */
export function summarise(measurements: Measurements): BenchReport | undefined {
  const { machine, floorSeconds } = measurements;
  const { batchSize } = machine.measured;
  const backends = measurements.backends.map((backend) => summariseBackend(backend, batchSize));
  const ours = backends.find(({ secondsPerCycle }) => secondsPerCycle !== null);
  if (!ours) return undefined;
  const secondsPerCycle = ours.secondsPerCycle!;
  const peers = measurements.peers.map((peer) => ({ ...peer, seconds: median(peer.seconds) }));
  const counted = peers.filter(({ variant }) => isFloat32(variant)).map((peer) => peer.seconds);
  const pytorchSeconds = counted.length > 0 ? Math.min(...counted) : null;
  const convolutionFloorSeconds = floorSeconds ? median(floorSeconds) : null;
  return {
    schema: 'oneiros/doctor-bench/1',
    secondsPerCycle,
    convolutionFloorSeconds,
    floorRatio: convolutionFloorSeconds && secondsPerCycle / convolutionFloorSeconds,
    imagesPerSecond: ours.imagesPerSecond!,
    residentMiB: ours.residentMiB!,
    backends,
    peers,
    pytorchSeconds,
    pytorchRatio: pytorchSeconds && pytorchSeconds / secondsPerCycle,
    machine,
  };
}

function summariseBackend(backend: BackendMeasurement, batchSize: number): BenchReport['backends'][number] {
  const secondsPerCycle = backend.seconds.length > 0 ? median(backend.seconds) : null;
  return {
    name: backend.name,
    secondsPerCycle,
    imagesPerSecond: secondsPerCycle && batchSize / secondsPerCycle,
    residentMiB: backend.residentMiB ?? null,
    dataPreparationShare:
      secondsPerCycle && backend.dataSeconds !== undefined ? backend.dataSeconds / secondsPerCycle : null,
    version: backend.version ?? null,
    library: backend.library ?? null,
    reason: backend.reason ?? null,
  };
}
