import * as tf from '@tensorflow/tfjs';
import { perturb, type Cortex, type Experience } from '@oneiros/cortex';
import { EVENT_VERSION, type EventOf, type OneirosEvent } from './events.ts';

/**
 * Activity and plasticity of the areas in one tick.
 *
 * @param learn changes the synapses; it is called once
 */
export function measureAreas(cortex: Cortex, experience: Experience, tick: number, learn: () => void): OneirosEvent[] {
  const activity = tf.tidy(() => {
    const image = experience.image ?? dreamOf(cortex, experience);
    return image && measureActivity(cortex, image);
  });
  const plasticity = measurePlasticity(cortex, learn);
  return [
    ...(activity ? [{ type: 'activity', v: EVENT_VERSION, tick, areas: activity } as const] : []),
    { type: 'plasticity', v: EVENT_VERSION, tick, areas: plasticity },
  ];
}

/** What a disconnected brain shows itself: the perturbed dream of NREM or the dream of REM. */
function dreamOf(cortex: Cortex, { nrem, rem }: Experience): tf.Tensor4D | undefined {
  if (rem) return rem.feedback === 'silenced' ? tf.zerosLike(cortex.dream(rem.latent)) : cortex.dream(rem.latent);
  return nrem && perturb(cortex.dream(nrem.latent), nrem);
}

/** Mean absolute activity of each area while `image` drives it. @param image [batch, side, side, channels]; not disposed */
export function measureActivity(cortex: Cortex, image: tf.Tensor4D): EventOf<'activity'>['areas'] {
  return tf.tidy(() => {
    const areas: Record<string, number> = {};
    for (const [name, activity] of Object.entries(cortex.activities(image))) areas[name] = meanSize(activity);
    return areas;
  });
}

type WeightChanges = EventOf<'plasticity'>['areas'];

/**
 * Mean absolute change of every pathway's weights while `learn` runs.
 *
 * @returns by area, `realityMonitor` among them, and pathway
 */
export function measurePlasticity(cortex: Cortex, learn: () => void): WeightChanges {
  const weights = [...cortex.synapses].filter(([name]) => name.endsWith('.weight'));
  // A product, not a clone: clones share their values, and a back end may learn in place.
  const copies = weights.map(([, weight]) => tf.tidy(() => tf.mul(weight, 1)));
  try {
    learn();
    const changes: WeightChanges = {};
    weights.forEach(([name, weight], i) => {
      const [area, pathway] = name.split('.') as [string, 'feedforward' | 'feedback'];
      const change = tf.tidy(() => meanSize(tf.sub(weight, copies[i]!)));
      changes[area] = { ...changes[area], [pathway]: change };
    });
    return changes;
  } finally {
    tf.dispose(copies);
  }
}

const meanSize = (tensor: tf.Tensor): number => roundFloat(tf.mean(tf.abs(tensor)).dataSync()[0]!);

/** The shortest decimal that gives the same float32: nine significant digits. */
export const roundFloat = (value: number): number => Number(value.toPrecision(9));
