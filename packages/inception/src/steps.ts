/** How a filter meets the border: `valid` stays inside the map, `same` reaches over it so that the map keeps its size. */
export type Padding = 'valid' | 'same';

/** relu(w * x + b), its batch norm folded into w and b. */
export interface Convolution {
  readonly kind: 'convolution';
  /** Of the tensors `NAME.weight` and `NAME.bias`. */
  readonly name: string;
  readonly kernel: readonly [height: number, width: number];
  readonly outChannels: number;
  readonly stride: 1 | 2;
  readonly padding: Padding;
}

/** Over 3x3 pixels: the largest moving by 2 within the map, or one of both moving by 1 with the border left out of it. */
export interface Pool {
  readonly kind: 'pool';
  readonly of: 'max' | 'mean';
  readonly stride: 1 | 2;
}

/** Branches over the same map, whose channels are put side by side in this order. */
export interface Fork {
  readonly kind: 'fork';
  readonly branches: readonly (readonly Step[])[];
}

export type Step = Convolution | Pool | Fork;

/** A convolution and how many channels reach it. */
export interface PlacedConvolution extends Convolution {
  readonly inChannels: number;
}

/** Every convolution of a network in the order in which it is computed. @returns also how many channels leave the last step */
export function placeConvolutions(
  steps: readonly Step[],
  inChannels: number,
): { convolutions: PlacedConvolution[]; outChannels: number } {
  const convolutions: PlacedConvolution[] = [];
  let channels = inChannels;
  for (const step of steps) {
    if (step.kind === 'convolution') {
      convolutions.push({ ...step, inChannels: channels });
      channels = step.outChannels;
    } else if (step.kind === 'fork') {
      const branches = step.branches.map((branch) => placeConvolutions(branch, channels));
      convolutions.push(...branches.flatMap((branch) => branch.convolutions));
      channels = branches.reduce((sum, { outChannels }) => sum + outChannels, 0);
    } else {
      step.kind satisfies 'pool';
    }
  }
  return { convolutions, outChannels: channels };
}
