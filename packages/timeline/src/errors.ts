/** A line of an event log, not the last one, that holds no event. */
export class DamagedLineError extends Error {
  readonly code = 'DAMAGED_LINE';
  /** From 1. */
  readonly line: number;
  constructor(line: number, detail: string) {
    super(`Expected an event in line ${line}: ${detail}. Restore the log, or keep only the lines before it.`);
    this.name = 'DamagedLineError';
    this.line = line;
  }
}

/** Bytes that are no chunk of a timeline. */
export class DamagedChunkError extends Error {
  readonly code = 'DAMAGED_CHUNK';
  constructor(detail: string) {
    super(`Expected a chunk of a timeline: ${detail}. Fetch it again, from a server of the same version.`);
    this.name = 'DamagedChunkError';
  }
}
