import type { RunConfig } from '@oneiros/simulation';

/** The default configuration; what knows it brings a tensor library along, so that it is loaded when it is first asked for. */
export async function loadDefaults(): Promise<RunConfig> {
  const { resolveConfig } = await import('@oneiros/simulation');
  return resolveConfig({});
}
