import type { NightRun } from '@oneiros/reproduction';
import { dreamMoments, encodeDreamSheet, type DreamMoment } from '../sheet/run-dreams.ts';

const layout = { count: 5, scale: 2 };
/** Before learning, and as many mornings spread over the nights. */
const MORNINGS = 3;

/** What a run dreamed before learning and on some of its mornings, the first and the last among them. */
export function dreamsOfNights(runFolder: string): NightRun['dreams'] {
  const moments = dreamMoments(runFolder);
  const mornings = moments.filter(({ ticks }) => ticks > 0);
  const places = Array.from({ length: MORNINGS }, (_, i) => Math.round((i * (mornings.length - 1)) / (MORNINGS - 1)));
  const chosen = [...moments.filter(({ ticks }) => ticks === 0), ...[...new Set(places)].map((place) => mornings[place])]
    .filter((moment) => moment !== undefined); // prettier-ignore
  if (chosen.length === 0) return null;
  const wordsOf = ({ ticks, nights }: DreamMoment): string =>
    ticks === 0 ? 'before learning' : `after night ${nights}`;
  const png = Buffer.from(encodeDreamSheet(runFolder, chosen, layout)).toString('base64');
  return {
    source: `data:image/png;base64,${png}`,
    caption: `what was seen, reconstructed, and dreamed in NREM and REM, ${chosen.map(wordsOf).join(', ')}`,
  };
}
