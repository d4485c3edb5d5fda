import { stagesInOrder, type NamedRun } from '@oneiros/conductor';

/** Rows of a hypnogram: the stages that people score, or those of undivided sleep where nothing else occurs, and what else there is. */
export function rowsOf(...nights: readonly (readonly NamedRun[])[]): readonly string[] {
  const stages = new Set(nights.flatMap((runs) => runs.map(({ stage }) => stage)));
  const isNamedOtherwise = [...stages].some((stage) => !known.has(stage));
  const isUndivided = stages.has('NREM') && !['N1', 'N2', 'N3'].some((stage) => stages.has(stage));
  const usual = isNamedOtherwise ? [] : isUndivided ? ['WAKE', 'REM', 'NREM'] : ['WAKE', 'REM', 'N1', 'N2', 'N3'];
  return stagesInOrder([...usual, ...stages]);
}

const known = new Set(['WAKE', 'QUIET', 'REM', 'NREM', 'N1', 'N2', 'N3', 'ART', 'UNS']);
