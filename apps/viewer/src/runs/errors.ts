/** A list of runs or the moments of one that could not be had. */
export class RunsUnreadableError extends Error {
  readonly code = 'RUNS_UNREADABLE';
  readonly path: string;
  constructor(path: string, reason: string) {
    super(`Could not read ${path}: ${reason}. Is \`oneiros view\` still running?`);
    this.name = 'RunsUnreadableError';
    this.path = path;
  }
}
