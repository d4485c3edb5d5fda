import { parseSchedule, resolveSchedule, stateAt } from '@oneiros/conductor';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backendLabel, isEmulation } from './backend.ts';
import { browserLayers, defaultBrain } from './browser-config.ts';
import { changesBefore, heldAt, withChange, type ClampChange } from './clamp-log.ts';
import { BrowserSimulationError, problemOf } from './errors.ts';
import { createFrameQueue } from './frame-queue.ts';
import { schedulePresets, scheduleOf } from './schedule-choice.ts';
import { formatSimulationLink, parseSimulationLink, type SimulationLink } from './simulation-link.ts';
import { createSnapshotShelf } from './snapshot-shelf.ts';
import { createSpeedMeter, unmeasured } from './speed-meter.ts';
import { stepTarget } from './step-target.ts';

const level = fc.option(fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100));
const changes = fc
  .uniqueArray(fc.record({ tick: fc.nat(200), ach: level, na: level }), { selector: ({ tick }) => tick })
  .map((unordered) => unordered.sort((a, b) => a.tick - b.tick));

describe('clamp log', () => {
  it('holds from the tick of a change on, and what comes later is forgotten by a new one', () => {
    const log = withChange(withChange([], 3, { ach: 0.2 }), 7, { na: 1 });
    expect([2, 3, 6, 7].map((tick) => heldAt(log, tick))).toEqual([
      { ach: null, na: null },
      { ach: 0.2, na: null },
      { ach: 0.2, na: null },
      { ach: 0.2, na: 1 },
    ]);
    expect(withChange(log, 5, { ach: null })).toEqual([
      { tick: 3, ach: 0.2, na: null },
      { tick: 5, ach: null, na: null },
    ]);
  });

  it('takes one entry a tick, and none where nothing changes', () => {
    const log = withChange(withChange([], 3, { ach: 0.2 }), 3, { ach: 0.4 });
    expect(log).toEqual([{ tick: 3, ach: 0.4, na: null }]);
    expect(withChange(log, 9, { ach: 0.4 })).toBe(log);
    expect(withChange(log, 3, { ach: null })).toEqual([]);
    expect(withChange(log, 1, { ach: null })).toEqual([]); // the same now, but not later
  });

  it('never changes the past', () => {
    fc.assert(
      fc.property(changes, fc.nat(200), level, (log, tick, ach) => {
        const next = withChange(log, tick, { ach });
        expect(changesBefore(next, tick)).toEqual(changesBefore(log, tick));
        expect(heldAt(next, tick + 1000)).toEqual({ ach, na: heldAt(log, tick).na });
      }),
      { numRuns: 2000 },
    );
  });
});

describe('stepTarget', () => {
  const cycle = parseSchedule('kind: cycle\nblockTicks: 2');
  it('ends with a tick, a stage or a cycle, and never behind the last tick', () => {
    // W W N N R R W ...
    expect([0, 1, 2, 5].map((tick) => stepTarget('tick', cycle, tick, 10))).toEqual([1, 2, 3, 6]);
    expect([0, 1, 2, 9].map((tick) => stepTarget('stage', cycle, tick, 10))).toEqual([2, 2, 4, 10]);
    expect([0, 1, 5, 6].map((tick) => stepTarget('cycle', cycle, tick, 10))).toEqual([6, 6, 6, 10]);
    expect(stepTarget('night', cycle, 0, 10)).toBeUndefined();
    expect(stepTarget('tick', cycle, 10, 10)).toBeUndefined();
  });

  it.each(schedulePresets.map(({ name }) => name))('steps by night to the next morning of %s', (preset) => {
    const schedule = scheduleOf({ preset });
    if (schedule.kind === 'cycle') return;
    const target = stepTarget('night', schedule, 5, 10_000)!;
    expect(stateAt(schedule, target - 1).night).toBe(0);
    expect(stateAt(schedule, target).night).toBe(1);
  });
});

describe('snapshot shelf', () => {
  it('keeps the beginning reachable and the moments even, however long a life', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 1, max: 2000 }),
        (spacing, most, ticks) => {
          const shelf = createSnapshotShelf<number>(spacing, most);
          for (let tick = 0; tick <= ticks; tick++) if (shelf.isDue(tick)) shelf.put(tick, tick);
          expect(shelf.ticks.length).toBeLessThanOrEqual(most);
          const apart = new Set(shelf.ticks.map((tick, i) => tick - (shelf.ticks[i - 1] ?? 0)));
          expect(apart.size).toBeLessThanOrEqual(1);
          for (const tick of shelf.ticks) expect(shelf.latestAt(tick)).toEqual({ tick, snapshot: tick });
          expect(shelf.latestAt(spacing - 1)).toBeUndefined();
        },
      ),
    );
  });
});

