/** A file of a run that cannot be had, or is not what it should be. */
export class SourceError extends Error {
  readonly code = 'SOURCE_UNREADABLE';
  override readonly name = 'SourceError';
  /** The answer's status, or null where none came. */
  readonly status: number | null;

  constructor(path: string, status: number | null, reason: string) {
    super(`${path}: ${reason}`);
    this.status = status;
  }
}
