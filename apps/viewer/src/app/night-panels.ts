import { lazy, type ComponentType } from 'react';
import type { RunSource } from '../source/run-source.ts';
import type { Playhead } from '../state/playhead.ts';

/** A panel below the timeline, loaded when the page is. */
export interface NightPanel {
  readonly name: string;
  readonly Component: ComponentType<{ readonly source: RunSource; readonly playhead: Playhead }>;
}

export const nightPanels: readonly NightPanel[] = [
  {
    name: 'Dream gallery',
    Component: lazy(async () => ({ default: (await import('../gallery/DreamGallery.tsx')).DreamGallery })),
  },
  {
    name: 'Latent space',
    Component: lazy(async () => ({ default: (await import('../latents/LatentSpace.tsx')).LatentSpace })),
  },
  {
    name: 'Brain map',
    Component: lazy(async () => ({ default: (await import('../brain-map/BrainMap.tsx')).BrainMap })),
  },
];
