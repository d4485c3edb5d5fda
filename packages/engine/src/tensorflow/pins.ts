import { UnsupportedPlatformError } from '../added-engine/errors.ts';
import type { NpmPin, WheelPin } from '../added-engine/pins.ts';

/** All that an installation fetches. */
export interface Pins {
  readonly binding: NpmPin;
  readonly protobuf: NpmPin;
  readonly wheel: WheelPin;
}

const cpuBinding: NpmPin = {
  name: '@tensorflow/tfjs-node',
  version: '4.22.0',
  sha512: 'uHrXeUlfgkMxTZqHkESSV7zSdKdV0LlsBeblqkuKU9nnfxB1pC6DtoyYVaLxznzZy7WQSegjcohxxCjAf6Dc7w==',
};
const gpuBinding: NpmPin = {
  name: '@tensorflow/tfjs-node-gpu',
  version: '4.22.0',
  sha512: 'p//NN6DGiN4hInUmIkRffaFVMcdTREUMjPyjW04J7OXvB2zBlQimj61eFKSgRrH3f5TnOfKzb0n56he/B6a4bw==',
};
const protobuf: NpmPin = {
  name: 'google-protobuf',
  version: '3.21.4',
  sha512: 'MnG7N936zcKTco4Jd2PX2U96Kf9PxygAPKBug+74LHzmHXmceN16MmRcdgZv+DGef/S9YvQAfRsNCn4cjf9yyQ==',
};

const version = '2.21.0';
const cpuWheels: Readonly<Record<string, WheelPin>> = {
  'linux-x64': {
    project: 'tensorflow-cpu',
    version,
    platformTag: 'manylinux_2_27_x86_64',
    sha256: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
    megabytes: 274,
  },
  'linux-arm64': {
    project: 'tensorflow',
    version,
    platformTag: 'manylinux_2_27_aarch64',
    sha256: 'b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552',
    megabytes: 282,
  },
  'darwin-arm64': {
    project: 'tensorflow',
    version,
    platformTag: 'macosx_12_0_arm64',
    sha256: '56ecd7d47429acbe1df2694d50b75bf9fc3995ac92cb367cd9af6c4780ead712',
    megabytes: 223,
  },
};
const gpuWheels: Readonly<Record<string, WheelPin>> = {
  'linux-x64': {
    project: 'tensorflow',
    version,
    platformTag: 'manylinux_2_27_x86_64',
    sha256: 'b3b95643c4e70eb925839938fb35cbe142f317ec84af6844ee61513713bb13c0',
    megabytes: 573,
  },
};

/** @throws UnsupportedPlatformError where TensorFlow publishes no wheel of this version. */
export function pinsFor(options: { gpu: boolean; platform: string; arch: string }): Pins {
  const wheels = options.gpu ? gpuWheels : cpuWheels;
  const wheel = wheels[`${options.platform}-${options.arch}`];
  if (wheel === undefined) {
    throw new UnsupportedPlatformError('tensorflow', `${options.platform}-${options.arch}`, Object.keys(wheels));
  }
  return { binding: options.gpu ? gpuBinding : cpuBinding, protobuf, wheel };
}
