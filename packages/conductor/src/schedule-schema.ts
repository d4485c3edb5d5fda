import { z } from 'zod';
import { lifeSchema } from './life/life-schema.ts';
import { nearestWord } from './suggestion.ts';

const level = z.number().min(0).max(1);

const namedState = z
  .strictObject({
    ach: level.describe('Acetylcholine, 1 = active waking.'),
    na: level.describe('Noradrenaline, 1 = active waking.'),
    stage: z.string().min(1).max(32).optional().describe('Name in the hypnogram; the name of the state unless given.'),
  })
  .describe('Levels of one named state.');

/** The levels that the paper's verbal account fixes (Wake high and high, NREM low and low, REM high and low); see README. */
const knownStates = {
  wake: namedState.prefault({ ach: 1, na: 1, stage: 'WAKE' }),
  'quiet-wake': namedState.prefault({ ach: 0, na: 1, stage: 'QUIET' }),
  nrem: namedState.prefault({ ach: 0, na: 0, stage: 'NREM' }),
  n1: namedState.prefault({ ach: 0, na: 0, stage: 'N1' }),
  n2: namedState.prefault({ ach: 0, na: 0, stage: 'N2' }),
  n3: namedState.prefault({ ach: 0, na: 0, stage: 'N3' }),
  rem: namedState.prefault({ ach: 1, na: 0, stage: 'REM' }),
};

const gates = z
  .strictObject({
    mode: z.enum(['hard', 'graded']).default('hard').describe('hard: a step at 1/2 (the paper); graded: a logistic.'),
    width: z.number().positive().max(1).default(0.08).describe('w of the logistic; hard gates ignore it.'),
  })
  .prefault({});

const rampSeconds = z
  .number()
  .min(0)
  .default(0)
  .describe('Levels take this long to travel, linearly, from one state to the next; at most half a tick.');

/** A ramp of at most half a tick, so that a tick always belongs to its own state: the senses open where NA says they do. */
const rampFitsATick = (
  { rampSeconds, secondsPerTick }: { rampSeconds: number; secondsPerTick: number },
  context: z.RefinementCtx,
): void => {
  if (rampSeconds > secondsPerTick / 2) {
    const message = `expected at most half a tick (${secondsPerTick / 2} s), got ${rampSeconds} s`;
    context.addIssue({ code: 'custom', path: ['rampSeconds'], message });
  }
};

const cycleSchema = z
  .strictObject({
    kind: z
      .literal('cycle')
      .describe("The paper's schedule: named states in a fixed order, one mini-batch each or a block of them."),
    order: z.array(z.string()).min(1).max(1000).default(['wake', 'nrem', 'rem']),
    blockTicks: z
      .int()
      .min(1)
      .max(10_000)
      .default(1)
      .describe('Mini-batches in a row that each state of the order lasts.'),
    levels: z.object(knownStates).catchall(namedState).prefault({}),
    secondsPerTick: z.number().positive().default(30).describe('Simulated seconds of one mini-batch.'),
    rampSeconds,
    gates,
  })
  .superRefine((schedule, context) => {
    rampFitsATick(schedule, context);
    const names = Object.keys(schedule.levels);
    schedule.order.forEach((name, index) => {
      if (Object.hasOwn(schedule.levels, name)) return;
      const nearest = nearestWord(name, names);
      const advice = nearest === undefined ? `known: ${names.join(', ')}` : `did you mean "${nearest}"?`;
      context.addIssue({ code: 'custom', path: ['order', index], message: `no state "${name}" in levels; ${advice}` });
    });
    for (const name of names) {
      if (Object.hasOwn(knownStates, name) || schedule.order.includes(name)) continue;
      const nearest = nearestWord(name, Object.keys(knownStates));
      const advice = nearest === undefined ? 'add it to order or leave it out' : `did you mean "${nearest}"?`;
      context.addIssue({ code: 'custom', path: ['levels', name], message: `state "${name}" never occurs; ${advice}` });
    }
  });

const boutTicks = z.number().int().min(0).max(100_000);

const nightsSchema = z
  .strictObject({
    kind: z
      .literal('nights')
      .describe('A day of Wake, then cycles of NREM and REM whose lengths change over the night.'),
    nights: z.number().int().min(1).max(1_000_000).default(1).describe('How many days with their nights.'),
    dayMiniBatches: z.number().int().min(1).max(1_000_000).default(231).describe('Wake mini-batches a day.'),
    cyclesPerNight: z.number().int().min(0).max(1000).default(5).describe('0 is a night without sleep.'),
    nremTicks: z.strictObject({ first: boutTicks, last: boutTicks }).default({ first: 24, last: 14 }),
    remTicks: z.strictObject({ first: boutTicks, last: boutTicks }).default({ first: 4, last: 9 }),
    deepShare: z
      .strictObject({ first: level, last: level })
      .default({ first: 0.6, last: 0 })
      .describe('Share of an NREM bout that is N3, in its middle; the rest is N2.'),
    levels: z
      .strictObject({ wake: knownStates.wake, n2: knownStates.n2, n3: knownStates.n3, rem: knownStates.rem })
      .prefault({}),
    secondsPerTick: z.number().positive().default(240).describe('Simulated seconds of one mini-batch.'),
    rampSeconds,
    gates,
  })
  .superRefine(rampFitsATick);

/** A schedule, strict: the only home of its defaults. `kind` must be given. */
export const scheduleSchema = z.discriminatedUnion('kind', [cycleSchema, nightsSchema, lifeSchema]);

/** A schedule with every field filled in. */
export type Schedule = z.output<typeof scheduleSchema>;
export type CycleSchedule = z.output<typeof cycleSchema>;
export type NightsSchedule = z.output<typeof nightsSchema>;
export type { LifeSchedule } from './life/life-schema.ts';
/** A schedule as a person writes it. */
export type ScheduleInput = z.input<typeof scheduleSchema>;
