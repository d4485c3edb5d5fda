import { describe, expect, it } from 'vitest';
import { tensorflowFolder } from '../added-engine/engine-folder.ts';
import { UnsupportedPlatformError } from '../added-engine/errors.ts';
import { formatPlan, planInstallation } from './plan.ts';

const linux = { platform: 'linux', arch: 'x64', folder: '/cache/tensorflow' } as const;

describe('the plan of an installation', () => {
  it('names every step, version and checksum before anything happens', () => {
    expect(formatPlan(planInstallation({ gpu: false, source: 'auto', ...linux }))).toMatchInlineSnapshot(`
      "Adds the back end tensorflow to /cache/tensorflow:
        1. npm: fetch @tensorflow/tfjs-node@4.22.0 and google-protobuf@3.21.4, check their SHA-512
        2. Ask whether the download host of @tensorflow/tfjs-node's own installer answers; if so, run that installer; if not, or if it fails, go on with TensorFlow from PyPI:
        3. python3 -m pip: fetch tensorflow-cpu==2.21.0 (manylinux_2_27_x86_64, cp312; 274 MB), SHA-256 dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb
        4. Unpack its C library and headers
        5. Compile the binding of @tensorflow/tfjs-node (2 files of C++) against them
        6. Load the result in a process of its own
        7. Record size and SHA-256 of every file in engine.json
        8. Move it all to /cache/tensorflow
      Undone by: oneiros engine remove tensorflow"
    `);
  });

  it('leaves out what a chosen source does not need', () => {
    const steps = (source: 'pypi' | 'installer') => planInstallation({ gpu: false, source, ...linux }).steps.join('\n');
    expect(steps('pypi')).not.toMatch(/own installer/);
    expect(steps('installer')).not.toMatch(/pip|Compile/);
  });

  it('labels the GPU as untested', () => {
    const plan = planInstallation({ gpu: true, source: 'auto', ...linux });
    expect(formatPlan(plan)).toMatch(
      /tfjs-node-gpu@4\.22\.0[^]*tensorflow\[and-cuda\]==2\.21\.0[^]*Warning: --gpu is untested/,
    );
  });

  it('refuses machines for which TensorFlow publishes nothing, naming those it knows', () => {
    const plan = () => planInstallation({ gpu: false, source: 'auto', platform: 'win32', arch: 'x64' });
    expect(plan).toThrow(UnsupportedPlatformError);
    expect(plan).toThrow(/linux-x64, linux-arm64, darwin-arm64.*win32-x64/);
  });
});

describe('tensorflowFolder', () => {
  it('follows ONEIROS_CACHE, then XDG_CACHE_HOME, then the home folder', () => {
    expect(tensorflowFolder({ ONEIROS_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a/engines/tensorflow');
    expect(tensorflowFolder({ XDG_CACHE_HOME: '/b' })).toBe('/b/oneiros/engines/tensorflow');
    expect(tensorflowFolder({})).toMatch(/\.cache\/oneiros\/engines\/tensorflow$/);
  });
});
