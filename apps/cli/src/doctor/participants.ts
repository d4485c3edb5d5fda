import { fileURLToPath } from 'node:url';
import {
  findPytorch,
  PeerError,
  pytorchVariants,
  startLineProcess,
  startPytorchPeer,
  type BackendName,
  type PytorchVariant,
} from '@oneiros/engine';
import type { BenchSize } from './bench-brain.ts';

/** Someone who takes turns: lives through one cycle when asked. */
export interface Participant {
  readonly label: string;
  /** @returns seconds of one cycle. */
  run(): Promise<number>;
  close(): Promise<void>;
}

/** One of our back ends in a process of its own, ready to run. */
export interface Worker extends Participant {
  readonly version: string;
  readonly library: string;
  readonly dataSeconds: number;
  /** Greatest resident memory seen after a cycle. */
  residentMiB(): number;
}

const workerFile = fileURLToPath(new URL('./bench-worker.js', import.meta.url));
const startMs = 300_000;
const cycleMs = 600_000;

export interface WorkerOptions extends BenchSize {
  readonly backend: Exclude<BackendName, 'auto'>;
  readonly kind: 'cycle' | 'floor' | 'readout';
  readonly threads: number;
  /** Images in memory; as many as CIFAR-10 has unless given. */
  readonly images?: { readonly train: number; readonly test: number };
}

/** @throws PeerError with the reason why it does not load. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const label = options.kind === 'floor' ? 'convolutions alone' : options.backend;
  const { threads } = options;
  const child = await startLineProcess(process.execPath, [workerFile, JSON.stringify(options)], {
    name: label,
    timeoutMs: startMs,
    // Read by TensorFlow's library, which takes no thread count from its caller.
    environment: { ...process.env, TF_NUM_INTRAOP_THREADS: String(threads), OMP_NUM_THREADS: String(threads) },
  });
  const { version, library, dataSeconds } = child.greeting;
  let peak = 0;
  return {
    label,
    version: String(version),
    library: String(library),
    dataSeconds: Number(dataSeconds ?? 0),
    residentMiB: () => peak,
    async run() {
      const answer = await child.ask({ do: 'run' }, cycleMs);
      peak = Math.max(peak, Number(answer['residentMiB'] ?? 0));
      return Number(answer['seconds']);
    },
    close: () => child.close(),
  };
}

/** One variant of PyTorch; all share one process. */
export interface PeerParticipant extends Participant {
  readonly version: string;
  readonly variant: PytorchVariant;
}

/**
 * Starts PyTorch and prepares its variants, the compiled ones included, which takes minutes.
 *
 * @param python the only one tried, if given.
 * @param note is told what is prepared, and why something is left out.
 * @param variants all of them unless given.
 * @returns none where no Python imports torch.
 */
export async function startPeers(
  python: string | undefined,
  options: BenchSize & { readonly threads: number },
  note: (text: string) => void,
  variants: readonly PytorchVariant[] = pytorchVariants,
): Promise<PeerParticipant[]> {
  const found = await findPytorch(python);
  if ('reason' in found) {
    note(`PyTorch is left out: ${found.reason}. Name one that does: --peer-python PATH`);
    return [];
  }
  const peer = await startPytorchPeer({ python: found.python, ...options, batch: options.batchSize }).catch(
    (error: unknown) => {
      if (!(error instanceof PeerError)) throw error;
      note(`PyTorch is left out: ${error.message}`);
    },
  );
  if (!peer) return [];
  const participants: PeerParticipant[] = [];
  for (const variant of variants) {
    note(`preparing PyTorch ${peer.version}, ${variant}`);
    try {
      await peer.prepare(variant);
    } catch (error) {
      if (!(error instanceof PeerError)) throw error;
      note(`PyTorch's variant ${variant} is left out: ${error.problem}`);
      continue;
    }
    participants.push({
      label: `PyTorch ${variant}`,
      version: peer.version,
      variant,
      run: async () => (await peer.run(variant, 1))[0]!,
      close: () => peer.close(),
    });
  }
  if (participants.length === 0) await peer.close();
  return participants;
}
