/** A process that another engine computes in did not do what it was asked. */
export class PeerError extends Error {
  readonly code = 'PEER_FAILED';
  readonly peer: string;
  readonly problem: string;

  /** @param remarks the last lines that it wrote to its standard error. */
  constructor(peer: string, problem: string, remarks: string) {
    super(`${peer} ${problem}.${remarks === '' ? '' : `\n${remarks}`}`);
    this.name = 'PeerError';
    this.peer = peer;
    this.problem = problem;
  }
}
