import { onednnFolder } from '../added-engine/engine-folder.ts';
import { UnsupportedPlatformError } from '../added-engine/errors.ts';
import { formatSteps, type EnginePlan } from '../added-engine/format-plan.ts';
import type { WheelPin } from '../added-engine/pins.ts';

/** Library and headers of one release of oneDNN, whose threads are those of GNU OpenMP, as the addon's are. */
export interface OnednnPins {
  readonly library: WheelPin;
  readonly headers: WheelPin;
}

const version = '2023.2.0';
const pinsOf: Readonly<Record<string, OnednnPins>> = {
  'linux-x64': {
    library: {
      project: 'onednn-cpu-gomp',
      version,
      platformTag: 'manylinux1_x86_64',
      sha256: '2f22a54d6a890ed14bfa185d42a4be65d8b5b1df85dc1f0f3a9abe31620416fb',
      megabytes: 39,
    },
    headers: {
      project: 'onednn-devel-cpu-gomp',
      version,
      platformTag: 'manylinux1_x86_64',
      sha256: '9763c69e8c907e119056bd52ad918ca84ac9ba939d130a99dfa95ccca3e5e284',
      megabytes: 1,
    },
  },
};

export interface OnednnPlan extends EnginePlan {
  readonly pins: OnednnPins;
}

export interface OnednnOptions {
  /** Where it goes; by default `onednnFolder()`. */
  readonly folder?: string;
  readonly platform?: string;
  readonly arch?: string;
}

/** @throws UnsupportedPlatformError where PyPI has no wheel. */
export function planOnednn(options: OnednnOptions = {}): OnednnPlan {
  const { folder = onednnFolder(), platform = process.platform, arch = process.arch } = options;
  const pins = pinsOf[`${platform}-${arch}`];
  if (pins === undefined) throw new UnsupportedPlatformError('onednn', `${platform}-${arch}`, Object.keys(pinsOf));
  const fetched = ({ project, megabytes, sha256 }: WheelPin): string =>
    `python3 -m pip: fetch ${project}==${version} (${megabytes} MB), SHA-256 ${sha256}`;
  return {
    folder,
    pins,
    steps: [
      fetched(pins.library),
      fetched(pins.headers),
      'Unpack the library, its headers and its licences',
      'Compile the native back end against them',
      'Load the result in a process of its own',
      'Record size and SHA-256 of every file in engine.json',
      `Move it all to ${folder}; from then on onednn computes with it`,
    ],
    warnings: [],
  };
}

/** The plan for people. */
export const formatOnednnPlan = (plan: OnednnPlan): string =>
  formatSteps('oneDNN 3 for the back end onednn', 'onednn', plan);
