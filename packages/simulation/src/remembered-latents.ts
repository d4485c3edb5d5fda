import type { EarlierLatents, ProbeContext } from './probes/probe-context.ts';
import { encodeSplit } from './probes/encode-images.ts';
import { finish } from './probes/steps.ts';
import type { SnapshotTensor } from './snapshot.ts';

/** So many moments are remembered, the newest ones. */
const KEPT = 32;
const PREFIX = 'probe.earlier.';

/** What fixed images were to the brain at earlier probes of staleness; a part of snapshots, so that a resumed run has it. */
export interface RememberedLatents {
  /** Ascending by tick. */
  readonly moments: readonly EarlierLatents[];
  /** @param images so many training images, the first ones */
  remember(context: ProbeContext, images: number): void;
  tensors(): Map<string, SnapshotTensor>;
  restore(tensors: ReadonlyMap<string, SnapshotTensor>): void;
}

export function createRememberedLatents(): RememberedLatents {
  let moments: EarlierLatents[] = [];
  return {
    get moments() {
      return moments;
    },
    remember(context, images) {
      const { tick } = context;
      const { latents } = finish(encodeSplit(context, 'train', images));
      const known = moments.find((moment) => moment.tick === tick);
      if (known !== undefined && known.latents.length >= latents.length) return;
      moments = [...moments.filter((moment) => moment !== known), { tick, latents: latents.slice() }].slice(-KEPT);
    },
    tensors() {
      // The width of a latent does not matter here: rows follow one another.
      return new Map(
        moments.map(({ tick, latents }): [string, SnapshotTensor] => [
          `${PREFIX}${tick}`,
          { dtype: 'F32', shape: [latents.length], data: latents },
        ]),
      );
    },
    restore(tensors) {
      moments = [...tensors]
        .filter(([name]) => name.startsWith(PREFIX))
        .map(([name, { data }]) => ({ tick: Number(name.slice(PREFIX.length)), latents: data }))
        .sort((a, b) => a.tick - b.tick);
    },
  };
}
