// Prints how well a linear readout tells the classes of all embedded scenes from their pixels: ridge regression in closed
// form, the strength that serves the test scenes best, so a bound from above. Takes minutes; needs built packages.
import { ridgeReadout, testReadout } from '../../metrics/dist/index.js';
import { batchOf, createScenes, EMBEDDED_SCENES } from '../dist/index.js';

const { train, test } = createScenes(EMBEDDED_SCENES);
const pixelsOf = (set) => ({
  latents: batchOf(
    set,
    Uint32Array.from({ length: set.count }, (_, i) => i),
  ),
  labels: set.labels,
});
const classes = train.classNames.length;
const seen = [1, 3, 10].map((penalty) => {
  const { accuracy } = testReadout(ridgeReadout({ ...pixelsOf(train), classes, penalty }), pixelsOf(test));
  process.stderr.write(`ridge ${penalty}: ${(100 * accuracy).toFixed(1)} %\n`);
  return accuracy;
});
process.stdout.write(`pixels: ${(100 * Math.max(...seen)).toFixed(1)} % of the test scenes (chance: 10 %)\n`);
