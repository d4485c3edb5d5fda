/** One release on npm, with the integrity that npm publishes for it. */
export interface NpmPin {
  readonly name: string;
  readonly version: string;
  readonly sha512: string;
}

/** One wheel on PyPI. Its tags are asked for by name, so that every Python fetches the same file. */
export interface WheelPin {
  readonly project: string;
  readonly version: string;
  readonly platformTag: string;
  readonly sha256: string;
  readonly megabytes: number;
}

/** The Python whose wheel is taken; only C libraries are used, which are the same for all. */
export const wheelPython = { version: '3.12', abi: 'cp312' } as const;
