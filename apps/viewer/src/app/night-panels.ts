import type { ComponentType } from 'react';
import type { RunSource } from '../source/run-source.ts';
import type { Playhead } from '../state/playhead.ts';

/** A panel below the timeline, loaded when the page is. */
export interface NightPanel {
  readonly name: string;
  readonly Component: ComponentType<{ readonly source: RunSource; readonly playhead: Playhead }>;
}

export const nightPanels: readonly NightPanel[] = [];
