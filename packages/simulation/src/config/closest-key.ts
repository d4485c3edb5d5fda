/** Number of single-character edits (insert, delete, replace) that turn one word into the other (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}

const leafOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/**
 * The known path that a mistyped one most likely meant: compared whole and, at a small penalty for another place, by its last
 * key alone, so that `learningrate` finds `plasticity.learningRate`.
 *
 * @returns undefined where nothing is near.
 */
export function closestKey(path: string, known: readonly string[]): string | undefined {
  const wanted = path.toLowerCase();
  let best: { key: string; distance: number } | undefined;
  for (const key of known) {
    const candidate = key.toLowerCase();
    const distance = Math.min(
      editDistance(wanted, candidate),
      editDistance(leafOf(wanted), leafOf(candidate)) + (wanted.includes('.') || candidate.includes('.') ? 0.5 : 0),
    );
    if (!best || distance < best.distance) best = { key, distance };
  }
  const tolerated = Math.max(2, leafOf(path).length / 3);
  return best && best.distance <= tolerated ? best.key : undefined;
}
