import { lazy, type ComponentType } from 'react';
import type { Host } from '../source/open-run.ts';
import type { RunSource } from '../source/run-source.ts';
import type { Playhead } from '../state/playhead.ts';
import type { Router } from '../state/router.ts';

/** A panel below the timeline, loaded when the page is. */
export interface NightPanel {
  readonly name: string;
  readonly Component: ComponentType<NightPanelProps>;
}

export interface NightPanelProps {
  readonly source: RunSource;
  readonly playhead: Playhead;
  /** Where the run lies, and what keeps the page's address; a brain that lives in the browser has neither. */
  readonly address?: NightAddress;
}

export interface NightAddress {
  readonly id: string;
  readonly host: Host;
  readonly router: Router;
}

export const nightPanels: readonly NightPanel[] = [
  {
    name: 'Dream gallery',
    Component: lazy(async () => ({ default: (await import('../gallery/GalleryPanel.tsx')).GalleryPanel })),
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