describe('speed meter', () => {
  it('counts ticks and whole cycles of the last seconds', () => {
    const meter = createSpeedMeter(5000);
    expect(meter.speed).toBe(unmeasured);
    for (let tick = 0; tick < 60; tick++) meter.lived(100, Math.floor(tick / 3));
    const { ticksPerSecond, cyclesPerSecond } = meter.speed;
    expect(ticksPerSecond).toBeCloseTo(10, 9);
    expect(cyclesPerSecond).toBeCloseTo(10 / 3, 9); // three ticks of 0.1 s
  });

  it('says nothing of cycles in a night without Wake', () => {
    const meter = createSpeedMeter();
    for (let tick = 0; tick < 30; tick++) meter.lived(100, 7);
    expect(meter.speed).toEqual({ ticksPerSecond: 10, cyclesPerSecond: null });
  });
});

describe('frame queue', () => {
  it('hands over everything once and in order, a frame at a time', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('push', 'frame', 'flush')), (acts) => {
        const got: number[] = [];
        let frame: (() => void) | undefined;
        const queue = createFrameQueue<number>(
          (items) => got.push(...items),
          (callback) => {
            expect(frame).toBeUndefined();
            frame = callback;
            return () => (frame = undefined);
          },
        );
        let pushed = 0;
        for (const act of acts) {
          if (act === 'push') queue.push(pushed++);
          else if (act === 'flush') queue.flush();
          else frame?.();
        }
        queue.flush();
        expect(got).toEqual(Array.from({ length: pushed }, (_, i) => i));
      }),
    );
  });
});

describe('schedules and layers', () => {
  it('has presets that can all be resolved, and reads YAML with advice', () => {
    for (const { name } of schedulePresets) expect(() => scheduleOf({ preset: name })).not.toThrow();
    expect(scheduleOf({ yaml: 'kind: nights\nnights: 2' })).toEqual(resolveSchedule({ kind: 'nights', nights: 2 }));
    expect(() => scheduleOf({ yaml: 'kind: nigths' })).toThrow(/did you mean "nights"/);
  });

  it("leaves the order of states to the condition in the paper's cycle, and lives days to their end elsewhere", () => {
    expect(browserLayers({ ...defaultBrain, condition: 'rem-first' })).toHaveLength(1);
    const layers = browserLayers({ ...defaultBrain, schedule: { preset: 'short-nights' } });
    expect(layers.at(-2)).toEqual({ duration: { count: 20, unit: 'days' } });
  });
});

describe('permalink', () => {
  const link = fc.record<SimulationLink>({
    seed: fc.nat(),
    size: fc.constantFrom('tiny', 'small'),
    condition: fc.constantFrom('pad', 'no-rem'),
    schedule: fc.constantFrom({ preset: 'short-nights' }, { yaml: 'kind: cycle\nblockTicks: 3 # & = ;' }),
    backend: fc.constantFrom('auto', 'cpu'),
    clamps: changes as fc.Arbitrary<ClampChange[]>,
    tick: fc.nat(100_000),
  });

  it('brings back what was written', () => {
    fc.assert(
      fc.property(link, (written) => {
        const text = new URLSearchParams(formatSimulationLink(written)).toString();
        expect(parseSimulationLink(Object.fromEntries(new URLSearchParams(text)))).toEqual(written);
      }),
    );
  });

  it('is readable', () => {
    const clamps = [{ tick: 12, ach: 0.3, na: null }];
    const keys = formatSimulationLink({ ...defaultBrain, backend: 'auto', clamps, tick: 96 });
    expect(keys).toEqual({ seed: '1', size: 'tiny', schedule: 'paper', held: '12:0.3,-', at: '96' });
  });

  it('says which key is wrong', () => {
    expect(() => parseSimulationLink({ seed: '1.5' })).toThrow(/Expected seed as a whole number from 0, got "1.5"/);
    expect(() => parseSimulationLink({ size: 'huge' })).toThrow(/Expected size as one of tiny, small/);
    expect(() => parseSimulationLink({ held: '3:2,-' })).toThrow(/held as TICK:ACH,NA/);
    expect(() => parseSimulationLink({ schedule: 'adlut' })).toThrow(/Expected a schedule preset/);
  });
});

describe('words', () => {
  it('names what computes, honestly', () => {
    const report = { emulated: false, passedOver: [] };
    expect(backendLabel({ ...report, name: 'webgpu', device: 'nvidia ampere' })).toBe('WebGPU on nvidia ampere');
    expect(backendLabel({ ...report, name: 'webgl', device: 'SwiftShader', emulated: true })).toBe(
      'WebGL emulated on the CPU (SwiftShader)',
    );
    expect(['ANGLE (Google, SwiftShader Device)', 'llvmpipe (LLVM 15)', 'Apple M2'].map(isEmulation)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('gives advice with every problem', () => {
    expect(problemOf(Object.assign(new Error('Diverged at tick 3'), { code: 'DIVERGED' }))).toEqual({
      code: 'DIVERGED',
      message: 'Diverged at tick 3',
      advice: 'Go back to an earlier moment, or start again with another seed or schedule.',
    });
    expect(problemOf('out of memory')).toMatchObject({ code: 'UNEXPECTED', message: 'out of memory' });
    const problem = { code: 'X', message: 'm', advice: 'a' };
    expect(problemOf(new BrowserSimulationError(problem))).toEqual(problem);
  });
});
