import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  evaluationFile,
  isProbeName,
  probeNames,
  probeOf,
  type ProbeName,
  type ProbeOptions,
  type ProbeResult,
} from '@oneiros/simulation';
import { z } from 'zod';
import { EvaluationInvalidError, writing } from './errors.ts';
import { backendSchema, type RunBackend } from './manifest.ts';
import { replaceFile } from './replace-file.ts';
import { upgrade, type Upgrade } from './upgrade.ts';

const VERSION = 1;

/** What a probe measured on a checkpoint of a run, after or beside the run itself. */
export type Evaluation = { [Name in ProbeName]: EvaluationOf<Name> }[ProbeName];

export interface EvaluationOf<Name extends ProbeName> {
  readonly version: typeof VERSION;
  readonly probe: Name;
  /** Ticks that the brain had lived through. */
  readonly tick: number;
  /** Passes over the training images that were complete. */
  readonly epoch: number;
  /** Resolved: with all that was left to the defaults. */
  readonly options: ProbeOptions<Name>;
  readonly result: ProbeResult<Name>;
  /** Wall time of the measurement. */
  readonly seconds: number;
  readonly backend: RunBackend;
  /** Version of the program that measured. */
  readonly oneiros: string;
}

/** Evaluations of earlier versions, by version: none yet. */
const upgrades: Record<number, Upgrade> = {};

const FILE_NAME = /^(\d{6,})-([a-z-]+)\.json$/;

const schemaOf = (name: ProbeName) =>
  z.strictObject({
    version: z.literal(VERSION),
    probe: z.literal(name),
    tick: z.int().min(0),
    epoch: z.int().min(0),
    options: probeOf(name).options,
    result: probeOf(name).result,
    seconds: z.number().min(0),
    backend: backendSchema,
    oneiros: z.string(),
  });

/**
 * Writes `evaluations/NNNNNN-PROBE.json`, whole or not at all, over what was there.
 *
 * @returns its path
 * @throws EvaluationInvalidError where the result is not one of its probe, as with a number that is not finite; RunWriteError
 */
export function writeEvaluation(runFolder: string, evaluation: Evaluation): string {
  const { tick, probe } = evaluation;
  const file = join(runFolder, evaluationFile(tick, probe));
  const content = checked(file, probe, evaluation);
  writing(file, () => {
    mkdirSync(join(runFolder, 'evaluations'), { recursive: true });
    replaceFile(file, `${JSON.stringify(content)}\n`);
  });
  return file;
}

/**
 * All evaluations of a run, by tick and then by name; none where it has none. Other files in the folder are passed over.
 *
 * @param isWanted spares reading what other probes measured
 * @throws EvaluationInvalidError that names the file which is torn, of another form or not what its name says
 */
export function readEvaluations(runFolder: string, isWanted: (probe: string) => boolean = () => true): Evaluation[] {
  const folder = join(runFolder, 'evaluations');
  const names = (existsSync(folder) ? readdirSync(folder) : []).filter((name) => {
    const probe = FILE_NAME.exec(name)?.[2];
    return probe !== undefined && isWanted(probe);
  });
  return names
    .map((name) => readOne(join(folder, name), name))
    .sort((a, b) => a.tick - b.tick || (a.probe < b.probe ? -1 : 1));
}

function readOne(file: string, name: string): Evaluation {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new EvaluationInvalidError(file, `expected JSON: ${(cause as Error).message}`);
  }
  const [, digits, probe] = FILE_NAME.exec(name)!;
  if (!isProbeName(probe!)) {
    throw new EvaluationInvalidError(
      file,
      `expected a probe that this Oneiros knows (${probeNames.join(', ')}), got ${probe}`,
    );
  }
  const evaluation = checked(file, probe, upgrade(value, { file, key: 'version', current: VERSION, upgrades }));
  if (evaluation.tick !== Number(digits)) {
    throw new EvaluationInvalidError(file, `expected tick ${Number(digits)} by its name, it says ${evaluation.tick}`);
  }
  return evaluation;
}

/** @throws EvaluationInvalidError */
function checked(file: string, probe: ProbeName, value: unknown): Evaluation {
  const parsed = schemaOf(probe).safeParse(value);
  if (parsed.success) return parsed.data as unknown as Evaluation;
  const { path, message } = parsed.error.issues[0]!;
  throw new EvaluationInvalidError(file, `expected ${path.join('.') || 'it'} of another form: ${message}`);
}
