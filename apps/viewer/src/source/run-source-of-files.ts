import { apiPaths, decodeChunk, type LatentsFile, type Moment, type RunHead } from '@oneiros/timeline';
import type { Observable } from 'rxjs';
import { dreamImagesOf } from './dream-images-of.ts';
import { SourceError } from './errors.ts';
import { fetchBytes, fetchJson, type FetchFile } from './fetch-file.ts';
import { latentPlanesOf } from './latent-planes-of.ts';
import type { LatentPlane, RunSource } from './run-source.ts';

/** What differs between a recorded and a live run; the files are read alike. */
export interface RunStreams {
  readonly kind: 'recorded' | 'live';
  readonly head$: Observable<RunHead>;
  readonly moments$: Observable<readonly Moment[]>;
  readonly ticks$: Observable<number>;
  close(): void;
}

/** Files fetched before are kept, dreams and latents alike, as long as the source lives. */
export function runSourceOfFiles(id: string, fetchFile: FetchFile, streams: RunStreams): RunSource {
  const dreams = new Map<number, ReturnType<RunSource['dreams']>>();
  let planes: Promise<Map<number, LatentPlane>> | null = null;
  const planesOf = (): Promise<Map<number, LatentPlane>> =>
    (planes ??= fetchJson<LatentsFile | null>(fetchFile, apiPaths.latents(id)).then(
      (file) => (file === null ? new Map() : latentPlanesOf(file)),
      (error: unknown) => {
        // A run without the probe has no such file. It may get one while it lives.
        planes = null;
        if (error instanceof SourceError && error.status === 404) return new Map();
        throw error;
      },
    ));
  return {
    ...streams,
    chunk: async (level, index) => decodeChunk(await fetchBytes(fetchFile, apiPaths.chunk(id, level, index))),
    dreams: (tick) => {
      const known = dreams.get(tick);
      if (known !== undefined) return known;
      const path = apiPaths.dreams(id, tick);
      const asked = fetchBytes(fetchFile, path).then((bytes) => dreamImagesOf(bytes, tick, path));
      dreams.set(tick, asked);
      asked.catch(() => dreams.delete(tick));
      return asked;
    },
    latentTicks: async () => [...(await planesOf()).keys()],
    latents: async (tick) => (await planesOf()).get(tick) ?? null,
  };
}
