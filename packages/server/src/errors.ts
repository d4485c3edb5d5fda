/** What was asked for does not exist, or lies where nobody may read: both are told alike. */
export class NotFoundError extends Error {
  readonly code = 'NOT_FOUND';
  readonly statusCode = 404;
  override readonly name = 'NotFoundError';

  constructor(what: string, advice = '') {
    super(`There is no ${what}.${advice === '' ? '' : ` ${advice}`}`);
  }
}

/** A request that came under another name, or from another site's page. */
export class RequestRefusedError extends Error {
  readonly code = 'REQUEST_REFUSED';
  readonly statusCode = 403;
  override readonly name = 'RequestRefusedError';
}

/** A request without the token, or with another one. */
export class TokenNeededError extends Error {
  readonly code = 'TOKEN_NEEDED';
  readonly statusCode = 401;
  override readonly name = 'TokenNeededError';

  constructor() {
    super(
      'Expected the token. Open the address that `oneiros view` printed, or send it as Authorization: Bearer TOKEN.',
    );
  }
}

/** A run that cannot be started: what was sent is no configuration, its name is taken, or too much runs already. */
export class RunNotStartedError extends Error {
  readonly code: 'RUN_INVALID' | 'RUN_EXISTS' | 'RUNS_TOO_MANY' | 'RUN_FAILED' | 'START_DISABLED';
  readonly statusCode: number;
  override readonly name = 'RunNotStartedError';

  constructor(code: RunNotStartedError['code'], message: string) {
    super(message);
    this.code = code;
    this.statusCode = statusCodes[code];
  }
}

const statusCodes = {
  RUN_INVALID: 422,
  RUN_EXISTS: 409,
  RUNS_TOO_MANY: 429,
  RUN_FAILED: 500,
  START_DISABLED: 403,
} as const;

/** More readers of live runs than the server takes. */
export class ReadersTooManyError extends Error {
  readonly code = 'READERS_TOO_MANY';
  readonly statusCode = 503;
  override readonly name = 'ReadersTooManyError';

  constructor(most: number) {
    super(`Expected at most ${most} readers of live runs at once. Close a page that follows one.`);
  }
}

/** A static site is written into a folder of its own. */
export class ExportExistsError extends Error {
  readonly code = 'EXPORT_EXISTS';
  override readonly name = 'ExportExistsError';

  constructor(folder: string) {
    super(`Expected ${folder} to be empty or absent, so that nothing is overwritten. Choose another folder.`);
  }
}

/** The viewer's page was not built. */
export class ViewerMissingError extends Error {
  readonly code = 'VIEWER_MISSING';
  override readonly name = 'ViewerMissingError';

  constructor(folder: string) {
    super(`Expected the viewer's page in ${folder}, there is none. Build it: npm run build -w @oneiros/viewer`);
  }
}

/** A folder that does not exist. */
export class RunsFolderMissingError extends Error {
  readonly code = 'RUNS_FOLDER_MISSING';
  override readonly name = 'RunsFolderMissingError';

  constructor(folder: string) {
    super(
      `Expected a folder with runs at ${folder}, there is none. \`oneiros run --preset demo\` makes a run in runs/.`,
    );
  }
}
