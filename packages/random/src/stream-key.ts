/** Finaliser of MurmurHash3 (Appleby): every input bit reaches every output bit. */
const mix = (value: number): number => {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
};

/** Four 32-bit words that start the generator of a stream: a hash of seed, name and tick, never all zero. */
export function hashStreamKey(seed: number, name: string, tick: number): readonly number[] {
  const words = [seed | 0, Math.floor(seed / 2 ** 32) | 0, tick | 0, Math.floor(tick / 2 ** 32) | 0];
  const bytes = new TextEncoder().encode(name);
  const state: number[] = [];
  for (let lane = 0; lane < 4; lane++) {
    let hash = mix(0x9e3779b9 + lane);
    for (const word of words) hash = mix(Math.imul(hash, 31) ^ word);
    for (const byte of bytes) hash = mix(Math.imul(hash, 31) ^ byte);
    state.push(mix(hash ^ bytes.length));
  }
  return state.some((word) => word !== 0) ? state : [1, 0, 0, 0];
}
