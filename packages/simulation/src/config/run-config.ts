import { z } from 'zod';
import { probeMomentSchema } from './probe-moment.ts';
import { runConfigSchemaOf } from './run-config-schema.ts';

/** Everything that a run depends on, and the only home of its defaults. Strict: an unknown key is an error. */
export const runConfigSchema = runConfigSchemaOf(probeMomentSchema);

/** A resolved configuration: every default filled in. */
export type RunConfig = z.infer<typeof runConfigSchema>;
/** A configuration as users write it: every key optional. */
export type RunConfigInput = z.input<typeof runConfigSchema>;

/** JSON Schema (2020-12) of a configuration file, for editors; generated, never written by hand. */
export const configJsonSchema = (): Record<string, unknown> =>
  z.toJSONSchema(runConfigSchema, { io: 'input' }) as Record<string, unknown>;
