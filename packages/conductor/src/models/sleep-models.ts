import { dinizBehnBooth, fbfd } from './diniz-behn-booth.ts';
import { gleitBooth } from './gleit-booth.ts';
import { phillipsRobinson } from './phillips-robinson.ts';
import { reciprocalInteraction } from './reciprocal-interaction.ts';
import { rempe } from './rempe.ts';
import type { SleepModel } from './sleep-model.ts';
import { twoProcess } from './two-process.ts';

/** Names of the models, the human default first. */
export const sleepModelNames = [
  'gleit-booth',
  'rempe',
  'diniz-behn-booth',
  'fbfd',
  'reciprocal-interaction',
  'two-process',
  'phillips-robinson',
] as const;

export type SleepModelName = (typeof sleepModelNames)[number];

/** Every sleep model by its name. */
export const sleepModels: Readonly<Record<SleepModelName, SleepModel>> = {
  'gleit-booth': gleitBooth,
  rempe,
  'diniz-behn-booth': dinizBehnBooth,
  fbfd,
  'reciprocal-interaction': reciprocalInteraction,
  'two-process': twoProcess,
  'phillips-robinson': phillipsRobinson,
};
