import type { AdamStepArguments } from '@oneiros/cortex';
import * as tf from '@tensorflow/tfjs';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { adamStep } from './adam-step.ts';
import { BufferPool } from './buffer-pool.ts';
import type { NativeAddon } from './native-addon.ts';

/** Free buffers kept for later: several times what a cycle of the published size frees. */
const FREE_LIMIT_BYTES = 512 * 2 ** 20;

/** A tensor that a kernel is about to write. */
export interface Output {
  info: tf.TensorInfo;
  values: Float32Array;
}

/**
 * tfjs's CPU back end with float32 data in pooled, aligned buffers. It keeps tfjs's rules of ownership (several tensors may
 * share data; the data go when the last of them does) and adds one: a pooled buffer belongs to one data entry only. Whatever
 * comes in from a JavaScript kernel as a view of such a buffer is copied, whatever goes out to a reader is a copy.
 */
export class OnednnBackend extends MathBackendCPU {
  readonly native: NativeAddon;
  readonly pool: BufferPool;

  constructor(native: NativeAddon) {
    super();
    this['firstUse'] = false; // the CPU back end greets its first tensor with advice to install another back end
    this.native = native;
    this.pool = new BufferPool((buffer) => native.bytesToAlignment(buffer), FREE_LIMIT_BYTES);
  }

  /** A new float32 tensor with undefined contents. */
  output(shape: readonly number[]): Output {
    const values = this.pool.take(tf.util.sizeFromShape(shape as number[]));
    return {
      info: { dataId: super.write(values, shape as number[], 'float32'), shape: [...shape], dtype: 'float32' },
      values,
    };
  }

  /** The values of a float32 tensor, to be read and not kept. */
  floats({ dataId }: tf.TensorInfo): Float32Array {
    const { values } = this.data.get(dataId) as { values: unknown };
    return values instanceof Float32Array ? values : Float32Array.from(values as ArrayLike<number>);
  }

  /**
   * The values of a float32 tensor, to be written in place. Where another tensor shares them, or they are an array that
   * came from outside, the tensor first gets a copy of its own.
   */
  floatsForWriting(tensor: tf.Tensor): Float32Array {
    const entry = this.data.get(tensor.dataId) as { values: Float32Array; refCount: number };
    if (entry.refCount > 1) {
      const { info, values } = this.output(tensor.shape);
      values.set(entry.values);
      const copy = tf.engine().makeTensorFromTensorInfo(info);
      // The way tfjs's own variables change hands: the old data lose one owner, the new ones gain one.
      tf.engine().disposeTensor(tensor);
      tensor.dataId = copy.dataId;
      tf.engine().incRef(tensor, this);
      copy.dispose();
      return values;
    }
    if (!this.pool.owns(entry.values)) {
      const values = this.pool.take(entry.values.length);
      values.set(entry.values);
      entry.values = values;
    }
    return entry.values;
  }

  /** One Adam step of a whole network, in place; a method of the back end because tfjs's kernels never write in place. */
  adamStep(step: AdamStepArguments): void {
    adamStep(this, step);
  }

  override write(values: tf.backend_util.BackendValues, shape: number[], dtype: tf.DataType): object {
    const borrowed = ArrayBuffer.isView(values) && this.pool.owns(values);
    return super.write(borrowed ? (values as Float32Array).slice() : values, shape, dtype);
  }

  override readSync(dataId: object): tf.backend_util.BackendValues {
    const values = super.readSync(dataId);
    return values instanceof Float32Array && this.pool.owns(values) ? values.slice() : values;
  }

  override disposeData(dataId: object, force = false): boolean {
    const values: unknown = this.data.has(dataId) ? this.data.get(dataId).values : undefined;
    const gone = super.disposeData(dataId, force);
    if (gone && values instanceof Float32Array && this.pool.owns(values)) this.pool.giveBack(values);
    return gone;
  }

  override memory(): { unreliable: boolean; reasons: string[] } {
    return { unreliable: false, reasons: [] };
  }
}
