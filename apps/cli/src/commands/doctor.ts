import { InvalidArgumentError, type Command } from 'commander';
import { UsageError } from '../errors.ts';
import { outputOf } from '../output.ts';

interface DoctorOptions {
  readonly bench?: boolean;
  readonly profile?: boolean;
  readonly scale?: boolean;
  readonly write?: string;
  readonly cycles?: number;
  readonly threads?: number;
  readonly backend?: readonly Measurable[];
  readonly peers: boolean;
  readonly peerPython?: string;
  readonly batchSize: number;
  readonly baseWidth: number;
  readonly latentSize: number;
}

const measurable = ['onednn', 'tensorflow', 'webgpu', 'cpu'] as const;
type Measurable = (typeof measurable)[number];

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      'What this machine can do: back ends and why they do not load, CPU, memory, image sets; --bench, --profile, --scale measure',
    )
    .option('--bench', 'measure a cycle of every back end, the convolutions alone and PyTorch, in turns')
    .option('--profile', 'where the time of a cycle goes, by kernel of the native back end')
    .option('--scale', 'measure a cycle over batches, widths, image sizes and threads; takes minutes')
    .option('--write <folder>', 'with --scale: performance.md, its picture and its figures, into this folder')
    .option('--cycles <number>', 'how often each is measured: 20 unless given, 5 for --scale', atLeastOne)
    .option('--threads <number>', 'of every engine; one a processor unless given', atLeastOne)
    .option('--backend <name>', `measure only this; may be repeated (${measurable.join(', ')})`, repeated)
    .option('--no-peers', 'leave PyTorch out')
    .option('--peer-python <path>', 'a python3 that imports torch; the one on the PATH unless given')
    .option('--batch-size <number>', 'images in a mini-batch', atLeastTwo, 64)
    .option('--base-width <number>', 'channels of V1', atLeastOne, 64)
    .option('--latent-size <number>', 'size of the latent z', atLeastTwo, 256)
    .addHelpText(
      'before',
      `Examples:
  oneiros doctor
  oneiros doctor --bench --peer-python ~/torch/bin/python3
  oneiros doctor --bench --cycles 5 --no-peers --json
  oneiros doctor --bench --backend webgpu --backend onednn
  oneiros doctor --profile
  oneiros doctor --scale --write docs
`,
    )
    .action(async (options: DoctorOptions, command: Command) => {
      const output = outputOf(command);
      const asked = [options.bench && '--bench', options.profile && '--profile', options.scale && '--scale'].filter(
        Boolean,
      );
      if (asked.length > 1) throw new UsageError(`Expected --bench, --profile or --scale, got ${asked.join(' and ')}.`);
      if (options.write !== undefined && !options.scale) throw new UsageError('Expected --scale beside --write.');
      const { cycles = options.scale ? 5 : 20 } = options;
      const { inspectMachine } = await import('../doctor/machine.ts');
      const threads = options.threads ?? inspectMachine().threads;
      if (options.profile) {
        const { profileCycle } = await import('../doctor/profile.ts');
        return profileCycle({ ...options, cycles, threads }, output);
      }
      if (options.peerPython !== undefined && !options.peers) {
        throw new UsageError('Expected --peer-python or --no-peers, got both.');
      }
      if (options.scale) {
        const { scale } = await import('../doctor/scale.ts');
        return scale({ ...options, cycles, threads }, output);
      }
      if (!options.bench) {
        const { examine } = await import('../doctor/examine.ts');
        return examine(output);
      }
      const { bench } = await import('../doctor/bench.ts');
      await bench(
        {
          ...options,
          cycles,
          threads,
          backends: options.backend ?? ['onednn', 'tensorflow'],
        },
        output,
      );
    });
}

const wholeFrom =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least}.`);
  };
const atLeastOne = wholeFrom(1);
/** A deviation over the mini-batch needs two. */
const atLeastTwo = wholeFrom(2);

function repeated(text: string, earlier: readonly Measurable[] = []): Measurable[] {
  const name = measurable.find((candidate) => candidate === text);
  if (name === undefined) throw new InvalidArgumentError(`Expected one of ${measurable.join(', ')}.`);
  return [...earlier, name];
}
