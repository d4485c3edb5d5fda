import type { Annotation } from './annotation.ts';
import { areas } from './data/areas.ts';
import { neuromodulators } from './data/neuromodulators.ts';
import { nuclei } from './data/nuclei.ts';
import { pathways } from './data/pathways.ts';
import { UnknownAnnotationError } from './errors.ts';

/** Every entry: areas, pathways and processes, nuclei, neuromodulators. */
export const atlas: readonly Annotation[] = [...areas, ...pathways, ...nuclei, ...neuromodulators];

const byId = new Map(atlas.map((annotation) => [annotation.id, annotation]));

/** @param id such as `V1` or `locus-coeruleus` @throws UnknownAnnotationError for any other */
export function annotationOf(id: string): Annotation {
  const annotation = byId.get(id);
  if (annotation === undefined) throw new UnknownAnnotationError(id, [...byId.keys()]);
  return annotation;
}

/** The entries of one kind, in the order of the atlas. */
export const annotationsOfKind = (kind: Annotation['kind']): readonly Annotation[] =>
  atlas.filter((annotation) => annotation.kind === kind);

/** The entries whose cells release a transmitter, such as `acetylcholine`. */
export const annotationsByTransmitter = (transmitter: string): readonly Annotation[] =>
  atlas.filter(({ transmitters }) => transmitters?.includes(transmitter));
