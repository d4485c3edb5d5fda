#pragma once
// A loop over the elements of a tensor of any rank with a stride an operand: broadcasting, transposing and slicing are
// the same loop with different strides. Dimensions arrive merged (JavaScript joins those that are contiguous).

#include <algorithm>
#include <array>
#include <cstdint>

#include "parallel.h"

namespace oneiros {

constexpr int kMaxRank = 8;

template <int Operands>
struct Loop {
  int rank;  // >= 1
  std::array<int64_t, kMaxRank> size;
  std::array<std::array<int64_t, kMaxRank>, Operands> stride;

  int64_t count() const {
    int64_t product = 1;
    for (int d = 0; d < rank; ++d) product *= size[d];
    return product;
  }
};

/// Calls row(offsets, firstElement, length) for runs along the last dimension, in parallel. `offsets` are those of the
/// operands at the start of the run, `firstElement` counts elements of the whole loop in order.
template <int Operands, class Row>
void forEachRun(const Loop<Operands>& loop, Row row) {
  const int last = loop.rank - 1;
  const int64_t width = loop.size[last];
  const int64_t count = loop.count();
  if (count == 0) return;
  // Wide rows are cut so that a tensor of one row is shared by all threads too; narrow rows travel in groups.
  const int64_t piece = std::min<int64_t>(width, kParallelElements);
  const int64_t piecesPerRow = ceilDivide(width, piece);
  const int64_t pieces = count / width * piecesPerRow;
  const int64_t group = std::max<int64_t>(1, kParallelElements / piece / 4);
  const int64_t groups = ceilDivide(pieces, group);
#pragma omp parallel for schedule(static) if (count > kParallelElements)
  for (int64_t g = 0; g < groups; ++g) {
    const int64_t first = g * group, end = std::min(pieces, first + group);
    std::array<int64_t, kMaxRank> index{};
    int64_t rest = first / piecesPerRow, pieceInRow = first % piecesPerRow;
    for (int d = last - 1; d >= 0; --d) {
      index[d] = rest % loop.size[d];
      rest /= loop.size[d];
    }
    std::array<int64_t, Operands> base{};
    for (int o = 0; o < Operands; ++o)
      for (int d = 0; d < last; ++d) base[o] += index[d] * loop.stride[o][d];
    for (int64_t p = first; p < end; ++p) {
      const int64_t start = pieceInRow * piece;
      std::array<int64_t, Operands> offset;
      for (int o = 0; o < Operands; ++o) offset[o] = base[o] + start * loop.stride[o][last];
      row(offset, p / piecesPerRow * width + start, std::min(piece, width - start));
      if (++pieceInRow < piecesPerRow) continue;
      pieceInRow = 0;
      for (int d = last - 1; d >= 0; --d) {
        for (int o = 0; o < Operands; ++o) base[o] += loop.stride[o][d];
        if (++index[d] < loop.size[d]) break;
        for (int o = 0; o < Operands; ++o) base[o] -= loop.stride[o][d] * loop.size[d];
        index[d] = 0;
      }
    }
  }
}

}  // namespace oneiros
