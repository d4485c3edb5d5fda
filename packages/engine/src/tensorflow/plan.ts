import { tensorflowFolder } from '../added-engine/engine-folder.ts';
import { formatSteps, type EnginePlan } from '../added-engine/format-plan.ts';
import { wheelPython } from '../added-engine/pins.ts';
import { pinsFor, type Pins } from './pins.ts';

export interface InstallOptions {
  /** tfjs-node-gpu over TensorFlow's CUDA wheel: written from the documentation, never run by us. */
  readonly gpu: boolean;
  /** `auto`: tfjs-node's own installer where its host answers, else the library from PyPI. */
  readonly source: 'auto' | 'installer' | 'pypi';
  /** Where it goes; by default `tensorflowFolder()`. */
  readonly folder?: string;
  readonly platform?: string;
  readonly arch?: string;
  /** What is fetched; by default what `pinsFor` names. */
  readonly pins?: Pins;
}

/** What an installation will do, before it does anything. */
export interface InstallPlan extends EnginePlan {
  readonly gpu: boolean;
  readonly source: InstallOptions['source'];
  readonly pins: Pins;
}

/** @throws UnsupportedPlatformError. */
export function planInstallation(options: InstallOptions): InstallPlan {
  const { gpu, source } = options;
  const pins =
    options.pins ??
    pinsFor({ gpu, platform: options.platform ?? process.platform, arch: options.arch ?? process.arch });
  const { binding, protobuf, wheel } = pins;
  const folder = options.folder ?? tensorflowFolder();
  const wheelName = `${wheel.project}${gpu ? '[and-cuda]' : ''}==${wheel.version}`;
  const ownInstaller =
    `Ask whether the download host of ${binding.name}'s own installer answers; if so, run that installer` +
    (source === 'auto' ? '; if not, or if it fails, go on with TensorFlow from PyPI:' : '.');
  const fromPypi = [
    `python3 -m pip: fetch ${wheelName} (${wheel.platformTag}, ${wheelPython.abi}; ${wheel.megabytes} MB), SHA-256 ${wheel.sha256}`,
    'Unpack its C library and headers',
    `Compile the binding of ${binding.name} (2 files of C++) against them`,
  ];
  return {
    folder,
    gpu,
    source,
    pins,
    steps: [
      `npm: fetch ${binding.name}@${binding.version} and ${protobuf.name}@${protobuf.version}, check their SHA-512`,
      ...(source === 'pypi' ? [] : [ownInstaller]),
      ...(source === 'installer' ? [] : fromPypi),
      'Load the result in a process of its own',
      'Record size and SHA-256 of every file in engine.json',
      `Move it all to ${folder}`,
    ],
    warnings: gpu ? ['--gpu is untested: no GPU was at hand. CUDA libraries add several GB to the download.'] : [],
  };
}

/** The plan for people. */
export const formatPlan = (plan: InstallPlan): string =>
  formatSteps(`the back end tensorflow${plan.gpu ? ' (GPU)' : ''}`, 'tensorflow', plan);
