import { Argument, type Command } from 'commander';
import { outputOf } from '../output.ts';

interface GetOptions {
  readonly to?: string;
  readonly from?: string;
}

interface VerifyOptions {
  readonly folder?: string;
  readonly seed?: string;
}

const downloadable = ['cifar10', 'svhn', 'mnist', 'fashion-mnist'] as const;
const verifiable = ['scenes', ...downloadable, 'folder'] as const;

/** `oneiros data list | get | verify`. */
export function registerData(program: Command): void {
  const data = program
    .command('data')
    .description('The image sets: what there is, fetch it, look it through')
    .addHelpText(
      'before',
      `Examples:
  oneiros data list
  oneiros data get cifar10                     into data/cifar10
  oneiros data get svhn --to /scratch/svhn
  oneiros data verify cifar10
  oneiros data verify folder --folder pictures
`,
    )
    .addHelpText(
      'after',
      '\nSets lie in ./data, or in the folder that ONEIROS_DATA names, each in a folder of its name.',
    );

  data
    .command('list')
    .description('Print every image set, and whether it is here')
    .action(async (_options: object, command: Command) => {
      const { listData } = await import('../data/list-data.ts');
      await listData(outputOf(command));
    });

  data
    .command('get')
    .description('Fetch the official files of an image set, resumed where an earlier try stopped, and check them')
    .addArgument(new Argument('<name>', 'image set').choices(downloadable))
    .option('--to <folder>', 'where its files go (default: data/NAME)')
    .option('--from <url>', 'another place on the web that has the same files')
    .action(async (name: (typeof downloadable)[number], options: GetOptions, command: Command) => {
      const { getData } = await import('../data/get-data.ts');
      await getData(name, options, outputOf(command));
    });

  data
    .command('verify')
    .description('Look through an image set and name what is wrong with it; exit code 1 if something is')
    .addArgument(new Argument('<name>', 'image set').choices(verifiable))
    .option('--folder <folder>', 'where its files lie (default: data/NAME)')
    .option('--seed <number>', 'seed of the scenes')
    .action(async (name: (typeof verifiable)[number], options: VerifyOptions, command: Command) => {
      const { verifyData } = await import('../data/verify-data.ts');
      await verifyData(name, options, outputOf(command));
    });
}
