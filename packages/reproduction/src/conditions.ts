/** How the paper writes the conditions that its figures compare; others keep their own names. */
const paperNames: Readonly<Record<string, string>> = {
  pad: 'PAD',
  'no-rem': 'w/o REM',
  'no-nrem': 'w/o NREM',
  'wake-only': 'Wake only',
  'no-memory-mix': 'w/o memory mix',
  'rem-noise-only': 'REM from noise',
  'rem-memories-only': 'REM from memories',
  'rem-first': 'REM before NREM',
  'nrem-mixed': 'NREM from mixed memories',
  'no-rem-without-noise': 'w/o REM, no Wake noise',
  'no-rem-whole-nrem': 'w/o REM, whole NREM objective',
};

/** Added to the name of a condition whose idle synapses hold still, as under PyTorch 2.x; in the published runs they coast. */
const holding = ', hold';

/** A condition by what its idle synapses do: runs that differ in it are never averaged. */
export const conditionWhere = (condition: string, idle: 'auto' | 'coast' | 'hold'): string =>
  idle === 'hold' ? `${condition}${holding}` : condition;

export const nameOfCondition = (condition: string): string =>
  condition.endsWith(holding)
    ? `${nameOfCondition(condition.slice(0, -holding.length))}, idle synapses hold`
    : (paperNames[condition] ?? condition);

const dataNames: Readonly<Record<string, string>> = {
  cifar10: 'CIFAR-10',
  svhn: 'SVHN',
  mnist: 'MNIST',
  'fashion-mnist': 'Fashion-MNIST',
  scenes: 'scenes',
};

/** Where a name stands in a list; after all of them where it is none of them. */
export const rankIn = (names: readonly string[], name: string): number =>
  names.includes(name) ? names.indexOf(name) : names.length;

/** Where an image set stands among others: the paper's first. */
export const rankOfData = (data: string): number => rankIn(Object.keys(dataNames), data);

export const nameOfData = (data: string): string => dataNames[data] ?? data;
