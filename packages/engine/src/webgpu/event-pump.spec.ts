import { describe, expect, it } from 'vitest';
import { createEventPump, EventPumpError } from './event-pump.ts';

/** Work that ends after some looks, as Dawn's binding asks for them: through the global `setImmediate`. */
function begin(looks: number): { done: boolean; looked: number } {
  const work = { done: false, looked: 0 };
  const look = (): void => {
    work.looked++;
    work.done = work.looked === looks;
    if (!work.done) setImmediate(look);
  };
  setImmediate(look);
  return work;
}

const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe('an event pump', () => {
  it.each([1, 3, 300])('waits in place for work that takes %d looks', (looks) => {
    const pump = createEventPump();
    const work = pump.within(() => begin(looks));
    pump.runUntil(() => work.done);
    expect(work.looked).toBe(looks);
  });

  it('leaves the work to the event loop where nobody waits', async () => {
    const work = createEventPump().within(() => begin(3));
    expect(work.looked).toBe(0);
    await turns(5);
    expect(work).toEqual({ done: true, looked: 3 });
  });

  it('looks once and no more for what the event loop would have looked for too', async () => {
    const pump = createEventPump();
    const work = pump.within(() => begin(2));
    pump.runUntil(() => work.looked === 1);
    await turns(5);
    expect(work).toEqual({ done: true, looked: 2 });
  });

  it('ends what is under way, but waits no longer than it may', () => {
    const pump = createEventPump();
    const work = pump.within(() => begin(3));
    pump.drain(1000);
    expect(work).toEqual({ done: true, looked: 3 });
    const endless = pump.within(() => begin(Infinity));
    pump.drain(5);
    expect(endless.done).toBe(false);
    expect(endless.looked).toBeGreaterThan(0);
  });

  it('gives setImmediate back, also where the call fails', () => {
    const original = globalThis.setImmediate;
    const pump = createEventPump();
    expect(() =>
      pump.within(() => {
        throw new RangeError('no');
      }),
    ).toThrow(RangeError);
    expect(globalThis.setImmediate).toBe(original);
  });

  it('refuses to wait for nothing', () => {
    expect(() => createEventPump().runUntil(() => false)).toThrow(EventPumpError);
  });
});
