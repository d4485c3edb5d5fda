/** A safetensors file whose bytes do not hold together: torn, damaged or not such a file at all. */
export class SafetensorsError extends Error {
  readonly code = 'SAFETENSORS_INVALID';
  override readonly name = 'SafetensorsError';
  /** The file, or undefined where only bytes were given. */
  readonly file: string | undefined;

  constructor(reason: string, file?: string) {
    super(file === undefined ? reason : `${file}: ${reason}`);
    this.file = file;
  }
}

/** A `.npy` file whose bytes do not hold together, or that holds what we do not read. */
export class NpyError extends Error {
  readonly code = 'NPY_INVALID';
  override readonly name = 'NpyError';
  /** The file, or undefined where only bytes were given. */
  readonly file: string | undefined;

  constructor(reason: string, file?: string) {
    super(file === undefined ? reason : `${file}: ${reason}`);
    this.file = file;
  }
}

/** A run directory is never overwritten. */
export class RunExistsError extends Error {
  readonly code = 'RUN_EXISTS';
  override readonly name = 'RunExistsError';

  constructor(folder: string) {
    super(`${folder} exists already. Choose another folder, or go on with: oneiros resume ${folder}`);
  }
}

/** A folder that is no run, or whose files contradict each other. */
export class RunUnreadableError extends Error {
  readonly code = 'RUN_UNREADABLE';
  override readonly name = 'RunUnreadableError';
  readonly file: string;

  constructor(file: string, reason: string) {
    super(`${file}: ${reason}`);
    this.file = file;
  }
}

/** Another process writes this run. */
export class RunLockedError extends Error {
  readonly code = 'RUN_LOCKED';
  override readonly name = 'RunLockedError';

  constructor(file: string, holder: string) {
    super(`${holder} is writing this run. Wait for it; only if it surely runs no more, remove ${file}.`);
  }
}

/** A run that has ended cannot go on as the same run. */
export class RunEndedError extends Error {
  readonly code = 'RUN_ENDED';
  override readonly name = 'RunEndedError';

  constructor(folder: string, status: string) {
    super(
      `${folder} is ${status}; there is nothing to resume. Fork it: oneiros run --from ${folder} --set duration.count=...`,
    );
  }
}

/** A checkpoint that was damaged after it was written. */
export class CheckpointDamagedError extends Error {
  readonly code = 'CHECKPOINT_DAMAGED';
  override readonly name = 'CheckpointDamagedError';
  readonly file: string;
  /** Tick of the newest earlier checkpoint that is whole, if there is one. */
  readonly previousTick: number | undefined;

  constructor(file: string, reason: string, previousTick: number | undefined, folder: string) {
    const advice =
      previousTick === undefined
        ? 'There is no earlier checkpoint that is whole.'
        : `The one of tick ${previousTick} is whole; go on from it with: oneiros resume ${folder}@${previousTick}`;
    super(`${file} is damaged: ${reason} ${advice}`);
    this.file = file;
    this.previousTick = previousTick;
  }
}

/** No checkpoint of the tick that was asked for. */
export class CheckpointMissingError extends Error {
  readonly code = 'CHECKPOINT_MISSING';
  override readonly name = 'CheckpointMissingError';

  constructor(folder: string, tick: number | undefined, available: readonly number[]) {
    const wanted = tick === undefined ? 'a checkpoint' : `a checkpoint of tick ${tick}`;
    const known = available.length === 0 ? 'there is none' : `there are those of ${available.join(', ')}`;
    super(`Expected ${wanted} in ${folder}, ${known}.`);
  }
}

/** Resuming with another configuration would not be the same run. */
export class ConfigChangedError extends Error {
  readonly code = 'CONFIG_CHANGED';
  override readonly name = 'ConfigChangedError';
  readonly keys: readonly string[];

  constructor(folder: string, keys: readonly string[]) {
    super(
      `The configuration differs from that of the run in ${keys.join(', ')}. Fork it instead: oneiros run --from ${folder} --set ...`,
    );
    this.keys = keys;
  }
}

/** Resuming on another back end or thread count would not give the same numbers. */
export class BackendChangedError extends Error {
  readonly code = 'BACKEND_CHANGED';
  override readonly name = 'BackendChangedError';

  constructor(expected: string, actual: string) {
    super(
      `The run computed on ${expected}, now it would be ${actual}: its numbers would differ. Allow it explicitly if you mean it.`,
    );
  }
}

/** A file of `evaluations/` that is torn, of another form or not what its name says; or a result that fits no such file. */
export class EvaluationInvalidError extends Error {
  readonly code = 'EVALUATION_INVALID';
  override readonly name = 'EvaluationInvalidError';
  readonly file: string;

  constructor(file: string, reason: string) {
    super(`${file}: ${reason}. Remove it, and \`oneiros evaluate\` measures it again.`);
    this.file = file;
  }
}

/** A file of the run could not be written: disk full, folder read-only, too large. */
export class RunWriteError extends Error {
  readonly code = 'RUN_WRITE';
  override readonly name = 'RunWriteError';
  readonly file: string;

  constructor(file: string, cause: NodeJS.ErrnoException) {
    const reasons: Record<string, string> = {
      ENOSPC: 'the disk is full',
      EDQUOT: 'your disk quota is used up',
      EROFS: 'the file system is read-only',
      EACCES: 'the folder is not yours to write',
      EPERM: 'the folder is not yours to write',
      EFBIG: 'the file would exceed its size limit',
    };
    const reason = reasons[cause.code ?? ''] ?? cause.message;
    super(
      `Cannot write ${file}: ${reason}. Nothing written earlier is lost; make room there, or choose another folder.`,
      {
        cause,
      },
    );
    this.file = file;
  }
}

/** Runs a write and gives file system errors a name and advice. @throws RunWriteError */
export function writing<Result>(file: string, write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    if (error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string') {
      throw new RunWriteError(file, error as NodeJS.ErrnoException);
    }
    throw error;
  }
}
