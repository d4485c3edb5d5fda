/** Buffers start on a cache line, which is also the width of the widest vector. */
const ALIGNMENT_BYTES = 64;

/** What the pool holds; for tests of leaks and for `doctor`. */
export interface PoolStatistics {
  /** Buffers ever made. */
  allocated: number;
  bytesInUse: number;
  bytesFree: number;
}

/**
 * Float32 buffers that come back. A training cycle makes the same few hundred tensors again and again; a fresh typed
 * array costs zero-filling and a page fault every 4 KiB, a returned one nothing. The last one returned goes out first, as
 * it is the one that the caches may still hold. Contents of a buffer handed out are whatever its last owner left.
 */
export class BufferPool {
  readonly #bytesToAlignment: (buffer: ArrayBuffer) => number;
  readonly #freeLimitBytes: number;
  readonly #free = new Map<number, Float32Array[]>();
  readonly #owned = new WeakSet<ArrayBufferLike>();
  #allocated = 0;
  #bytesInUse = 0;
  #bytesFree = 0;

  constructor(bytesToAlignment: (buffer: ArrayBuffer) => number, freeLimitBytes: number) {
    this.#bytesToAlignment = bytesToAlignment;
    this.#freeLimitBytes = freeLimitBytes;
  }

  /** @returns an aligned buffer of `length` floats with undefined contents. */
  take(length: number): Float32Array {
    const list = this.#free.get(length);
    const returned = list?.pop();
    this.#bytesInUse += length * 4;
    if (returned) {
      this.#bytesFree -= length * 4;
      return returned;
    }
    const buffer = new ArrayBuffer(length * 4 + ALIGNMENT_BYTES);
    this.#owned.add(buffer);
    this.#allocated += 1;
    return new Float32Array(buffer, this.#bytesToAlignment(buffer), length);
  }

  /** Takes back a buffer that nothing refers to any more. */
  giveBack(values: Float32Array): void {
    const bytes = values.byteLength;
    this.#bytesInUse -= bytes;
    if (this.#bytesFree + bytes > this.#freeLimitBytes) this.#forgetOldSizes(bytes);
    const list = this.#free.get(values.length) ?? [];
    // Sizes are kept in the order of their last return, so that the ones no longer used are forgotten first.
    this.#free.delete(values.length);
    this.#free.set(values.length, list);
    list.push(values);
    this.#bytesFree += bytes;
  }

  /** Whether an array is, or looks into, a buffer of this pool. */
  owns(values: { readonly buffer: ArrayBufferLike }): boolean {
    return this.#owned.has(values.buffer);
  }

  statistics(): PoolStatistics {
    return { allocated: this.#allocated, bytesInUse: this.#bytesInUse, bytesFree: this.#bytesFree };
  }

  #forgetOldSizes(needed: number): void {
    for (const [length, list] of this.#free) {
      if (this.#bytesFree + needed <= this.#freeLimitBytes) return;
      this.#bytesFree -= list.length * length * 4;
      this.#free.delete(length);
    }
  }
}
