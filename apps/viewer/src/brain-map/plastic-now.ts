import { drivesOf, weightsAt, type RunConfig } from '@oneiros/simulation/config';
import type { MomentState } from './moment-state.ts';

/** A term that trains synapses at this moment. */
export interface Term {
  /** In the paper's symbols, such as `L_img`. */
  readonly objective: string;
  /** How strongly, 0 excluded. */
  readonly weight: number;
  /** + descends the objective, - climbs it. */
  readonly sign: 1 | -1;
}

/** What is plastic now: empty lists hold still, or coast on their momentum. */
export interface PlasticNow {
  readonly feedforward: readonly Term[];
  readonly feedback: readonly Term[];
  readonly realityMonitor: readonly Term[];
}

/** What the gates, the weights of the objectives, the rule and the lesions let learn at a moment. */
export function plasticNow({ gates, epoch }: MomentState, config: RunConfig): PlasticNow {
  const { learning, lesions } = config;
  const { encoder, generator } = drivesOf(gates, weightsAt(config, epoch), learning.rule);
  const dreams = !lesions.hippocampus.silent && lesions.hippocampus.engramsLost < 1;
  const judges = !lesions.realityMonitor;
  const climbs = dreams && judges && lesions.remFeedback === 'intact';
  const judgement = [
    term('L_real', judges ? encoder.reality : 0),
    term('L_REM', dreams && judges ? encoder.adversarial : 0),
  ].flat();
  return {
    feedforward: [
      ...term('L_img', encoder.image),
      ...term('L_KL', encoder.divergence),
      ...judgement,
      ...term('L_NREM', dreams ? encoder.nrem : 0),
    ],
    feedback: [...term('L_img', generator.image), ...term('L_REM', climbs ? generator.deception : 0, -1)],
    realityMonitor: judgement,
  };
}

const term = (objective: string, weight: number, sign: Term['sign'] = 1): Term[] =>
  weight > 0 ? [{ objective, weight, sign }] : [];

/** -1..1: which way a pathway learns on the whole; 0 where nothing trains it. */
export function signOf(terms: readonly Term[]): number {
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  return total === 0 ? 0 : terms.reduce((sum, { weight, sign }) => sum + weight * sign, 0) / total;
}

/** Such as `descends L_img and L_KL, climbs L_REM`, or `not trained`. */
export function termsInWords(terms: readonly Term[]): string {
  const named = (wanted: Term['sign']): string =>
    terms.flatMap(({ objective, sign }) => (sign === wanted ? [objective] : [])).join(', ');
  const parts = [named(1) && `descends ${named(1)}`, named(-1) && `climbs ${named(-1)}`].filter((part) => part !== '');
  return parts.join('; ') || 'not trained now';
}
