/// <reference types="@webgpu/types" />
import * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { sourceOf, WORKGROUP_SIZE, type Program } from './program.ts';

/** What of tfjs's back end is private to it; the version is pinned. */
interface Internals {
  readonly commandEncoder: GPUCommandEncoder;
  computePassEncoder: GPUComputePassEncoder | null;
  readonly commandQueueOwnedIds: WeakSet<object>;
  dispatchCountInPass: number;
  readonly uniformPendingDisposal: GPUBuffer[];
}

/** A kernel of the cortex got a tensor that is no float32. */
export class TensorTypeError extends Error {
  readonly code = 'TENSOR_TYPE';
  readonly actual: string;

  constructor(kernel: string, tensor: string, actual: string) {
    super(`The kernel ${kernel} takes float32 as "${tensor}", not ${actual}; cast it with tf.cast(tensor, 'float32').`);
    this.name = 'TensorTypeError';
    this.actual = actual;
  }
}

/** Most workgroups along one side of a dispatch, which every adapter takes. */
const MOST_GROUPS = 65_535;

const pipelines = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>();

function pipelineOf(device: GPUDevice, program: Program<string, string, string>): GPUComputePipeline {
  const known = pipelines.get(device) ?? new Map<string, GPUComputePipeline>();
  pipelines.set(device, known);
  const found = known.get(program.name);
  if (found !== undefined) return found;
  const module = device.createShaderModule({ code: sourceOf(program), label: program.name });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' } });
  known.set(program.name, pipeline);
  return pipeline;
}

function parametersOf(
  backend: WebGPUBackend,
  program: Program<string, string, string>,
  values: Readonly<Record<string, number>>,
): GPUBuffer {
  const types = Object.entries(program.parameters);
  const view = new DataView(new ArrayBuffer(Math.ceil((4 * types.length) / 16) * 16));
  types.forEach(([name, type], i) => {
    if (type === 'u32') view.setUint32(4 * i, values[name]!, true);
    else view.setFloat32(4 * i, values[name]!, true);
  });
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.UNIFORM;
  const buffer = backend.bufferManager.acquireBuffer(view.byteLength, usage);
  backend.queue.writeBuffer(buffer, 0, view.buffer);
  (backend as unknown as Internals).uniformPendingDisposal.push(buffer);
  return buffer;
}

/** A new tensor on the device whose elements are still to be written. */
export function output(backend: WebGPUBackend, shape: readonly number[]): tf.TensorInfo {
  const info = backend.makeTensorInfo([...shape], 'float32');
  backend.uploadToGPU(info.dataId);
  return info;
}

/** The same data under another shape; both are to be disposed. */
export function shared(backend: WebGPUBackend, { dataId, dtype }: tf.TensorInfo, shape: number[]): tf.TensorInfo {
  backend.incRef(dataId);
  return { dataId, shape, dtype };
}

/**
 * Puts a program into the queue, in order with tfjs's own.
 * @param groups workgroups; by default one thread for each of `parameters.count`
 * @throws TensorTypeError
 */
export function dispatch<Reads extends string, Writes extends string, Parameters extends string>(
  backend: WebGPUBackend,
  program: Program<Reads, Writes, Parameters>,
  tensors: Readonly<Record<Reads | Writes, tf.TensorInfo>>,
  parameters: Readonly<Record<Parameters, number>>,
  groups = Math.ceil((parameters as Record<string, number>)['count']! / WORKGROUP_SIZE),
): void {
  const internals = backend as unknown as Internals;
  const bound = [...program.reads, ...program.writes].map((name) => {
    const { dataId, dtype } = tensors[name];
    if (dtype !== 'float32') throw new TensorTypeError(program.name, name, dtype);
    backend.uploadToGPU(dataId);
    internals.commandQueueOwnedIds.add(dataId);
    return { buffer: backend.tensorMap.get(dataId).resource as GPUBuffer };
  });
  // A copy on the CPU of what is written now would be of the past.
  for (const name of program.writes) backend.tensorMap.get(tensors[name].dataId).values = null as never;

  const pipeline = pipelineOf(backend.device, program);
  const resources = [...bound, { buffer: parametersOf(backend, program, parameters) }];
  const bindGroup = backend.device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: resources.map((resource, binding) => ({ binding, resource })),
  });
  backend.ensureCommandEncoderReady();
  const pass = (internals.computePassEncoder ??= internals.commandEncoder.beginComputePass());
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  const rows = Math.ceil(groups / MOST_GROUPS);
  pass.dispatchWorkgroups(Math.ceil(groups / rows), rows);
  internals.dispatchCountInPass++;
  if (internals.dispatchCountInPass >= tf.env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
}
