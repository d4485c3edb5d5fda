/** Threads of a workgroup: the least that WebGPU's limits promise. */
export const WORKGROUP_SIZE = 256;

/** Number types of a program's parameters, as WGSL names them. */
export type ParameterType = 'u32' | 'f32';

/**
 * A compute shader over whole tensors of float32, which may write several of them; tfjs's own programs write one.
 * `body` is WGSL; it sees each tensor as `array<f32>` and each parameter under its name.
 */
export interface Program<Reads extends string, Writes extends string, Parameters extends string> {
  /** Unique: pipelines are kept by it. */
  readonly name: string;
  readonly reads: readonly Reads[];
  /** Read as well, where the body does. */
  readonly writes: readonly Writes[];
  readonly parameters: Readonly<Record<Parameters, ParameterType>>;
  /**
   * Functions of WGSL, among them `run(group: u32, thread: u32)`: `group` counts workgroups from 0, `thread` the threads
   * of one.
   */
  readonly body: string;
}

/** The WGSL of a program: the reads bound first, then the writes, then the parameters. */
export function sourceOf({ reads, writes, parameters, body }: Program<string, string, string>): string {
  const bound = [
    ...reads.map((name) => `var<storage, read> ${name}: array<f32>;`),
    ...writes.map((name) => `var<storage, read_write> ${name}: array<f32>;`),
  ];
  const fields = Object.entries(parameters).map(([name, type]) => `${name}: ${type},`);
  return [
    ...bound.map((declaration, i) => `@group(0) @binding(${i}) ${declaration}`),
    `struct Parameters { ${fields.join(' ')} }`,
    `@group(0) @binding(${bound.length}) var<uniform> parameters: Parameters;`,
    `const THREADS = ${WORKGROUP_SIZE}u;`,
    body,
    `@compute @workgroup_size(${WORKGROUP_SIZE})`,
    'fn main(',
    '  @builtin(workgroup_id) group: vec3<u32>,',
    '  @builtin(num_workgroups) groups: vec3<u32>,',
    '  @builtin(local_invocation_index) thread: u32,',
    ') {',
    '  run(group.y * groups.x + group.x, thread);',
    '}',
  ].join('\n');
}

/** A program that does the same to every element: `statements` see its `index`. The parameter `count` is their number. */
export function elementwise<Reads extends string, Writes extends string, Parameters extends string = never>(
  name: string,
  reads: readonly Reads[],
  writes: readonly Writes[],
  statements: string,
  parameters: Readonly<Record<Parameters, ParameterType>> = {} as Record<Parameters, ParameterType>,
): Program<Reads, Writes, Parameters | 'count'> {
  const body = `
fn run(group: u32, thread: u32) {
  let index = group * THREADS + thread;
  if (index >= parameters.count) { return; }
  ${statements}
}`;
  return { name, reads, writes, parameters: { ...parameters, count: 'u32' }, body } as Program<
    Reads,
    Writes,
    Parameters | 'count'
  >;
}

/** Sums `own` of every thread over the workgroup; every thread gets the sum. To be called by all of them. */
export const sumOverWorkgroup = `
var<workgroup> shares: array<f32, ${WORKGROUP_SIZE}>;
fn sumOverWorkgroup(thread: u32, own: f32) -> f32 {
  workgroupBarrier();
  shares[thread] = own;
  for (var width = THREADS / 2u; width > 0u; width /= 2u) {
    workgroupBarrier();
    if (thread < width) { shares[thread] += shares[thread + width]; }
  }
  workgroupBarrier();
  return shares[0];
}`;
