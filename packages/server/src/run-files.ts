import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEvaluations, type Evaluation } from '@oneiros/journal';
import {
  encodeChunk,
  type LatentsFile,
  type MomentsFile,
  type RunHead,
  type RunsFile,
  type Timeline,
  type TimelineChunk,
} from '@oneiros/timeline';
import { NotFoundError } from './errors.ts';
import { latentPlanes } from './latent-planes.ts';
import type { RunHeads } from './run-heads.ts';
import type { RunLogs } from './run-logs.ts';
import type { RunRequest } from './run-request.ts';
import type { RunsFolder } from './runs-folder.ts';

/** The files of the viewer, made from run directories: what the server answers and what a static site holds. */
export interface RunFiles {
  runs(): RunsFile;
  headOf(id: string): RunHead;
  /** @throws NotFoundError, and what reading throws */
  file(request: Exclude<RunRequest, { what: 'events' }>): RunFile;
  timelineOf(id: string): Timeline;
  momentsOf(id: string): MomentsFile;
}

/** One of them. */
export type RunFile =
  | { readonly type: 'json'; readonly value: RunHead | MomentsFile | LatentsFile | readonly Evaluation[] | null }
  | { readonly type: 'bytes'; readonly bytes: Uint8Array };

export interface RunFilesOptions {
  readonly runs: RunsFolder;
  readonly heads: RunHeads;
  readonly logs: RunLogs;
}

export function createRunFiles({ runs, heads, logs }: RunFilesOptions): RunFiles {
  const evaluationsOf = (id: string, isWanted: (probe: string) => boolean): Evaluation[] => {
    const folder = runs.folderOf(id);
    const inside = join(folder, 'evaluations');
    for (const name of existsSync(inside) ? readdirSync(inside) : []) {
      if (name.endsWith('.json')) runs.fileOf(id, `evaluations/${name}`);
    }
    return readEvaluations(folder, isWanted);
  };
  return {
    runs: () => heads.all(),
    headOf: (id) => heads.headOf(id),
    timelineOf: (id) => logs.logOf(id).timeline(),
    momentsOf: (id) => logs.logOf(id).moments(),
    file(request) {
      const { id } = request;
      switch (request.what) {
        case 'head':
          return { type: 'json', value: heads.headOf(id) };
        case 'moments':
          return { type: 'json', value: logs.logOf(id).moments() };
        case 'evaluations':
          return { type: 'json', value: evaluationsOf(id, (probe) => probe !== 'latents') };
        case 'latents':
          return { type: 'json', value: latentPlanes(evaluationsOf(id, (probe) => probe === 'latents')) };
        case 'dreams':
          return {
            type: 'bytes',
            bytes: readFileSync(runs.fileOf(id, dreamFileAt(logs.logOf(id).moments(), request))),
          };
        case 'chunk':
          return { type: 'bytes', bytes: encodeChunk(chunkOf(logs.logOf(id).timeline(), request)) };
        default:
          return request satisfies never;
      }
    },
  };
}

/** Dreams are asked for by the tick of their event; of several at one tick the newest. Its file is named by the ticks lived by then. */
function dreamFileAt({ moments }: MomentsFile, { id, tick }: { id: string; tick: number }): string {
  const dream = moments.findLast(({ event }) => event.type === 'dream' && event.tick === tick)?.event;
  if (dream?.type === 'dream' && /^dreams\/\d+\.safetensors$/.test(dream.file)) return dream.file;
  throw new NotFoundError(`dream at tick ${tick} of run ${id}`, 'The ticks of dream events have some.');
}

function chunkOf(
  timeline: Timeline,
  { id, level, index }: { id: string; level: number; index: number },
): TimelineChunk {
  try {
    return timeline.chunk(level, index);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new NotFoundError(`chunk ${index} at level ${level} of run ${id}`, error.message);
  }
}
