/** Heights of labels, moved apart as far as they would overlap. @returns in the order of the labels */
export function spread(labels: readonly { readonly y: number }[], apart: number, bottom: number): number[] {
  const order = labels.map((_, i) => i).sort((a, b) => labels[a]!.y - labels[b]!.y);
  const placed = labels.map(({ y }) => y);
  order.forEach((i, rank) => {
    if (rank > 0) placed[i] = Math.max(placed[i]!, placed[order[rank - 1]!]! + apart);
  });
  let limit = bottom;
  for (const i of [...order].reverse()) {
    placed[i] = Math.min(placed[i]!, limit);
    limit = placed[i]! - apart;
  }
  return placed;
}
