export const backendNames = ['webgpu', 'webgl', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];

/** `auto`: the first that runs here, in the order above; software emulations of a GPU are passed over. */
export type BackendChoice = 'auto' | BackendName;

/** What computes, and why not something faster. */
export interface BackendReport {
  readonly name: BackendName;
  /** The GPU as the browser names it; for the CPU what it is. */
  readonly device: string;
  /** A GPU that the CPU emulates: right numbers, no speed. */
  readonly emulated: boolean;
  readonly passedOver: readonly { readonly name: BackendName; readonly reason: string }[];
}

const titles: Readonly<Record<BackendName, string>> = { webgpu: 'WebGPU', webgl: 'WebGL', cpu: 'CPU' };

export const backendTitle = (name: BackendName): string => titles[name];

/** One honest line, such as `WebGPU on NVIDIA Ampere` or `WebGL emulated on the CPU (SwiftShader)`. */
export function backendLabel({ name, device, emulated }: BackendReport): string {
  if (name === 'cpu') return `CPU: ${device}`;
  return emulated ? `${titles[name]} emulated on the CPU (${device})` : `${titles[name]} on ${device}`;
}

/** Whether a device's name is that of an emulation. */
export const isEmulation = (device: string): boolean =>
  /swiftshader|llvmpipe|softpipe|basic render|software/i.test(device);
