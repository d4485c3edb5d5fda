import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startLineProcess } from './line-process.ts';

/** Ways in which the peer script trains the same model; see its first lines. */
export const pytorchVariants = [
  'published',
  'careful',
  'careful+channels_last',
  'careful+channels_last+compile',
  'bfloat16',
] as const;
export type PytorchVariant = (typeof pytorchVariants)[number];

/** Whether a variant computes in float32 and so counts in a comparison with us. */
export const isFloat32 = (variant: PytorchVariant): boolean => variant !== 'bfloat16';

/** PyTorch in a process of its own, which can take turns with other engines cycle by cycle. */
export interface PytorchPeer {
  readonly version: string;
  readonly threads: number;
  /** Builds a variant and lives through two cycles, which compiles what it compiles. @returns seconds */
  prepare(variant: PytorchVariant): Promise<number>;
  /** @returns seconds of each cycle of Wake, NREM and REM. */
  run(variant: PytorchVariant, cycles: number): Promise<number[]>;
  /** Replays a golden fixture of the condition `pad` with idle synapses held. @returns worst relative deviation of a loss */
  verify(variant: PytorchVariant, fixture: string): Promise<number>;
  close(): Promise<void>;
}

export interface PytorchPeerOptions {
  readonly python: string;
  readonly threads: number;
  readonly batch?: number;
  readonly baseWidth?: number;
  readonly latentSize?: number;
  readonly imageSidePx?: number;
}

const script = fileURLToPath(new URL('../../peer/pytorch_peer.py', import.meta.url));
const startMs = 120_000;
const prepareMs = 600_000;
const runMs = 600_000;

/**
 * Finds a Python that imports torch.
 *
 * @param asked the only one tried, if given.
 * @returns its program, or why there is none.
 */
export async function findPytorch(asked?: string): Promise<{ python: string } | { reason: string }> {
  const candidates = asked === undefined ? ['python3', 'python'] : [asked];
  for (const python of candidates) {
    const imports = await promisify(execFile)(python, ['-c', 'import torch'], { timeout: startMs }).then(
      () => true,
      () => false,
    );
    if (imports) return { python };
  }
  return { reason: `${candidates.join(' and ')} ${candidates.length > 1 ? 'do' : 'does'} not import torch` };
}

/** Starts the peer. @throws PeerError. */
export async function startPytorchPeer(options: PytorchPeerOptions): Promise<PytorchPeer> {
  const { python, threads, batch = 64, baseWidth = 64, latentSize = 256, imageSidePx = 32 } = options;
  const sizes = { threads, batch, nf: baseWidth, nz: latentSize, side: imageSidePx };
  const parameters = Object.entries(sizes).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const environment = { ...process.env, OMP_NUM_THREADS: String(threads) };
  const child = await startLineProcess(python, [script, ...parameters], {
    name: 'PyTorch',
    environment,
    timeoutMs: startMs,
  });
  return {
    version: String(child.greeting['version']),
    threads: Number(child.greeting['threads']),
    prepare: async (variant) => Number((await child.ask({ do: 'prepare', variant }, prepareMs))['seconds']),
    run: async (variant, cycles) => (await child.ask({ do: 'run', variant, cycles }, runMs))['seconds'] as number[],
    verify: async (variant, fixture) => Number((await child.ask({ do: 'verify', variant, fixture }, runMs))['worst']),
    close: () => child.close(),
  };
}
