#include "reductions.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "parallel.h"

namespace oneiros::ONEIROS_INSTRUCTION_SET {

namespace {

struct Sum {
  static constexpr float start = 0.0f;
  static float join(float l, float r) { return l + r; }
  static double joinWide(double l, double r) { return l + r; }
};

struct Product {
  static constexpr float start = 1.0f;
  static float join(float l, float r) { return l * r; }
  static double joinWide(double l, double r) { return l * r; }
};

/// NaN wins over every number, as in JavaScript's Math.max.
struct Maximum {
  static constexpr float start = -std::numeric_limits<float>::infinity();
  static float join(float l, float r) { return l != l || l > r ? l : r; }
  static double joinWide(double l, double r) { return l != l || l > r ? l : r; }
};

struct Minimum {
  static constexpr float start = std::numeric_limits<float>::infinity();
  static float join(float l, float r) { return l != l || l < r ? l : r; }
  static double joinWide(double l, double r) { return l != l || l < r ? l : r; }
};

/// Sixteen running values a run, so that the compiler can keep a vector of them.
template <class R>
float reduceRun(const float* x, int64_t count) {
  constexpr int lanes = 16;
  float lane[lanes];
  std::fill(lane, lane + lanes, R::start);
  const int64_t whole = count / lanes * lanes;
  for (int64_t i = 0; i < whole; i += lanes)
    for (int l = 0; l < lanes; ++l) lane[l] = R::join(lane[l], x[i + l]);
  float result = R::start;
  for (int l = 0; l < lanes; ++l) result = R::join(result, lane[l]);
  for (int64_t i = whole; i < count; ++i) result = R::join(result, x[i]);
  return result;
}

/// partial [inner] = reduction of rows [first, end) of x [.., inner].
template <class R>
void reduceRows(const float* x, int64_t first, int64_t end, int64_t inner, float* partial) {
  if (inner == 1) {
    *partial = reduceRun<R>(x + first, end - first);
    return;
  }
  std::fill(partial, partial + inner, R::start);
  for (int64_t row = first; row < end; ++row) {
    const float* at = x + row * inner;
#pragma omp simd
    for (int64_t i = 0; i < inner; ++i) partial[i] = R::join(partial[i], at[i]);
  }
}

template <class R>
void reduceWith(const float* x, float* y, int64_t outer, int64_t reduced, int64_t inner, double scale) {
  const int64_t rowsPerBlock = std::max<int64_t>(1, kSumBlock / std::max<int64_t>(1, inner));
  const int64_t blocks = std::max<int64_t>(1, ceilDivide(reduced, rowsPerBlock));
  std::vector<float> partial(outer * blocks * inner);
#pragma omp parallel for schedule(static) if (outer * reduced * inner > kParallelElements)
  for (int64_t task = 0; task < outer * blocks; ++task) {
    const int64_t first = task % blocks * rowsPerBlock;
    reduceRows<R>(x + task / blocks * reduced * inner, first, std::min(reduced, first + rowsPerBlock), inner,
                  partial.data() + task * inner);
  }
#pragma omp parallel for schedule(static) if (outer * blocks * inner > kParallelElements)
  for (int64_t o = 0; o < outer; ++o)
    for (int64_t i = 0; i < inner; ++i) {
      double total = R::start;
      for (int64_t b = 0; b < blocks; ++b) total = R::joinWide(total, partial[(o * blocks + b) * inner + i]);
      y[o * inner + i] = static_cast<float>(total * scale);
    }
}

}  // namespace

void reduce(Reduction reduction, const float* x, float* y, int64_t outer, int64_t reduced, int64_t inner) {
  if (outer == 0 || inner == 0) return;
  switch (reduction) {
    case Reduction::maximum: return reduceWith<Maximum>(x, y, outer, reduced, inner, 1.0);
    case Reduction::mean: return reduceWith<Sum>(x, y, outer, reduced, inner, 1.0 / static_cast<double>(reduced));
    case Reduction::minimum: return reduceWith<Minimum>(x, y, outer, reduced, inner, 1.0);
    case Reduction::product: return reduceWith<Product>(x, y, outer, reduced, inner, 1.0);
    case Reduction::sum: return reduceWith<Sum>(x, y, outer, reduced, inner, 1.0);
  }
}

void argExtreme(bool largest, const float* x, int32_t* y, int64_t rows, int64_t columns) {
#pragma omp parallel for schedule(static) if (rows * columns > kParallelElements)
  for (int64_t row = 0; row < rows; ++row) {
    const float* at = x + row * columns;
    int64_t best = 0;
    for (int64_t c = 1; c < columns; ++c)
      if (largest ? at[c] > at[best] : at[c] < at[best]) best = c;
    y[row] = static_cast<int32_t>(best);
  }
}

}  // namespace oneiros::ONEIROS_INSTRUCTION_SET
