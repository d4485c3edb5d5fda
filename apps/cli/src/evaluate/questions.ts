import { closestKey, isProbeName, probeNames, resolveProbeOptions, type ProbeName } from '@oneiros/simulation';
import { parseAssignment } from '../config/assignment.ts';
import { isPlainObject, type PlainObject } from '../config/config-layer.ts';
import { UsageError } from '../errors.ts';

/** A probe to ask, with all its options. */
export interface Question {
  readonly probe: ProbeName;
  /** Resolved. */
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * What `--probe NAME` and `--option NAME.key=value` ask.
 *
 * @param names every probe in `fallback` unless given
 * @throws UsageError for a probe that does not exist or is not asked, ConfigError for an option that it does not take
 */
export function questionsOf(
  names: readonly string[] | undefined,
  assignments: readonly string[] = [],
  fallback: readonly ProbeName[] = probeNames,
): Question[] {
  const asked = [...new Set(names ?? fallback)].map(probeNamed);
  const given = assignments.map(optionOf);
  for (const { probe } of given) {
    if (!asked.includes(probe)) throw new UsageError(`Expected --probe ${probe} beside --option ${probe}...`);
  }
  return asked.map((probe) => {
    const options = given.filter((each) => each.probe === probe).map((each) => each.options);
    return { probe, options: resolveProbeOptions(probe, Object.assign({}, ...options)) };
  });
}

function optionOf(text: string): { probe: ProbeName; options: PlainObject } {
  const [[name, options] = []] = Object.entries(parseAssignment(text, '--option', 'readout.bias=false').values);
  if (!isPlainObject(options)) {
    throw new UsageError(`Expected --option PROBE.KEY=VALUE, such as --option readout.bias=false, got ${text}.`);
  }
  return { probe: probeNamed(name!), options };
}

function probeNamed(name: string): ProbeName {
  if (isProbeName(name)) return name;
  const meant = closestKey(name, probeNames);
  throw new UsageError(
    `Expected a probe, one of ${probeNames.join(', ')}, got ${name}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
  );
}
