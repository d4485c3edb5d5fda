import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceFile, writing } from '@oneiros/journal';
import { z } from 'zod';
import type { Task } from './plan-file.ts';

const errorSchema = z.strictObject({
  version: z.literal(1),
  at: z.iso.datetime(),
  code: z.string().nullable(),
  message: z.string(),
});

/** Why a task's last attempt failed. A run that never began has no directory to tell it in. */
export interface TaskError {
  /** When, ISO 8601. */
  readonly at: string;
  /** Literal code of the error; null where it has none. */
  readonly code: string | null;
  readonly message: string;
}

const fileOf = ({ folder, name }: Task): string => join(dirname(folder), 'errors', `${name}.json`);

/** @throws RunWriteError */
export function writeTaskError(task: Task, error: unknown): void {
  const file = fileOf(task);
  const { code } = error as { code?: unknown };
  const content = {
    version: 1,
    at: new Date().toISOString(),
    code: typeof code === 'string' ? code : null,
    message: error instanceof Error ? error.message : String(error),
  };
  writing(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    replaceFile(file, `${JSON.stringify(content, null, 2)}\n`);
  });
}

/** @returns undefined where the last attempt left none; a file that is damaged says so as the message. */
export function readTaskError(task: Task): TaskError | undefined {
  const file = fileOf(task);
  if (!existsSync(file)) return undefined;
  try {
    const { at, code, message } = errorSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { at, code, message };
  } catch {
    return { at: '', code: null, message: `It failed, and ${file}, which would say why, cannot be read.` };
  }
}

export const removeTaskError = (task: Task): void => rmSync(fileOf(task), { force: true });
