const names: Readonly<Record<string, string>> = { WAKE: 'Wake', QUIET: 'Quiet wake', ART: 'Artefact', UNS: 'Unscored' };

/** A stage as people write it. */
export const stageName = (stage: string): string => names[stage] ?? stage;
