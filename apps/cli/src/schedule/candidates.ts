import { readdir } from 'node:fs/promises';
import { nightPresets, sleepModels } from '@oneiros/conductor';
import { manipulationCatalogue } from './manipulation-catalogue.ts';

type Candidate = readonly [value: string, description: string];

/** What a schedule or a scored night may be written in. */
const fileNames = /\.(ya?ml|edf|bdf|csv|tsv|txt|json|xml|hyp)$/i;

const presetsAndModels = (): Candidate[] => [
  ...Object.entries(nightPresets).map(([name, { title }]) => [name, title] as const),
  ...Object.values(sleepModels).map(({ name, title }) => [name, title] as const),
];

/** For completion where a schedule is taken: names, then files of the working directory. */
export async function scheduleCandidates(): Promise<Candidate[]> {
  const files = (await readdir('.').catch(() => [])).filter((name) => fileNames.test(name));
  return [
    ...presetsAndModels(),
    ['nights', 'Simple nights, in mini-batches'],
    ...files.map((name) => [name, 'a file'] as const),
  ];
}

/** For completion where a preset, a model or a manipulation is shown. */
export const nameCandidates = (): Candidate[] => [
  ...presetsAndModels(),
  ...manipulationCatalogue().map(({ kind, summary }) => [kind, summary] as const),
];
