/** The transfer function of an area, as the cortex names it; `slope` is the leak of LeakyReLU. */
export interface Activation {
  readonly activation: 'linear' | 'leakyRelu' | 'tanh';
  readonly slope: number;
}

/** WGSL of f(pre); reads `parameters.slope` for LeakyReLU. */
export function activated(activation: Activation['activation'], pre: string): string {
  switch (activation) {
    case 'linear':
      return pre;
    case 'leakyRelu':
      return `select(${pre} * parameters.slope, ${pre}, ${pre} > 0.0)`;
    case 'tanh':
      // Beyond 15 the exponentials of some drivers overflow, and tanh is 1 in float32.
      return `tanh(clamp(${pre}, -15.0, 15.0))`;
    default:
      return activation satisfies never;
  }
}

/** WGSL of dy f'(pre), from the output y = f(pre): 1 or the leak by the sign of y, 1 - y² for tanh. */
export function derived(activation: Exclude<Activation['activation'], 'linear'>, dy: string, y: string): string {
  switch (activation) {
    case 'leakyRelu':
      return `select(${dy} * parameters.slope, ${dy}, ${y} > 0.0)`;
    case 'tanh':
      return `${dy} * (1.0 - ${y} * ${y})`;
    default:
      return activation satisfies never;
  }
}

/** The parameter that an activation's WGSL reads. */
export const slopeOf = (activation: Activation['activation']): Record<string, 'f32'> =>
  activation === 'leakyRelu' ? { slope: 'f32' } : {};
