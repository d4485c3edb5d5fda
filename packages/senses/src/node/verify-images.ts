import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { SensesError } from '../errors.ts';
import type { ImageCollection, ImageSet } from '../image-set.ts';
import { checksumOf, unpackedChecksumOf } from './checksum.ts';
import { KNOWN_SETS, type KnownChecksum, type KnownSet } from './known-sets.ts';
import { loadImages, type LoadOptions } from './load-images.ts';
import { checkSums } from './sums-file.ts';

/** Something that was seen in an image set. */
export interface Finding {
  /** `error`: not what it claims to be; `warning`: learning will suffer or differ; `note`: good to know. */
  readonly severity: 'error' | 'warning' | 'note';
  /** File or split that it is about. */
  readonly where: string;
  readonly what: string;
}

/** What `verifyImages` saw. */
export interface VerifyReport {
  readonly name: string;
  /** No finding is an error. */
  readonly isSound: boolean;
  readonly counts?: { readonly train: number; readonly test: number };
  readonly findings: readonly Finding[];
}

/** Looks through an image set and names what is wrong with it; a file that cannot be read is a finding, not an error. */
export async function verifyImages(options: Pick<LoadOptions, 'name' | 'folder' | 'seed'>): Promise<VerifyReport> {
  const findings: Finding[] = [];
  const known = options.name in KNOWN_SETS ? KNOWN_SETS[options.name as keyof typeof KNOWN_SETS] : undefined;
  if (known && options.folder) findings.push(...(await checkFiles(known, options.folder)));
  let images: ImageCollection | undefined;
  try {
    images = await loadImages(options);
  } catch (error) {
    if (!(error instanceof SensesError) || error.code === 'SENSES_INVALID_ARGUMENT') throw error;
    findings.push({ severity: 'error', where: options.folder ?? options.name, what: error.message });
  }
  if (images) findings.push(...inspectImages(images, known));
  return {
    name: options.name,
    isSound: findings.every(({ severity }) => severity !== 'error'),
    ...(images ? { counts: { train: images.train.count, test: images.test.count } } : {}),
    findings,
  };
}

async function checkFiles(known: KnownSet, folder: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [plain, sums] of Object.entries(known.checksums)) {
    for (const name of [plain, `${plain}.gz`]) {
      const isThere = await access(join(folder, name)).then(
        () => true,
        () => false,
      );
      if (isThere) findings.push(await checkFile(folder, name, sums));
    }
  }
  return findings;
}

async function checkFile(folder: string, name: string, sums: readonly KnownChecksum[]): Promise<Finding> {
  const [noted] = await checkSums(folder, [name]);
  if (noted!.state === 'right') return { severity: 'note', where: name, what: 'as it came from the official archive' };
  if (noted!.state === 'wrong') {
    return {
      severity: 'error',
      where: name,
      what: 'its checksum is not the one noted in SHA256SUMS: damaged or changed',
    };
  }
  const file = join(folder, name);
  try {
    for (const { algorithm, value, of, source } of sums) {
      const isPacked = of === 'unpacked' && name.endsWith('.gz');
      const found = await (isPacked ? unpackedChecksumOf : checksumOf)(file, algorithm);
      if (found === value) return { severity: 'note', where: name, what: `known checksum (${source})` };
    }
  } catch (error) {
    if (!(error instanceof SensesError)) throw error;
    return { severity: 'error', where: name, what: error.message };
  }
  return { severity: 'warning', where: name, what: 'its checksum is none that we know: another copy, or changed' };
}

/** What the images and labels themselves show, whatever file they came from. */
export function inspectImages(images: ImageCollection, known?: KnownSet): Finding[] {
  const seen = new Map<string, string>();
  return [images.train, images.test].flatMap((set) => [...inspectCounts(set, known), ...inspectPixels(set, seen)]);
}

function inspectCounts(set: ImageSet, known: KnownSet | undefined): Finding[] {
  const findings: Finding[] = [];
  const add = (severity: Finding['severity'], what: string): void =>
    void findings.push({ severity, where: set.split, what });
  const perClass = new Array<number>(set.classNames.length).fill(0);
  const outside = set.labels.findIndex((label) => label >= perClass.length);
  if (outside >= 0) {
    add('error', `image ${outside} has label ${set.labels[outside]}, expected one below ${perClass.length}`);
  }
  for (const label of set.labels) if (label < perClass.length) perClass[label]!++;
  const expected = known?.counts[set.split];
  if (expected !== undefined && set.count !== expected) add('warning', `${set.count} images, expected ${expected}`);
  const named = (label: number): string => `class ${label} (${set.classNames[label]})`;
  perClass.forEach((count, label) => {
    if (count === 0) add('error', `${named(label)} has no image`);
    else if (known?.isBalanced && set.count === expected && count !== set.count / perClass.length) {
      add('error', `${named(label)} has ${count} images, expected ${set.count / perClass.length}: mislabelled`);
    } else if (count < 0.2 * (set.count / perClass.length)) {
      add('warning', `${named(label)} has only ${count} of ${set.count} images`);
    }
  });
  return findings;
}

const MOST_EXAMPLES = 3;

function inspectPixels(set: ImageSet, seen: Map<string, string>): Finding[] {
  const size = set.height * set.width * set.channels;
  const black: number[] = [];
  const flat: number[] = [];
  const repeated: string[] = [];
  const contradicted: string[] = [];
  for (let i = 0; i < set.count; i++) {
    const pixels = set.pixels.subarray(i * size, (i + 1) * size);
    const [first] = pixels;
    if (pixels.every((value) => value === first)) (first === 0 ? black : flat).push(i);
    const key = createHash('md5').update(pixels).digest('base64');
    const here = `${set.split} ${i} (${set.classNames[set.labels[i]!] ?? set.labels[i]})`;
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, here);
    else (labelPart(earlier) === labelPart(here) ? repeated : contradicted).push(`${here} = ${earlier}`);
  }
  const findings: Finding[] = [];
  const add = (severity: Finding['severity'], list: readonly (number | string)[], what: string): void => {
    if (list.length === 0) return;
    const more = list.length > MOST_EXAMPLES ? `, and ${list.length - MOST_EXAMPLES} more` : '';
    findings.push({ severity, where: set.split, what: `${what}: ${list.slice(0, MOST_EXAMPLES).join(', ')}${more}` });
  };
  add('error', black, 'all-black images');
  add('warning', flat, 'images of one flat colour');
  add('warning', repeated, 'images that occur twice');
  add('warning', contradicted, 'the same image under two labels');
  return findings;
}

const labelPart = (place: string): string => place.slice(place.indexOf('('));
