#pragma once
// What forward and backward data share: products of a row-panelled block of transformed tiles with panels of the
// transformed filter, point by point, and the sizes of the blocks.
//
// Two ways to arrange the same sums. Where there are many tiles, threads take blocks of tiles and share the transformed
// filter. Where there are few tiles and many weights (the whole transformed filter of V4 would be 13 MB), they share
// the transformed data and take panels of columns, transforming only the filter's part that they need, in the
// second-level cache. Which way follows from the shape alone, and so do the chunks that sums are cut into, which fixes
// the bits.

#include <omp.h>

#include "winograd_filter.h"
#include "workspace.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

/// With at most so many tiles the products of one panel of columns stay in the second-level cache.
constexpr long fewTiles = 128;

/// Inner channels summed up at a time, with the filter shared: a panel of them fits the first-level cache.
constexpr int sumVectors = 256 / lanes;

/// Inner channels that the filter is transformed for, and summed up, at a time, when it is not shared.
constexpr int filterChunkVectors = 128 / lanes;

/// How many tiles a block should have: its operand fills about half the second-level cache, and of the multiples of
/// `unit` that do, the largest with which the busiest thread has the least to do.
inline long tilesPerBlock(long tiles, long unit, long floatsPerTile) {
  const long cache = long(secondLevelCacheBytes() / sizeof(float)) / 2, threads = omp_get_max_threads();
  const long most = roundUp(std::max(1l, std::min(cache / floatsPerTile, 32l)), unit);
  const auto busiest = [=](long block) {
    const long blocks = (tiles + block - 1) / block;
    return (blocks + threads - 1) / threads * block;
  };
  long best = unit;
  for (long block = 2 * unit; block <= most; block += unit)
    if (busiest(block) <= busiest(best)) best = block;
  return best;
}

/// How many panels of columns of a block are multiplied before they are transformed back.
inline int panelsPerBlock(int panels, long tiles, int points) {
  const long cache = long(secondLevelCacheBytes() / sizeof(float)) / 8;
  return int(std::clamp(cache / (points * tiles * panelWidth), 1l, long(panels)));
}

/// The products of a block: [point][tile][stride], stride one vector more than the columns, against cache conflicts.
struct Products {
  float* p;
  long stride, plane;
};
constexpr long productStride(long columns) { return columns + lanes; }
constexpr long productPlane(long tiles, long columns) {
  return planeStride(roundUp(tiles, kernelRows) * productStride(columns));
}

/// products [tile][column] = rows [tile][inner] * panel [inner][width] for one point and `tiles` tiles.
ONEIROS_INLINE void multiplyRows(const float* rows, long rowVectors, long firstVector, long innerVectors, long tiles,
                                 const float* panel, int width, float* products, long stride, bool accumulate) {
  for (long tile = 0; tile < tiles; tile += kernelRows)
    multiplyPanel<kernelRows>(rowPanel(rows + rowPanelOffset(tile, firstVector, rowVectors), innerVectors), panel,
                              width, products + tile * stride, stride, accumulate);
}

/// The same, with the inner dimension cut into chunks of sumVectors.
ONEIROS_INLINE void multiplyRowsInChunks(const float* rows, long innerVectors, long tiles, const float* panel,
                                         int width, float* products, long stride) {
  for (long from = 0; from < innerVectors; from += sumVectors)
    multiplyRows(rows, innerVectors, from, std::min(long(sumVectors), innerVectors - from), tiles,
                 panel + from * lanes * width, width, products, stride, from > 0);
}

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
