#pragma once
// The product that all the time goes into: a few rows by a few vectors of columns, kept in registers while the inner
// dimension runs. Each step loads `vectors` vectors of the right operand and broadcasts one float a row of the left
// one.

#include <type_traits>

#include "simd.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

// AVX-512 and NEON have 32 registers: 8 rows x 2 vectors of sums leave room for the broadcasts. The others have 16: 6 x 2.
#if defined(__AVX512F__) || defined(__aarch64__)
constexpr int kernelRows = 8;
#else
constexpr int kernelRows = 6;
#endif
constexpr int panelWidth = 2 * lanes;

template <long value>
using Constant = std::integral_constant<long, value>;

/// The left operand: element (row, step) of a group lies at p[row * rowStride + step * stepStride], and each group
/// groupStride behind the one before. Strides may be constants, which spares address arithmetic.
template <class RowStride, class StepStride>
struct Left {
  const float* p;
  RowStride rowStride;
  StepStride stepStride;
  long groups, groupSteps, groupStride;
};

template <int rows, int vectors, class RowStride, class StepStride>
ONEIROS_INLINE void addProducts(const Left<RowStride, StepStride>& left, const float* right, long rightStride,
                                Vector (&sums)[rows][vectors]) {
  constexpr int ahead = 24;  // steps between the prefetch of a row of the right operand and its use
  const long rowStride = left.rowStride, stepStride = left.stepStride;
  for (long group = 0; group < left.groups; ++group) {
    const float* a = left.p + group * left.groupStride;
    for (long step = 0; step < left.groupSteps; ++step) {
      Vector b[vectors];
      ONEIROS_UNROLL
      for (int v = 0; v < vectors; ++v) {
        b[v] = load(right + v * lanes);
        prefetch(right + ahead * rightStride + v * lanes);
      }
      ONEIROS_UNROLL
      for (int row = 0; row < rows; ++row) {
        const Vector x = broadcast(a[row * rowStride]);
        ONEIROS_UNROLL
        for (int v = 0; v < vectors; ++v) sums[row][v] += x * b[v];
      }
      // Transposed rows jump from cache line to cache line as well.
      if constexpr (std::is_same_v<RowStride, Constant<1>>) prefetch(a + ahead * stepStride);
      a += stepStride;
      right += rightStride;
    }
  }
}

/// result [rows][vectors * lanes] = left * right, or += where it accumulates. Whoever cuts a long inner dimension into
/// chunks and accumulates them sums pairwise in effect: rounding grows with the root of the chunk, not of the whole.
template <int rows, int vectors, bool accumulate, class RowStride, class StepStride>
__attribute__((noinline)) void multiply(const Left<RowStride, StepStride> left, const float* right, long rightStride,
                                        float* result, long resultStride) {
  Vector sums[rows][vectors] = {};
  addProducts(left, right, rightStride, sums);
  ONEIROS_UNROLL
  for (int row = 0; row < rows; ++row) {
    ONEIROS_UNROLL
    for (int v = 0; v < vectors; ++v) {
      float* const to = result + row * resultStride + v * lanes;
      store(to, accumulate ? load(to) + sums[row][v] : sums[row][v]);
    }
  }
}

/// The same for the last panel too, which may be one vector wide, and with `accumulate` known only when run.
template <int rows, class RowStride, class StepStride>
ONEIROS_INLINE void multiplyPanel(const Left<RowStride, StepStride>& left, const float* right, int width, float* result,
                                  long resultStride, bool accumulate) {
  if (width == panelWidth) {
    if (accumulate) multiply<rows, 2, true>(left, right, width, result, resultStride);
    else multiply<rows, 2, false>(left, right, width, result, resultStride);
  } else {
    if (accumulate) multiply<rows, 1, true>(left, right, width, result, resultStride);
    else multiply<rows, 1, false>(left, right, width, result, resultStride);
  }
}

/// A left operand in panels of kernelRows rows, [panel][vector of the inner dimension][kernelRows][lanes]: the kernel
/// reads it front to back.
constexpr long rowPanelSize(long vectors) { return vectors * kernelRows * lanes; }
constexpr long rowPanelOffset(long row, long vector, long vectors) {
  return row / kernelRows * rowPanelSize(vectors) + (vector * kernelRows + row % kernelRows) * lanes;
}
ONEIROS_INLINE auto rowPanel(const float* p, long vectors) {
  return Left<Constant<lanes>, Constant<1>>{p, {}, {}, vectors, lanes, long(kernelRows) * lanes};
}

/// A left operand stored transposed, [step][stride]: its rows are neighbours.
ONEIROS_INLINE auto transposedRows(const float* p, long steps, long stride) {
  return Left<Constant<1>, long>{p, {}, stride, 1, steps, 0};
}

/// The width of panel `panel` of a right operand with `vectors` vectors of columns: the last may have one only.
constexpr int widthOfPanel(int panel, int vectors) { return 2 * panel + 2 <= vectors ? panelWidth : lanes; }

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
