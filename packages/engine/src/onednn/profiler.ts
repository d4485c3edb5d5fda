/** Time spent in one kernel since profiling began. */
export interface KernelProfile {
  kernel: string;
  calls: number;
  ms: number;
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

/** Runs a kernel, and counts it while profiling. */
export function profiled<Result>(kernel: string, run: () => Result): Result {
  if (!profiles) return run();
  const start = performance.now();
  const result = run();
  const entry = profiles.get(kernel) ?? { kernel, calls: 0, ms: 0 };
  entry.calls += 1;
  entry.ms += performance.now() - start;
  profiles.set(kernel, entry);
  return result;
}
