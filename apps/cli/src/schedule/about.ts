import { levelCaveats, nightPresets, sleepModels, type Schedule } from '@oneiros/conductor';

/** What must be told beside a schedule: where it comes from, what is arranged or stands in, and what its levels are worth. */
export function aboutSchedule(schedule: Schedule): string[] {
  if (schedule.kind !== 'life') return [];
  const { preset, hypnogram, model } = schedule.source;
  return [
    ...(preset === undefined ? [] : aboutPreset(preset)),
    ...(hypnogram === undefined ? [] : [`A recorded night: ${hypnogram.name}.`]),
    ...(model === undefined ? [] : aboutModel(model)),
    ...(schedule.manipulations.length === 0 ? [] : [manipulationNote]),
    ...levelCaveats,
  ];
}

const manipulationNote =
  'Manipulations are calibrated caricatures, not predictions; `oneiros schedule show KIND` has their sources.';

const aboutPreset = (name: string): string[] => {
  const { calibrated, source } = nightPresets[name]!;
  return [`${calibrated} Source: ${source}.`];
};

const aboutModel = (name: keyof typeof sleepModels): string[] => {
  const { standIn, source } = sleepModels[name];
  return [...(standIn === undefined ? [] : [`Stand-in or changed: ${standIn}`]), `Source: ${source}.`];
};
