import type { RandomStreams } from '@oneiros/random';

/** Streams of a probe's own: `name` becomes `PREFIX.name`. */
export const streamsUnder = (prefix: string, { seed, stream }: RandomStreams): RandomStreams => ({
  seed,
  stream: (name, tick) => stream(`${prefix}.${name}`, tick),
});
