import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EvidenceUnreadableError } from './errors.ts';
import { evidenceText, nameOfRun, parseEvidence, uniteEvidence } from './kept-evidence.ts';
import { climbingRun } from './test-data/evidence.ts';

const measured = (probe: string, tick: number) => ({
  probe,
  tick,
  epoch: 1,
  options: { n: 2 },
  result: { [probe]: tick },
});
const run = climbingRun({
  ...{ condition: 'pad', run: '/somewhere/runs/pad-1', dreams: 'data:image/png;base64,AAAA' },
  measurements: [measured('geometry', 3), measured('monitor', 9)],
});

describe('kept evidence', () => {
  it('comes back as it was kept, under the name of its run', () => {
    expect(parseEvidence('pad-1.json', evidenceText(run))).toEqual({ ...run, run: 'pad-1' });
  });

  it('keeps what diverged', () => {
    const diverged = { ...run, losses: [{ epoch: 1, means: { adversarial: NaN } }], readouts: [{ epoch: 1, softmax: NaN, ridge: null }] }; // prettier-ignore
    expect(parseEvidence('f', evidenceText(diverged))).toEqual({ ...diverged, run: 'pad-1' });
  });

  it.each([
    ['', /Expected in torn.json what a run left behind/],
    ['null', /the whole/],
    [evidenceText(run).replace('"version":1', '"version":2'), /version/],
    [evidenceText(run).replace('"pad-1"', '"../pad-1"'), /expected the name of a run/],
    [evidenceText(run).replace('image/png', 'image/svg'), /expected a PNG/],
    [evidenceText(run).replace('"seed":1', '"seed":-1'), /seed/],
  ])('is refused with a reason where it is not what it should be: %#', (content, message) => {
    expect(() => parseEvidence('torn.json', content)).toThrow(EvidenceUnreadableError);
    expect(() => parseEvidence('torn.json', content)).toThrow(message);
  });

  it('survives any damage: whole, or an error of its own', () => {
    const bytes = Buffer.from(evidenceText(run));
    const place = fc.integer({ min: 0, max: bytes.length - 1 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(place, fc.integer({ min: 0, max: 255 })), { minLength: 1 }),
        place,
        (edits, end) => {
          const damaged = Buffer.from(bytes);
          for (const [at, byte] of edits) damaged[at] = byte;
          const content = damaged.subarray(0, end % 3 === 0 ? end : bytes.length).toString();
          try {
            expect(parseEvidence('f', content).condition.length).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toBeInstanceOf(EvidenceUnreadableError);
          }
          expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });

  it('unites a training with its own beginning: the longer one, the measurements of both', () => {
    const longer = climbingRun({ condition: 'pad', run: 'pad-1', epochs: 8, measurements: [measured('monitor', 9), measured('realism', 9)] }); // prettier-ignore
    for (const [one, other] of [
      [run, longer],
      [longer, run],
    ] as const) {
      // prettier-ignore
      const united = uniteEvidence(one, other)!;
      expect(united.epochs).toBe(8);
      expect(united.dreams).toBe(run.dreams);
      expect(united.measurements.map(({ probe, tick }) => `${probe} ${tick}`).sort()).toEqual(['geometry 3', 'monitor 9', 'realism 9']); // prettier-ignore
    }
  });

  it('unites no two trainings that read out differently', () => {
    expect(uniteEvidence(run, climbingRun({ condition: 'pad', from: 0.31 }))).toBeUndefined();
  });

  it('names a run by the last part of its path', () => {
    expect(['/a/b', 'a/b/', 'b', 'a\\b'].map(nameOfRun)).toEqual(['b', 'b', 'b', 'b']);
  });
});
