/// <reference types="@webgpu/types" />
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { WebgpuDeviceError } from '../errors.ts';
import type { EventPump } from './event-pump.ts';

/** What of tfjs's back end is private to it; the version is pinned. */
interface Internals {
  convertAndCacheOnCPU(dataId: object, data: tf.backend_util.BackendValues): tf.backend_util.BackendValues;
}

/** What a GPU computed cannot be trusted once its device reported an error; the first one is kept. */
interface Health {
  problem: string | undefined;
}

/**
 * tfjs's WebGPU back end in Node: it reads without a canvas, by waiting for Dawn, counts what it reads, and refuses to
 * hand out values of a device that failed.
 */
export class DawnBackend extends WebGPUBackend {
  /** How many times values were fetched from the device. */
  readbacks = 0;
  private readonly pump: EventPump;
  private readonly health: Health = { problem: undefined };

  constructor(device: GPUDevice, info: GPUAdapterInfo, pump: EventPump) {
    super(device, info);
    this.pump = pump;
    const { health } = this;
    device.addEventListener('uncapturederror', (event) => {
      event.preventDefault(); // Dawn would print it among the results
      health.problem ??= (event as GPUUncapturedErrorEvent).error.message;
    });
    void device.lost.then(({ reason, message }) => {
      health.problem ??= `it was lost (${reason}): ${message}`;
    });
  }

  override readSync(dataId: object): tf.backend_util.BackendValues {
    const { values, dtype, complexTensorInfos, resource } = this.tensorMap.get(dataId);
    if (values != null || dtype === 'string') return values;
    if (dtype === 'complex64') {
      const [real, imaginary] = [complexTensorInfos!.real, complexTensorInfos!.imag].map(
        (part) => this.readSync(part.dataId) as Float32Array,
      );
      return this.keep(dataId, tf.backend_util.mergeRealAndImagArrays(real!, imaginary!));
    }
    const bytes = this.fetch(resource as GPUBuffer);
    return this.keep(dataId, tf.util.convertBackendValuesAndArrayBuffer(bytes, dtype));
  }

  /** As tfjs's own, but the tensor may be disposed while its values are on their way. */
  override async read(dataId: object): Promise<tf.backend_util.BackendValues> {
    const { values, dtype, resource } = this.tensorMap.get(dataId);
    if (values != null || resource === undefined || dtype === 'string' || dtype === 'complex64')
      return super.read(dataId);
    const bytes = await this.getBufferData(resource as GPUBuffer);
    const read = tf.util.convertBackendValuesAndArrayBuffer(bytes, dtype);
    return this.tensorMap.has(dataId) ? this.keep(dataId, read) : read;
  }

  override async getBufferData(buffer: GPUBuffer): Promise<ArrayBuffer> {
    this.readbacks++;
    const bytes = await super.getBufferData(buffer);
    this.expectHealth();
    return bytes;
  }

  override dispose(): void {
    super.dispose();
    this.device.destroy();
  }

  private keep(dataId: object, values: tf.backend_util.BackendValues): tf.backend_util.BackendValues {
    return (this as unknown as Internals).convertAndCacheOnCPU(dataId, values);
  }

  private fetch(buffer: GPUBuffer): ArrayBuffer {
    this.readbacks++;
    const { size } = buffer;
    const staging = this.bufferManager.acquireBuffer(size, GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ);
    this.ensureCommandEncoderReady();
    this.endComputePassEncoder();
    const { commandEncoder } = this as unknown as { commandEncoder: GPUCommandEncoder };
    commandEncoder.copyBufferToBuffer(buffer, 0, staging, 0, size);
    this.submitQueue();
    staging.mapAsync(GPUMapMode.READ).catch((error: unknown) => {
      this.health.problem ??= `a buffer could not be read: ${String(error)}`;
    });
    this.pump.runUntil(() => staging.mapState !== 'pending');
    if (staging.mapState !== 'mapped') throw new WebgpuDeviceError(this.health.problem ?? 'a buffer could not be read');
    const bytes = staging.getMappedRange().slice(0);
    staging.unmap();
    this.bufferManager.releaseBuffer(staging);
    this.expectHealth();
    return bytes;
  }

  private expectHealth(): void {
    if (this.health.problem !== undefined) throw new WebgpuDeviceError(this.health.problem);
  }
}
