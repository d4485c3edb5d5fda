import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { scheduleJsonSchema, scheduleSchemaFile, scheduleYaml } from '@oneiros/conductor';

export const scheduleSchemaText = (): string => `${JSON.stringify(scheduleJsonSchema(), null, 2)}\n`;

/** Writes a schedule, and the JSON Schema beside it where there is none or another one. */
export async function writeSchedule(
  path: string,
  schedule: Readonly<Record<string, unknown>>,
  comments: readonly string[],
): Promise<void> {
  await writeFile(path, scheduleYaml(schedule, comments));
  const schemaPath = join(dirname(path), scheduleSchemaFile);
  const schema = scheduleSchemaText();
  const present = await readFile(schemaPath, 'utf8').catch(() => undefined);
  if (present !== schema) await writeFile(schemaPath, schema);
}
