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

export const nameOfCondition = (condition: string): string => paperNames[condition] ?? condition;

const dataNames: Readonly<Record<string, string>> = {
  cifar10: 'CIFAR-10',
  svhn: 'SVHN',
  mnist: 'MNIST',
  'fashion-mnist': 'Fashion-MNIST',
  scenes: 'scenes',
};

export const nameOfData = (data: string): string => dataNames[data] ?? data;
