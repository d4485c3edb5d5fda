import { describe, expect, it } from 'vitest';
import { BufferPool } from './buffer-pool.ts';

const pool = (limitBytes: number): BufferPool => new BufferPool(() => 0, limitBytes);

describe('BufferPool', () => {
  it('gives the buffer that came back last, uncleared', () => {
    const p = pool(1000);
    const [a, b] = [p.take(4), p.take(4)];
    b.fill(7);
    p.giveBack(a);
    p.giveBack(b);
    expect(p.take(4)).toBe(b);
    expect([...b]).toEqual([7, 7, 7, 7]);
    expect(p.take(4)).toBe(a);
    expect(p.take(4)).not.toBe(a);
  });

  it('knows its own buffers and views of them', () => {
    const p = pool(1000);
    const a = p.take(4);
    expect(p.owns(a)).toBe(true);
    expect(p.owns(a.subarray(1))).toBe(true);
    expect(p.owns(a.slice())).toBe(false);
  });

  it('forgets the sizes that came back longest ago when too much is free', () => {
    const p = pool(100);
    const [old, recent, last] = [p.take(10), p.take(8), p.take(12)];
    p.giveBack(old); // 40 bytes
    p.giveBack(recent); // 72
    p.giveBack(last); // 120 are more than 100: the 40 go
    expect(p.statistics()).toEqual({ allocated: 3, bytesInUse: 0, bytesFree: 80 });
    expect(p.take(8)).toBe(recent);
    expect(p.take(10)).not.toBe(old);
  });

  it('counts what is in use', () => {
    const p = pool(1000);
    const a = p.take(4);
    expect(p.statistics()).toEqual({ allocated: 1, bytesInUse: 16, bytesFree: 0 });
    p.giveBack(a);
    expect(p.statistics()).toEqual({ allocated: 1, bytesInUse: 0, bytesFree: 16 });
  });
});
