import type { KernelWork } from './kernel-work.ts';

/** Time spent in one kernel, on operands of one shape, since profiling began. */
export interface KernelProfile extends KernelWork {
  kernel: string;
  calls: number;
  ms: number;
  /** Of all calls. */
  flops: number;
  bytes: number;
}

let profiles: Map<string, KernelProfile> | undefined;

/** Starts counting anew, or stops. Kernels run on the calling thread, so that the times add up. */
export function setProfiling(active: boolean): void {
  profiles = active ? new Map() : undefined;
}

/** What was counted, the costliest kernel first. */
export function profile(): KernelProfile[] {
  return [...(profiles?.values() ?? [])].sort((a, b) => b.ms - a.ms);
}

/** Runs a kernel, and counts it while profiling. @param workOf is asked after the run, outside its time */
export function profiled<Result>(kernel: string, run: () => Result, workOf: (result: Result) => KernelWork): Result {
  if (!profiles) return run();
  const start = performance.now();
  const result = run();
  const ms = performance.now() - start;
  const { detail, flops, bytes } = workOf(result);
  const key = `${kernel} ${detail}`;
  const entry = profiles.get(key) ?? { kernel, detail, calls: 0, ms: 0, flops: 0, bytes: 0 };
  entry.calls += 1;
  entry.ms += ms;
  entry.flops += flops;
  entry.bytes += bytes;
  profiles.set(key, entry);
  return result;
}
