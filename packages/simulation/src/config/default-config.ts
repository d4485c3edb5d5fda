import { z } from 'zod';
import type { RunConfig } from './run-config.ts';
import { runConfigSchemaOf } from './run-config-schema.ts';

let defaults: RunConfig | undefined;

/** The configuration of who asks for nothing: what `resolveConfig({})` gives, without a tensor library. */
export const defaultConfig = (): RunConfig => (defaults ??= runConfigSchemaOf(z.never()).parse({}));
