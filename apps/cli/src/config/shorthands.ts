import { dataFolder } from '../data/data-folder.ts';
import { UsageError } from '../errors.ts';
import { nest, type PlainObject } from './config-layer.ts';

/** A short name, as a flag and as an environment variable, for keys of the configuration. */
export interface Shorthand {
  /** Commander's name of the option. */
  readonly option: string;
  readonly flags: string;
  /** None where the name means something else: ONEIROS_DATA is the folder of all image sets. */
  readonly variable?: string;
  readonly description: string;
  /** @throws UsageError on a text that it does not take. */
  read(text: string): PlainObject;
}

export const shorthands: readonly Shorthand[] = [
  {
    option: 'condition',
    flags: '--condition <name>',
    variable: 'ONEIROS_CONDITION',
    description: 'pad, no-rem, no-nrem, wake-sleep, ...; `oneiros config conditions` lists them',
    read: (text) => nest('condition', text),
  },
  {
    option: 'seed',
    flags: '--seed <number>',
    variable: 'ONEIROS_SEED',
    description: 'seed of everything that is drawn',
    read: (text) => nest('seed', wholeNumber(text, '--seed')),
  },
  {
    option: 'data',
    flags: '--data <name[:folder]>',
    description:
      'images: scenes (embedded), cifar10, svhn, mnist, fashion-mnist or folder, and where they lie (data/NAME)',
    read: (text) => {
      const colon = text.indexOf(':');
      const name = colon < 0 ? text : text.slice(0, colon);
      return nest('data', { name, folder: colon < 0 ? dataFolder(name) : text.slice(colon + 1) });
    },
  },
  {
    option: 'images',
    flags: '--images <count>',
    variable: 'ONEIROS_IMAGES',
    description: 'at most so many training images',
    read: (text) => nest('data.train', wholeNumber(text, '--images')),
  },
  {
    option: 'epochs',
    flags: '--epochs <count>',
    variable: 'ONEIROS_EPOCHS',
    description: 'length of the run in passes over the training images',
    read: (text) => nest('duration', { count: wholeNumber(text, '--epochs'), unit: 'epochs' }),
  },
  {
    option: 'cycles',
    flags: '--cycles <count>',
    variable: 'ONEIROS_CYCLES',
    description: 'length of the run in cycles of Wake, NREM and REM',
    read: (text) => nest('duration', { count: wholeNumber(text, '--cycles'), unit: 'cycles' }),
  },
  {
    option: 'days',
    flags: '--days <count>',
    variable: 'ONEIROS_DAYS',
    description: 'length of the run in days with their nights, of a --schedule that has days',
    read: (text) => {
      const count = wholeNumber(text, '--days');
      return { duration: { count, unit: 'days' }, schedule: { days: count } };
    },
  },
  {
    option: 'backend',
    flags: '--backend <name>',
    variable: 'ONEIROS_BACKEND',
    description: 'what computes: auto, onednn, tensorflow, webgpu or cpu',
    read: (text) => nest('backend.name', text),
  },
  {
    option: 'threads',
    flags: '--threads <count>',
    variable: 'ONEIROS_THREADS',
    description: 'threads of the back end',
    read: (text) => nest('backend.threads', wholeNumber(text, '--threads')),
  },
];

/** @throws UsageError that names the flag */
export function wholeNumber(text: string, flag: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0) {
    throw new UsageError(`Expected ${flag} to be followed by a whole number, got ${JSON.stringify(text)}.`);
  }
  return value;
}
