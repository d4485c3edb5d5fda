import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';

/** What of this machine decides how fast a night goes. */
export interface Machine {
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly instructionSets: string[];
  /** Cores of silicon; as many as threads where the system does not tell them apart. */
  readonly cores: number;
  /** Threads that this process may use at once. */
  readonly threads: number;
  readonly memoryMiB: number;
  readonly freeMiB: number;
  /** What the control group of this process (a container, a batch job) may use at most; null without a limit. */
  readonly memoryLimitMiB: number | null;
}

/** Extensions that decide which kernels can run, widest first. */
const extensions = [
  'amx_tile',
  'avx512_bf16',
  'avx512_vnni',
  'avx512f',
  'avx2',
  'fma',
  'avx',
  'sse4_2',
  'sve',
  'asimd',
];
const mebibyte = 2 ** 20;

/** @returns what `/proc/cpuinfo` tells: extensions of the CPU and its cores of silicon. */
export function readCpuInfo(text: string): { instructionSets: string[]; cores: number } {
  const flags = new Set(/^(?:flags|Features)\s*:\s*(.*)$/m.exec(text)?.[1]?.split(/\s+/));
  const cores = new Set<string>();
  for (const processor of text.split(/\n\n+/)) {
    const core = /^core id\s*:\s*(\d+)$/m.exec(processor)?.[1];
    if (core !== undefined) cores.add(`${/^physical id\s*:\s*(\d+)$/m.exec(processor)?.[1] ?? ''}.${core}`);
  }
  return { instructionSets: extensions.filter((name) => flags.has(name)), cores: cores.size };
}

/** @param limitBytes of the control group, 0 without one (Node's answer); one beyond the memory is none. */
export const memoryLimit = (limitBytes: number, totalBytes: number): number | null =>
  limitBytes > 0 && limitBytes < totalBytes ? Math.round(limitBytes / mebibyte) : null;

export function inspectMachine(): Machine {
  const known = existsSync('/proc/cpuinfo') ? readCpuInfo(readFileSync('/proc/cpuinfo', 'utf8')) : undefined;
  const threads = os.availableParallelism();
  return {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    instructionSets: known?.instructionSets ?? [],
    cores: known?.cores || threads,
    threads,
    memoryMiB: Math.round(os.totalmem() / mebibyte),
    freeMiB: Math.round(os.freemem() / mebibyte),
    memoryLimitMiB: memoryLimit(process.constrainedMemory() ?? 0, os.totalmem()),
  };
}
