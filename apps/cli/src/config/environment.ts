import { readValue } from './assignment.ts';
import { nest, type ConfigLayer } from './config-layer.ts';
import { shorthands } from './shorthands.ts';

/**
 * Layers of the environment: the short names (ONEIROS_SEED, ONEIROS_BACKEND, ...) and any key with `__` for its points,
 * such as ONEIROS_PLASTICITY__LEARNING_RATE. A key that does not exist is refused by the schema, as anywhere else.
 */
export function environmentLayers(environment: NodeJS.ProcessEnv = process.env): ConfigLayer[] {
  const short = shorthands.flatMap(({ variable, read }) => {
    const text = variable === undefined ? undefined : environment[variable];
    return variable === undefined || text === undefined || text === ''
      ? []
      : [{ origin: variable, values: read(text) }];
  });
  const long = Object.entries(environment)
    .filter(([name, text]) => /^ONEIROS_[A-Z0-9]+(_[A-Z0-9]+)*__/.test(name) && text !== undefined && text !== '')
    .map(([name, text]) => ({ origin: name, values: nest(pathOf(name), readValue(text!, name)) }));
  return [...short, ...long];
}

/** ONEIROS_PLASTICITY__LEARNING_RATE -> plasticity.learningRate */
function pathOf(variable: string): string {
  return variable
    .slice('ONEIROS_'.length)
    .split('__')
    .map((key) => key.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()))
    .join('.');
}
