import { dispatch, output } from './dispatch.ts';
import { kernel, sizeOf } from './kernel.ts';
import { elementwise, sumOverWorkgroup, type Program } from './program.ts';

/**
 * One workgroup: a thread takes a latent, then the one that lies 256 further. The mean is corrected by the mean of what is
 * left, because the divergence divides by the variance, which is tiny in an untrained brain.
 */
const divergence: Program<'z', 'loss' | 'mean' | 'variance', 'batch' | 'latents'> = {
  name: 'LatentDivergence',
  reads: ['z'],
  writes: ['loss', 'mean', 'variance'],
  parameters: { batch: 'u32', latents: 'u32' },
  body: `${sumOverWorkgroup}
fn run(group: u32, thread: u32) {
  let batch = f32(parameters.batch);
  var own = 0.0;
  for (var latent = thread; latent < parameters.latents; latent += THREADS) {
    let end = parameters.batch * parameters.latents;
    var sum = 0.0;
    for (var i = latent; i < end; i += parameters.latents) { sum += z[i]; }
    let rough = sum / batch;
    var left = 0.0;
    for (var i = latent; i < end; i += parameters.latents) { left += z[i] - rough; }
    let center = rough + left / batch;
    var squares = 0.0;
    for (var i = latent; i < end; i += parameters.latents) { squares += (z[i] - center) * (z[i] - center); }
    let spread = squares / (batch - 1.0);
    mean[latent] = center;
    variance[latent] = spread;
    own += spread + center * center - log(spread);
  }
  let sum = sumOverWorkgroup(thread, own);
  if (thread == 0u) { loss[0] = 0.5 * (sum / f32(parameters.latents)) - 0.5; }
}`,
};

const gradient = elementwise(
  'LatentDivergenceGradient',
  ['z', 'mean', 'variance', 'dy'],
  ['dz'],
  `let latent = index % parameters.latents;
  let spread = (1.0 - 1.0 / variance[latent]) / (parameters.batch - 1.0) * (z[index] - mean[latent]);
  dz[index] = (mean[latent] / parameters.batch + spread) * (dy[0] / f32(parameters.latents));`,
  { batch: 'f32', latents: 'u32' },
);

/** [loss, mean, variance] in one program. */
export const latentDivergence = kernel<'z'>(({ inputs: { z }, backend }) => {
  const [batch, latents] = z.shape as [number, number];
  const [loss, mean, variance] = [output(backend, []), output(backend, [latents]), output(backend, [latents])];
  dispatch(backend, divergence, { z, loss, mean, variance }, { batch, latents }, 1);
  return [loss, mean, variance];
});

export const latentDivergenceGradient = kernel<'z' | 'mean' | 'variance' | 'dy'>(({ inputs, backend }) => {
  const [batch, latents] = inputs.z.shape as [number, number];
  const dz = output(backend, inputs.z.shape);
  dispatch(backend, gradient, { ...inputs, dz }, { count: sizeOf(dz), batch, latents });
  return dz;
});
