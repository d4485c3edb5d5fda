import { encodeSafetensors } from '@oneiros/journal/safetensors';
import {
  apiPaths,
  createTimeline,
  encodeChunk,
  type LatentsFile,
  type Moment,
  type MomentsFile,
  type RunHead,
  type ServerFile,
} from '@oneiros/timeline';
import { paperTicks, stateAt } from '@oneiros/timeline/test-kit';
import { firstValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { SourceError } from './errors.ts';
import type { EventStream } from './live-source.ts';
import { openRun, type Host } from './open-run.ts';
import type { RunSource } from './run-source.ts';

const head: RunHead = {
  id: 'nights/a b',
  status: 'finished',
  createdAt: null,
  ticks: 30,
  totalTicks: 30,
  config: {} as RunHead['config'],
  changed: [],
  backend: 'onednn',
  command: 'oneiros run',
};
const warning = (line: number): Moment => ({
  line,
  event: { type: 'warning', v: 1, tick: 3, message: `line ${line}` },
});

/** Events that a test sends itself. */
class Wire implements EventStream {
  readonly listeners = new Map<string, ((message: { data: string; lastEventId: string }) => void)[]>();
  isClosed = false;
  addEventListener(type: string, listener: (message: { data: string; lastEventId: string }) => void): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }
  send(type: string, value: unknown, line = 0): void {
    const message = { data: JSON.stringify(value), lastEventId: String(line) };
    this.listeners.get(type)?.forEach((listener) => listener(message));
  }
  close(): void {
    this.isClosed = true;
  }
}

function hostOf(files: Record<string, unknown>): Host & { opened: string[]; wire: Wire } {
  const wire = new Wire();
  const opened: string[] = [];
  return {
    wire,
    opened,
    fetchFile: async (path) => {
      const file = files[path];
      if (file === undefined) return Response.json({ error: { message: `no ${path}` } }, { status: 404 });
      return file instanceof Uint8Array ? new Response(file as Uint8Array<ArrayBuffer>) : Response.json(file);
    },
    openEvents: (path) => {
      opened.push(path);
      return wire;
    },
  };
}

const filesOf = (changes: Partial<RunHead>, live: boolean, moments: readonly Moment[] = [warning(4)]) => ({
  [apiPaths.server]: { oneiros: '0.1.0', live, canStart: false } satisfies ServerFile,
  [apiPaths.head(head.id)]: { ...head, ...changes },
  [apiPaths.moments(head.id)]: { lines: 61, moments } satisfies MomentsFile,
});

