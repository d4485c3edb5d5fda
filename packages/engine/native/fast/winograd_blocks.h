#pragma once
// What forward and backward data share: products of a row-panelled block of transformed tiles with panels of the
// transformed filter, point by point, and the sizes of the blocks.
//
// Two ways to arrange the same sums. Where there are many tiles, threads take blocks of tiles and share the transformed
// filter. Where there are few tiles and many weights (the whole transformed filter of V4 would be 13 MB), they share the
// transformed data and take panels of columns, transforming only the filter's part that they need, in the second-level
// cache. Each sum runs through the inner dimension in the same order either way, so the bits are the same.

#include <omp.h>

#include "winograd_filter.h"
#include "workspace.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

/// With at most so many tiles the products of one panel of columns stay in the second-level cache.
constexpr long fewTiles = 128;

/// Inner channels that the filter is transformed for at a time when it is not shared.
constexpr int filterChunkVectors = 128 / lanes;

/// How many tiles a block should have: its operand fills about half the second-level cache, and each thread gets work.
inline long tilesPerBlock(long tiles, long unit, long floatsPerTile) {
  const long cache = long(secondLevelCacheBytes() / sizeof(float)) / 2;
  const long whenCached = std::min(cache / floatsPerTile, 32l);
  const long whenShared = (tiles + omp_get_max_threads() - 1) / omp_get_max_threads();
  return roundUp(std::max(1l, std::min(whenCached, whenShared)), unit);
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
constexpr long productPlane(long tiles, long columns) { return planeStride(roundUp(tiles, kernelRows) * productStride(columns)); }

/// products [tile][column] = rows [tile][inner] * panel [inner][width] for one point and `tiles` tiles.
ONEIROS_INLINE void multiplyRows(const float* rows, long rowVectors, long firstVector, long innerVectors, long tiles,
                                 const float* panel, int width, float* products, long stride, bool accumulate) {
  for (long tile = 0; tile < tiles; tile += kernelRows)
    multiplyPanel<kernelRows>(rowPanel(rows + rowPanelOffset(tile, firstVector, rowVectors), innerVectors), panel, width,
                              products + tile * stride, stride, accumulate);
}

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
