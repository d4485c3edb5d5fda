const LAYERS = 128;
/** Where the tail begins, and the area of each layer, for 128 layers. */
const TAIL = 3.442619855899;
const AREA = 9.91256303526217e-3;
const UINT32 = 2 ** 32;
/** A signed fraction from the 25 bits above the seven that name a layer: (bits >> 7) is in -2^24 .. 2^24 - 1. */
const FRACTION = 2 ** -24;

/** Right edges of the layers from the widest (the base, whose tail is folded in) to 0, and each one's share that the next covers. */
const edges = new Float64Array(LAYERS + 1);
const sureShares = new Float64Array(LAYERS);
const density = (x: number): number => Math.exp(-0.5 * x * x);

edges[0] = AREA / density(TAIL);
edges[1] = TAIL;
for (let i = 2; i < LAYERS; i++) edges[i] = Math.sqrt(-2 * Math.log(AREA / edges[i - 1]! + density(edges[i - 1]!)));
for (let i = 0; i < LAYERS; i++) sureShares[i] = edges[i + 1]! / edges[i]!;

/**
 * One standard normal number, by the ziggurat: 98.8 % of the draws need one number of 32 bits, a product and a comparison.
 *
 * @param next 32 uniform bits as a signed integer
 * @source Marsaglia & Tsang, Journal of Statistical Software 5(8), 2000; sign and layer from separate bits of one draw, after
 * Doornik, An improved ziggurat method to generate normal random samples, 2005
 */
export function drawNormal(next: () => number): number {
  for (;;) {
    const bits = next();
    const layer = bits & (LAYERS - 1);
    const share = ((bits >> 7) + 0.5) * FRACTION;
    const x = share * edges[layer]!;
    if (Math.abs(share) < sureShares[layer]!) return x;
    if (layer === 0) return share < 0 ? -drawTail(next) : drawTail(next);
    const [above, below] = [edges[layer]!, edges[layer + 1]!];
    const low = Math.exp(-0.5 * (above * above - x * x));
    const high = Math.exp(-0.5 * (below * below - x * x));
    if (low + uniformOf(next) * (high - low) < 1) return x;
  }
}

/** Beyond the base layer. @source Marsaglia, Technometrics 6, 1964 */
function drawTail(next: () => number): number {
  for (;;) {
    const x = -Math.log(uniformOf(next)) / TAIL;
    const y = -Math.log(uniformOf(next));
    if (y + y > x * x) return TAIL + x;
  }
}

/** In (0, 1]: its logarithm exists. */
const uniformOf = (next: () => number): number => ((next() >>> 0) + 1) / UINT32;
