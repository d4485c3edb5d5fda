import type { Claim } from './claim.ts';
import type { TargetReport } from './report.ts';

/** Orderings that ended alike, in the order of the paper. */
export interface Summary {
  readonly verdict: Claim['verdict'];
  readonly heading: string;
  readonly claims: readonly Claim[];
}

const headings: Readonly<Record<Claim['verdict'], string>> = {
  holds: 'Orderings that hold in these runs',
  fails: 'Orderings that do not hold at this length of training',
  unclear: 'Orderings within the spread of these runs',
  unknown: 'Orderings that lack a run or a measurement',
};

/** Every ordering once, by what became of it: two figures may state the same one. */
export function summariseClaims(reports: readonly TargetReport[]): Summary[] {
  const once = new Map(
    reports.flatMap(({ claims }) => claims).map((claim) => [`${claim.text} ${claim.detail}`, claim]),
  );
  return (Object.keys(headings) as Claim['verdict'][]).flatMap((verdict) => {
    const claims = [...once.values()].filter((claim) => claim.verdict === verdict);
    return claims.length === 0 ? [] : [{ verdict, heading: headings[verdict], claims }];
  });
}
