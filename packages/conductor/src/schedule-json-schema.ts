import { z } from 'zod';
import { scheduleSchema } from './schedule-schema.ts';

/** JSON Schema (2020-12) of a schedule file, for editors; generated, never written by hand. */
export const scheduleJsonSchema = (): Record<string, unknown> => ({
  title: 'Oneiros schedule',
  ...z.toJSONSchema(scheduleSchema, { io: 'input' }),
});
