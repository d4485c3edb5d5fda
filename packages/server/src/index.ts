export { createServer, type ServerOptions } from './create-server.ts';
export {
  ExportExistsError,
  NotFoundError,
  ReadersTooManyError,
  RequestRefusedError,
  RunNotStartedError,
  RunsFolderMissingError,
  TokenNeededError,
  ViewerMissingError,
} from './errors.ts';
export { exportSite, type ExportedSite, type ExportOptions } from './export-site.ts';
export { livePace, type LivePace } from './live-run.ts';
export { isLoopback } from './security.ts';
export { createRunStarter, type RunStarter, type RunStarterOptions } from './start-runs.ts';
