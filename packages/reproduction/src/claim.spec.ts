import { describe, expect, it } from 'vitest';
import { claimGreater, spreadOf } from './claim.ts';

describe('claimGreater', () => {
  it('shows a spread where there is one, and none for a single measurement', () => {
    const claim = claimGreater('above', { name: 'a', spread: spreadOf([3]) }, { name: 'b', spread: spreadOf([1, 2]) });
    expect(claim).toEqual({ text: 'above', verdict: 'holds', detail: 'a 3.0 (N = 1), b 1.5 ± 0.5 (N = 2)' });
  });

  it('calls what lies within the spread unclear, whichever of the two has one', () => {
    const verdict = (a: number): string =>
      claimGreater('above', { name: 'a', spread: spreadOf([a]) }, { name: 'b', spread: spreadOf([1, 2]) }).verdict;
    expect([verdict(1.9), verdict(2.1), verdict(0.9)]).toEqual(['unclear', 'holds', 'fails']);
  });

  it('says which one was not measured', () => {
    const claim = claimGreater(
      'above',
      { name: 'early', spread: spreadOf([]) },
      { name: 'late', spread: spreadOf([1]) },
    );
    expect(claim).toMatchObject({ verdict: 'unknown', detail: 'not measured: early' });
  });
});
