import { createRandomStreams } from '@oneiros/random';
import { z } from 'zod';
import type { Hypnogram } from '../stages.ts';
import { nearestWord } from '../suggestion.ts';
import {
  ARCHITECTURE_EPOCH_SECONDS,
  architectureFields,
  architectureNight,
  architectureProblems,
} from './architecture.ts';
import { NightPresetError } from './errors.ts';
import { markovRuns, mouseTransitions } from './markov.ts';
import type { NightRandom } from './night-random.ts';
import { polyphasicDay, polyphasicFields } from './polyphasic.ts';
import { nightPresets, type ArchitecturePreset, type NightPreset, type PolyphasicPreset } from './presets.ts';
import { addStageNoise } from './stage-noise.ts';

const withDefaults = <Field extends string>(
  fields: Readonly<Record<Field, z.ZodNumber | z.ZodInt>>,
  values: Readonly<Record<Field, number>>,
) =>
  Object.fromEntries(
    (Object.keys(fields) as Field[]).map((field) => [
      field,
      // A default loses the description, so it is told again.
      fields[field].default(values[field]).describe(fields[field].description!),
    ]),
  ) as Record<Field, z.ZodDefault<z.ZodNumber>>;

const noiseField = z
  .number()
  .min(0)
  .max(1)
  .default(0)
  .describe('Share of the departures of human sleep (a Markov chain) that are taken: noise on top of the night.');

const architectureOverrides = ({ architecture }: ArchitecturePreset) =>
  z
    .strictObject({ ...withDefaults(architectureFields, architecture), noise: noiseField })
    .superRefine((night, context) => {
      for (const { field, message } of architectureProblems(night))
        context.addIssue({ code: 'custom', path: [field], message });
    });

const polyphasicOverrides = ({ polyphasic }: PolyphasicPreset) =>
  z.strictObject(withDefaults(polyphasicFields, polyphasic)).superRefine(({ episodes, cycles }, context) => {
    if (cycles >= episodes) return;
    const message = `expected at least one cycle for each of the ${episodes} episodes, got ${cycles}`;
    context.addIssue({ code: 'custom', path: ['cycles'], message });
  });

/** The strict schema of what may be changed of a preset, with its own values as defaults. */
export function presetOverridesSchema(preset: NightPreset): z.ZodObject {
  switch (preset.kind) {
    case 'architecture':
      return architectureOverrides(preset);
    case 'polyphasic':
      return polyphasicOverrides(preset);
    case 'markov':
    case 'cycle':
      return z.strictObject({});
    default:
      throw new Error(`${String(preset satisfies never)} is no kind of preset`);
  }
}

function presetOf(name: string): NightPreset {
  if (Object.hasOwn(nightPresets, name)) return nightPresets[name]!;
  const names = Object.keys(nightPresets);
  const nearest = nearestWord(name, names);
  const advice = nearest === undefined ? `known: ${names.join(', ')}` : `did you mean "${nearest}"?`;
  throw new NightPresetError(name, `there is no such preset; ${advice}`);
}

const unnamed = createRandomStreams(0);

function runsOf(name: string, preset: NightPreset, overrides: object, random: NightRandom): Hypnogram {
  const parsed = presetOverridesSchema(preset).safeParse(overrides);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
    throw new NightPresetError(name, problems.join('; '));
  }
  const source = `preset ${name}`;
  switch (preset.kind) {
    case 'architecture': {
      const { noise, ...architecture } = parsed.data as ArchitecturePreset['architecture'] & { noise: number };
      const runs = addStageNoise(architectureNight(architecture), noise, random('stage-noise'));
      return { runs, epochSeconds: ARCHITECTURE_EPOCH_SECONDS, source };
    }
    case 'polyphasic':
      return {
        runs: polyphasicDay(parsed.data as PolyphasicPreset['polyphasic']),
        epochSeconds: ARCHITECTURE_EPOCH_SECONDS,
        source,
      };
    case 'markov': {
      const { epochSeconds } = mouseTransitions[preset.phases[0]!.table];
      return { runs: markovRuns(preset.phases, random('markov')), epochSeconds, source };
    }
    case 'cycle':
      throw new NightPresetError(name, 'it is no night but the schedule of kind `cycle`; run that');
    default:
      throw new Error(`${String(preset satisfies never)} is no kind of preset`);
  }
}

/**
 * A night, or a whole day where {@link NightPreset.wholeDay}, of a preset.
 * @param name one of {@link nightPresets}. @param overrides fields of {@link presetOverridesSchema}, the preset's own unless given.
 * @param random for mice, whose days are drawn, and for `noise`; the streams of seed 0 unless given. Other presets draw nothing.
 * @throws NightPresetError on an unknown name (with the nearest), a wrong field, or `pad-original`, which is no night.
 */
export function presetNight(
  name: string,
  overrides: object = {},
  random: NightRandom = (purpose) => unnamed.stream(purpose),
): Hypnogram {
  return runsOf(name, presetOf(name), overrides, random);
}
