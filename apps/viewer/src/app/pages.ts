import type { ComponentType } from 'react';

/** A page beside the night's, loaded when it is opened. */
export interface Page {
  readonly name: string;
  readonly title: string;
  /** @param basePath of the files of `apiPaths` */
  readonly Component: ComponentType<{ readonly basePath: string }>;
}

export const pages: readonly Page[] = [];
