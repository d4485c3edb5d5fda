import { access } from 'node:fs/promises';
import {
  convolutionAlgorithms,
  describeBackends,
  enginesFolder,
  type BackendDescription,
  type LayerAlgorithms,
} from '@oneiros/engine';
import { KNOWN_SETS } from '@oneiros/senses/node';
import { dataFolder } from '../data/data-folder.ts';
import type { Output } from '../output.ts';
import { createPaint } from '../terminal/paint.ts';
import { version } from '../version.ts';
import { inspectMachine, type Machine } from './machine.ts';

interface FoundSet {
  readonly name: string;
  readonly folder: string | null;
  readonly isHere: boolean;
}

/** The paper's network, whose convolutions are named. */
const published = { batch: 64, baseWidth: 64, latentSize: 256, imageSidePx: 32 };

/** Tells what this machine can do: which back ends load, or why not and what to do; CPU, memory and image sets. */
export async function examine(output: Output): Promise<void> {
  const machine = inspectMachine();
  const backends = await describeBackends();
  const isNative = backends.some(({ name, available }) => available && name === 'onednn');
  const convolutions = isNative ? convolutionAlgorithms(published) : [];
  const data = await findSets();
  output.resultJson('doctor', { oneiros: version, machine, backends, convolutions, data, engines: enginesFolder() });
  output.result(formatExamination({ machine, backends, convolutions, data }, createPaint(output.color)));
  const fast = backends.some(({ name, available, software }) => available && name !== 'cpu' && !software);
  if (!fast) output.warn('No fast back end loads. A night in plain JavaScript takes about a thousand times as long.');
}

async function findSets(): Promise<FoundSet[]> {
  const known = Object.keys(KNOWN_SETS).map(async (name) => {
    const folder = dataFolder(name);
    const isHere = await access(folder).then(
      () => true,
      () => false,
    );
    return { name, folder, isHere };
  });
  return [{ name: 'scenes', folder: null, isHere: true }, ...(await Promise.all(known))];
}

export interface Examination {
  readonly machine: Machine;
  readonly backends: readonly BackendDescription[];
  /** Of the native back end; empty where it does not load. */
  readonly convolutions: readonly LayerAlgorithms[];
  readonly data: readonly FoundSet[];
}

/** The examination for people. */
export function formatExamination(
  { machine, backends, convolutions, data }: Examination,
  paint = createPaint(false),
): string {
  const row = (title: string, text: string): string => `${title.padEnd(12)} ${text}`;
  const limit = machine.memoryLimitMiB === null ? '' : `, this process may use ${machine.memoryLimitMiB} MiB`;
  const lines = [
    row('Node', `${machine.node} on ${machine.platform}, oneiros ${version}`),
    row('CPU', `${machine.cpu}; ${count(machine.cores, 'core')}, ${count(machine.threads, 'thread')} for this process`),
    row('Instructions', machine.instructionSets.join(' ') || 'the system does not tell'),
    row('Memory', `${machine.memoryMiB} MiB, ${machine.freeMiB} free${limit}`),
    '',
    'Back ends, in the order in which auto tries them (webgpu it never takes unasked):',
  ];
  for (const backend of backends) {
    const mark = backend.available ? paint.green('loads') : paint.yellow('no   ');
    lines.push(`  ${backend.name.padEnd(10)} ${mark}  ${describe(backend)}`);
    if (!backend.available && backend.advice) lines.push(`  ${' '.repeat(17)} ${paint.dim(backend.advice)}`);
  }
  if (convolutions.length > 0) {
    lines.push(
      '',
      'Convolutions on onednn (feedforward, its adjoint, gradient of the filter), for the published network:',
    );
    for (const { layer, forward, backwardData, backwardWeights } of convolutions)
      lines.push(`  ${layer.padEnd(14)} ${forward}, ${backwardData}, ${backwardWeights}`);
  }
  lines.push('', 'Image sets:');
  for (const { name, folder, isHere } of data) {
    const place = folder === null ? 'always here' : isHere ? folder : paint.dim(`not here: oneiros data get ${name}`);
    lines.push(`  ${name.padEnd(14)} ${place}`);
  }
  return lines.join('\n');
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

function describe({ name, available, library, threads, reason }: BackendDescription): string {
  if (!available) return reason ?? 'it does not say why';
  const slow = name === 'cpu' ? '; for reference only: more than 300 s for a cycle of the published size' : '';
  return `${library ?? name}${threads === undefined ? '' : `, ${count(threads, 'thread')}`}${slow}`;
}
