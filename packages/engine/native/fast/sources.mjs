/**
 * What the fast convolutions compile: each source with its own flags. kernels.cc is compiled once for each instruction
 * set. Flags that follow others win, so these go behind the project's.
 */
const optimise = [
  '-std=c++17',
  '-O3',
  '-fno-math-errno',
  '-fno-trapping-math',
  '-ffp-contract=fast',
  '-Wall',
  '-Wextra',
];

/** @param {string} architecture as `process.arch` */
export function fastSources(architecture) {
  const kernels = (name, flags) => ({
    source: 'kernels.cc',
    object: `kernels-${name}`,
    flags: [...optimise, ...flags, `-DONEIROS_INSTRUCTION_SET=${name}`, '-Wno-psabi'],
  });
  const x64 = [
    kernels('avx512', ['-march=skylake-avx512', '-mprefer-vector-width=512', '-mprfchw']),
    kernels('avx2', ['-march=haswell', '-mprfchw']),
    kernels('baseline', ['-march=x86-64']),
  ];
  const plain = ['choice', 'dispatch', 'workspace'].map((name) => ({
    source: `${name}.cc`,
    object: name,
    flags: architecture === 'x64' ? [...optimise, '-march=x86-64'] : optimise,
  }));
  return [...(architecture === 'x64' ? x64 : [kernels('baseline', [])]), ...plain];
}
