import { setTimeout as pause } from 'node:timers/promises';
import { PeerError, type BackendName } from '@oneiros/engine';
import type { Output } from '../output.ts';
import { fewImages, type BenchSize } from './bench-brain.ts';
import { summarise, type BackendMeasurement } from './bench-report.ts';
import { NothingMeasuredError } from './errors.ts';
import { formatBench } from './format-bench.ts';
import { inspectMachine } from './machine.ts';
import { startPeers, startWorker, type Participant, type Worker } from './participants.ts';

export interface BenchOptions extends BenchSize {
  readonly cycles: number;
  readonly threads: number;
  readonly backends: readonly Exclude<BackendName, 'auto'>[];
  readonly peers: boolean;
  readonly peerPython?: string;
}

/** A worker thread that waits for work spins for a moment; the next engine must not share its core. */
const settleMs = 20;
const tooSlow = 'more than 300 s a cycle of the published size, not measured unless asked for: --backend cpu';

/**
 * Measures every engine in one run: each lives through one cycle in turn, again and again, so that whatever else the
 * machine does meets all of them alike.
 *
 * @throws NothingMeasuredError where no back end loads.
 */
export async function bench(options: BenchOptions, output: Output): Promise<void> {
  const open: Participant[] = [];
  try {
    const workers = await startBackends(options, output, open);
    if (workers.started.length === 0) {
      throw new NothingMeasuredError(workers.left.map(({ name, reason }) => `${name}: ${reason}`));
    }
    const floor = await startFloor(options, output, open);
    const peers = options.peers ? await startPeers(options.peerPython, options, (text) => output.note(text)) : [];
    open.push(...peers.slice(0, 1));
    const turns = [...workers.started, ...(floor ? [floor] : []), ...peers];
    const seconds = await takeTurns(turns, options.cycles, (text) => output.note(text));
    const backends: BackendMeasurement[] = workers.started.map((worker) => ({
      name: worker.label as BackendMeasurement['name'],
      version: worker.version,
      library: worker.library,
      dataSeconds: worker.dataSeconds,
      residentMiB: worker.residentMiB(),
      seconds: seconds.get(worker)!,
    }));
    const { cycles, threads, batchSize, baseWidth, latentSize } = options;
    const report = summarise({
      machine: { ...inspectMachine(), measured: { cycles, threads, batchSize, baseWidth, latentSize } },
      floorSeconds: floor && seconds.get(floor),
      backends: [...backends, ...workers.left],
      peers: peers.map((peer) => ({
        name: 'PyTorch',
        version: peer.version,
        variant: peer.variant,
        seconds: seconds.get(peer)!,
      })),
    })!;
    output.resultJson('doctor-bench', report);
    output.result(formatBench(report));
  } finally {
    await Promise.all(open.map((participant) => participant.close()));
  }
}

async function startBackends(
  options: BenchOptions,
  output: Output,
  open: Participant[],
): Promise<{ started: Worker[]; left: BackendMeasurement[] }> {
  const started: Worker[] = [];
  const left: BackendMeasurement[] = [];
  for (const backend of options.backends) {
    output.note(`preparing ${backend}`);
    try {
      const worker = await startWorker({ ...options, backend, kind: 'cycle', images: fewImages(options.batchSize) });
      open.push(worker);
      started.push(worker);
    } catch (error) {
      if (!(error instanceof PeerError)) throw error;
      left.push({ name: backend, seconds: [], reason: error.problem.replace(/^failed: /, '') });
    }
  }
  if (!options.backends.includes('cpu')) left.push({ name: 'cpu', seconds: [], reason: tooSlow });
  for (const { name, reason } of left) output.note(`${name} is left out: ${reason}`);
  return { started, left };
}

async function startFloor(options: BenchOptions, output: Output, open: Participant[]): Promise<Worker | undefined> {
  try {
    const floor = await startWorker({ ...options, backend: 'onednn', kind: 'floor' });
    open.push(floor);
    return floor;
  } catch (error) {
    if (!(error instanceof PeerError)) throw error;
    output.note(`the convolutions alone are left out: ${error.problem.replace(/^failed: /, '')}`);
    return undefined;
  }
}

/** One cycle each in turn, again and again. @returns seconds of each cycle of each participant. */
export async function takeTurns(
  turns: readonly Participant[],
  cycles: number,
  note: (text: string) => void = () => undefined,
): Promise<Map<Participant, number[]>> {
  const seconds = new Map<Participant, number[]>(turns.map((participant) => [participant, []]));
  for (let cycle = 0; cycle < cycles; cycle++) {
    // Another one begins each time, so that nobody always follows the same one.
    for (let turn = 0; turn < turns.length; turn++) {
      const participant = turns[(cycle + turn) % turns.length]!;
      await pause(settleMs);
      seconds.get(participant)!.push(await participant.run());
    }
    if ((cycle + 1) % 5 === 0) note(`cycle ${cycle + 1} of ${cycles}`);
  }
  return seconds;
}
