/**
 * What the vector code compiles, here and in `../vector`: each source with its own flags, some once for each instruction
 * set. Flags that follow others win, so these go behind the project's.
 */
const optimise = [
  '-std=c++17',
  '-O3',
  // errno and traps are never read; without them loops over sqrt and conditionals become vector code. NaN is kept.
  '-fno-math-errno',
  '-fno-trapping-math',
  '-ffp-contract=fast',
  '-Wall',
  '-Wextra',
];

/** The narrowest CPU of an architecture: what every source without an instruction set of its own is compiled for. */
export const portableFlags = (architecture) => (architecture === 'x64' ? ['-march=x86-64'] : []);

/**
 * The instruction sets that a build holds code for, widest first (instruction_set.h has them, too).
 * @param {string} architecture as `process.arch`
 */
export function instructionSets(architecture) {
  if (architecture === 'arm64') return [{ name: 'neon', flags: [] }];
  const baseline = { name: 'baseline', flags: portableFlags(architecture) };
  if (architecture !== 'x64') return [baseline];
  return [
    { name: 'avx512', flags: ['-march=skylake-avx512', '-mprefer-vector-width=512', '-mprfchw'] },
    { name: 'avx2', flags: ['-march=haswell', '-mprfchw'] },
    baseline,
  ];
}

/** One source compiled once for each instruction set. */
const forEachSet = (architecture, folder, name) =>
  instructionSets(architecture).map((set) => ({
    folder,
    source: `${name}.cc`,
    object: `${name}-${set.name}`,
    flags: [...optimise, ...set.flags, `-DONEIROS_INSTRUCTION_SET=${set.name}`, '-Wno-psabi'],
  }));

/** One source that every CPU of the architecture runs. */
const forEveryCpu = (architecture, folder, name) => ({
  folder,
  source: `${name}.cc`,
  object: name,
  flags: [...optimise, ...portableFlags(architecture)],
});

/** The fast convolutions. @param {string} architecture as `process.arch` */
export const fastSources = (architecture) => [
  ...forEachSet(architecture, 'fast', 'kernels'),
  ...['choice', 'dispatch', 'instruction_set', 'workspace'].map((name) => forEveryCpu(architecture, 'fast', name)),
];

const vectorNames = [
  ...['activation', 'adam_range', 'binary', 'losses', 'machine_peaks', 'movement', 'pooling', 'reductions', 'resizing'],
  'unary',
];

/** All other vector code; its choice of instruction set is that of the fast convolutions. */
export const vectorSources = (architecture) => [
  ...vectorNames.flatMap((name) => forEachSet(architecture, 'vector', name)),
  forEveryCpu(architecture, 'vector', 'dispatch'),
];
