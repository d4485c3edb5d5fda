import { RunUnreadableError } from './errors.ts';

type Versioned = Record<string, unknown>;
/** Turns a document of one version into the next one. */
export type Upgrade = (document: Versioned) => Versioned;

/**
 * Brings what an earlier Oneiros wrote to the current version.
 *
 * @param key holds the version
 * @param upgrades by the version that they start from
 * @throws RunUnreadableError for a later version, or an earlier one that nothing reads any more
 */
export function upgrade(
  document: unknown,
  { file, key, current, upgrades }: { file: string; key: string; current: number; upgrades: Record<number, Upgrade> },
): Versioned {
  let latest = { ...(document as Versioned) };
  while (latest[key] !== current) {
    const version = latest[key];
    const step = typeof version === 'number' ? upgrades[version] : undefined;
    if (step === undefined) {
      throw new RunUnreadableError(
        file,
        `Expected version ${current} or one before it that this Oneiros reads, got ${JSON.stringify(version)}. A newer Oneiros may have written it.`,
      );
    }
    latest = step(latest);
  }
  return latest;
}
