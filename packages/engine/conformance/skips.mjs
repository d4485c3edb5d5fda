/**
 * Tests of tfjs-core that a back end does not run, each with its reason. `match` is part of the test's full name.
 * @type {{ backends: string[], match: string, reason: string }[]}
 */
export const skips = [];
