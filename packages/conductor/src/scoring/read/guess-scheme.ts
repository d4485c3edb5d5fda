import type { CodeScheme } from './code-schemes.ts';
import type { CodeMeaning } from './stage-labels.ts';

/** One bout under one code; its length in any unit. */
export interface CodedBout {
  readonly code: string;
  readonly length: number;
}

/** How plausible a night is under a scheme, and the figures that say so. */
export interface SchemePlausibility {
  readonly scheme: CodeScheme;
  readonly score: number;
  readonly why: string;
}

const kindOf = (meaning: CodeMeaning): 'WAKE' | 'NREM' | 'REM' | undefined => {
  if (meaning === 'WAKE' || meaning === 'REM') return meaning;
  return meaning === 'ART' || meaning === 'UNS' || meaning === 'movement' ? undefined : 'NREM';
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/**
 * Ranks schemes by what sleep does under them: a recording has wake and mostly begins with it, REM follows NREM
 * and takes 5 to 30 % of sleep, N2 is the most of human sleep and N1 little, N3 follows N2. A scheme that lacks a code of the file falls out.
 * @returns the most plausible first; empty where none has every code.
 */
export function rankSchemes(bouts: readonly CodedBout[], schemes: readonly CodeScheme[]): SchemePlausibility[] {
  const codes = new Set(bouts.map(({ code }) => code));
  return schemes
    .filter((scheme) => [...codes].every((code) => Object.hasOwn(scheme.codes, code)))
    .map((scheme) => judge(bouts, scheme))
    .sort((a, b) => b.score - a.score);
}

function judge(bouts: readonly CodedBout[], scheme: CodeScheme): SchemePlausibility {
  const totals = new Map<string, number>();
  const entries = { rem: 0, remAfterNrem: 0, n3: 0, n3AfterN2: 0 };
  let before: CodeMeaning | undefined;
  for (const { code, length } of bouts) {
    const meaning = scheme.codes[code]!;
    const kind = kindOf(meaning);
    if (kind === undefined) continue;
    totals.set(kind, (totals.get(kind) ?? 0) + length);
    if (meaning !== kind) totals.set(meaning, (totals.get(meaning) ?? 0) + length);
    if (before !== undefined && before !== meaning) {
      if (kind === 'REM') {
        entries.rem++;
        if (kindOf(before) === 'NREM') entries.remAfterNrem++;
      }
      if (meaning === 'N3') {
        entries.n3++;
        if (before === 'N2') entries.n3AfterN2++;
      }
    }
    before = meaning;
  }
  const first = bouts.find(({ code }) => kindOf(scheme.codes[code]!) !== undefined);
  const of = (name: string): number => totals.get(name) ?? 0;
  const sleep = of('NREM') + of('REM');
  if (sleep === 0) return { scheme, score: scheme.prior - 1, why: 'no sleep' };
  const remShare = of('REM') / sleep;
  let score = scheme.prior;
  if (of('WAKE') === 0) score -= 1;
  if (first !== undefined && scheme.codes[first.code] === 'WAKE') score += 0.5;
  if (of('REM') === 0) score -= 1;
  else score += remShare >= 0.05 && remShare <= 0.3 ? 2 : remShare >= 0.02 && remShare <= 0.4 ? 1 : -2;
  const followed = entries.rem === 0 ? undefined : entries.remAfterNrem / entries.rem;
  if (followed !== undefined) score += 2 * followed;
  const isDivided = of('N1') + of('N2') + of('N3') > 0;
  if (isDivided && of('N2') < Math.max(of('N1'), of('N3'))) score -= 1;
  if (isDivided && of('N1') > 0.3 * sleep) score -= 1;
  if (entries.n3 > 0 && entries.n3AfterN2 < 0.5 * entries.n3) score -= 1;
  const after = followed === undefined ? '' : `, ${entries.remAfterNrem} of ${entries.rem} bouts after NREM`;
  return { scheme, score, why: of('REM') === 0 ? 'no REM' : `REM ${percent(remShare)} of sleep${after}` };
}