describe('openRun, recorded', () => {
  it('reads head, moments, ticks and chunks', async () => {
    const timeline = createTimeline();
    timeline.append(paperTicks(30));
    const chunk = timeline.chunk(0, 0);
    const host = hostOf({ ...filesOf({}, true), [apiPaths.chunk(head.id, 0, 0)]: encodeChunk(chunk) });
    const source = await firstValueFrom(openRun(head.id, host));
    expect(source.kind).toBe('recorded');
    expect(await firstValueFrom(source.head$)).toEqual(head);
    expect(await firstValueFrom(source.moments$)).toEqual([warning(4)]);
    expect(await firstValueFrom(source.ticks$)).toBe(30);
    expect((await source.chunk(0, 0)).stageTicks).toEqual(chunk.stageTicks);
    expect(host.opened).toEqual([]);
  });

  it('is recorded too where a running run lies on a file host', async () => {
    const host = hostOf(filesOf({ status: 'running' }, false));
    expect((await firstValueFrom(openRun(head.id, host))).kind).toBe('recorded');
  });

  it('reads dreams as numbers in [-1, 1] and says which file is torn', async () => {
    const pixels = Uint8Array.from([0, 255, 51, 204]); // [1, 2, 2, 1]
    const file = encodeSafetensors(new Map([['seen', { dtype: 'U8' as const, shape: [1, 2, 2, 1], data: pixels }]]));
    const host = hostOf({
      ...filesOf({}, true),
      [apiPaths.dreams(head.id, 0)]: file,
      [apiPaths.dreams(head.id, 9)]: file.slice(0, -1),
    });
    const source = await firstValueFrom(openRun(head.id, host));
    const dreams = await source.dreams(0);
    expect([dreams.count, dreams.height, dreams.width, dreams.channels, dreams.rows.rem]).toEqual([1, 2, 2, 1, null]);
    // 0 -> -1, 255 -> 1, 51 -> 51 / 127.5 - 1 = -0.6, 204 -> 0.6
    expect([...dreams.rows.seen!].map((value) => Number(value.toFixed(6)))).toEqual([-1, 1, -0.6, 0.6]);
    await expect(source.dreams(9)).rejects.toThrow(SourceError);
    await expect(source.dreams(9)).rejects.toThrow(/dreams\/9.safetensors/);
  });

  it('has no latents where the run did not measure them, and planes where it did', async () => {
    const none = await firstValueFrom(openRun(head.id, hostOf(filesOf({}, true))));
    expect(await none.latentTicks()).toEqual([]);
    expect(await none.latents(0)).toBeNull();
    const latents: LatentsFile = {
      classNames: ['cat', 'dog'],
      labels: [1],
      images: { height: 1, width: 1, channels: 1, pixels: btoa('\u0007') },
      planes: [{ tick: 29, epoch: 1, explained: [0.5, 0.25], clean: [1, 2], occluded: [] }],
    };
    const host = hostOf({ ...filesOf({}, true), [apiPaths.latents(head.id)]: latents });
    const source = await firstValueFrom(openRun(head.id, host));
    expect(await source.latentTicks()).toEqual([29]);
    const plane = await source.latents(29);
    expect([[...plane!.clean], plane!.occluded, [...plane!.images!.pixels]]).toEqual([[1, 2], null, [7]]);
  });

  it('says what the server says of a run that is not there', async () => {
    await expect(firstValueFrom(openRun('other', hostOf(filesOf({}, true))))).rejects.toThrow(/other/);
  });
});

describe('openRun, live', () => {
  const running = { status: 'running' as const };

  it('adds events after the lines that were read, and each only once', async () => {
    const host = hostOf(filesOf(running, true));
    const source = await firstValueFrom(openRun(head.id, host));
    expect(host.opened).toEqual([`${apiPaths.events(head.id)}?after=61`]);
    expect(source.kind).toBe('live');
  });

  it('grows', async () => {
    const host = hostOf(filesOf(running, true));
    let source: RunSource | undefined;
    const subscription = openRun(head.id, host).subscribe((opened) => (source = opened));
    await new Promise((resolve) => setImmediate(resolve));
    const ticks: number[] = [];
    const moments: number[][] = [];
    source!.ticks$.subscribe((value) => ticks.push(value));
    source!.moments$.subscribe((value) => moments.push(value.map(({ line }) => line)));
    host.wire.send('message', stateAt(30), 62);
    host.wire.send('message', warning(0).event, 63);
    host.wire.send('message', warning(0).event, 63); // again after a broken connection
    host.wire.send('message', stateAt(31), 64);
    expect(ticks).toEqual([30, 31, 32]);
    expect(moments).toEqual([[4], [63]]);
    // who comes later gets all of them first
    expect((await firstValueFrom(source!.moments$)).map(({ line }) => line)).toEqual([4, 63]);
    host.wire.send('head', { ...head, status: 'finished' });
    expect((await firstValueFrom(source!.head$)).status).toBe('finished');
    subscription.unsubscribe();
    expect(host.wire.isClosed).toBe(true);
  });

  it('opens anew when the log was cut back', async () => {
    const host = hostOf(filesOf(running, true));
    const opened: RunSource[] = [];
    const subscription = openRun(head.id, host).subscribe((source) => opened.push(source));
    await new Promise((resolve) => setImmediate(resolve));
    host.wire.send('reset', {});
    await new Promise((resolve) => setImmediate(resolve));
    expect(opened).toHaveLength(2);
    subscription.unsubscribe();
  });
});
