import { createElement, lazy, type ComponentType } from 'react';
import type { Host } from '../source/open-run.ts';
import type { Router } from '../state/router.ts';

export interface PageProps {
  readonly host: Host;
  readonly router: Router;
  /** Of the files of `apiPaths`. */
  readonly basePath: string;
}

/** A page beside the night's, loaded when it is opened. */
export interface Page {
  readonly name: string;
  readonly title: string;
  readonly Component: ComponentType<PageProps>;
}

export const pages: readonly Page[] = [
  {
    name: 'runs',
    title: 'Runs',
    Component: lazy(async () => {
      const { RunsPage } = await import('../runs/RunsPage.tsx');
      return {
        default: ({ basePath, router }: PageProps) =>
          createElement(RunsPage, { basePath, onOpen: (id: string) => router.go('night', { run: id }) }),
      };
    }),
  },
  {
    name: 'schedule',
    title: 'Schedule',
    Component: lazy(async () => ({ default: (await import('./SchedulePage.tsx')).SchedulePage })),
  },
  {
    name: 'simulation',
    title: 'Live simulation',
    Component: lazy(async () => ({
      default: (await import('../browser-simulation/BrowserSimulationRoute.tsx')).BrowserSimulationRoute,
    })),
  },
];
