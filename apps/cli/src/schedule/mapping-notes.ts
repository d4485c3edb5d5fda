import type { ImportedHypnogram } from '@oneiros/conductor';

/** What to know before a hypnogram is trusted: codes whose meaning was guessed, and what its reader warned of. */
export function guessNotes({ mapping, warnings, format }: ImportedHypnogram): string[] {
  const guessed = mapping.filter((row) => row.guessed).map(({ code, stage }) => `${code} = ${stage}`);
  const note = `read as ${format}; guessed: ${guessed.join(', ')}. \`oneiros schedule import\` shows why, and --map changes it.`;
  return [...(guessed.length === 0 ? [] : [note]), ...warnings];
}
