#include "pooling.h"

#include <algorithm>
#include <limits>

#include "parallel.h"

namespace oneiros::ONEIROS_INSTRUCTION_SET {

namespace {

/// Calls tap(target, source, channels) for every pixel of every window, then finish(target, channels, pixels). The channels
/// of one output stay in the first cache while its window passes over them.
template <class Tap, class Finish>
void forEachWindow(const PoolShape& s, const float* x, float* y, float start, Tap tap, Finish finish) {
  const int64_t channels = s.channels, rows = int64_t(s.batch) * s.outHeight;
#pragma omp parallel for schedule(static) if (s.outputSize() > kParallelElements)
  for (int64_t row = 0; row < rows; ++row) {
    const float* image = x + row / s.outHeight * s.inHeight * s.inWidth * channels;
    const int32_t top = static_cast<int32_t>(row % s.outHeight) * s.strideHeight - s.padTop;
    const int32_t firstRow = std::max(0, top), endRow = std::min(s.inHeight, top + s.filterHeight);
    for (int32_t column = 0; column < s.outWidth; ++column) {
      float* target = y + (row * s.outWidth + column) * channels;
      const int32_t left = column * s.strideWidth - s.padLeft;
      const int32_t firstColumn = std::max(0, left), endColumn = std::min(s.inWidth, left + s.filterWidth);
      std::fill(target, target + channels, start);
      for (int32_t i = firstRow; i < endRow; ++i)
        for (int32_t j = firstColumn; j < endColumn; ++j)
          tap(target, image + (int64_t(i) * s.inWidth + j) * channels, channels);
      const int32_t pixels = std::max(0, endRow - firstRow) * std::max(0, endColumn - firstColumn);
      finish(target, channels, pixels);
    }
  }
}

}  // namespace

void maxPool(const PoolShape& shape, const float* x, float* y) {
  const auto larger = [](float* target, const float* source, int64_t channels) {
#pragma omp simd
    for (int64_t c = 0; c < channels; ++c) target[c] = source[c] > target[c] ? source[c] : target[c];
  };
  forEachWindow(shape, x, y, -std::numeric_limits<float>::infinity(), larger, [](float*, int64_t, int32_t) {});
}

void meanPool(const PoolShape& shape, const float* x, float* y) {
  const auto sum = [](float* target, const float* source, int64_t channels) {
#pragma omp simd
    for (int64_t c = 0; c < channels; ++c) target[c] += source[c];
  };
  const auto divide = [](float* target, int64_t channels, int32_t pixels) {
    const auto count = static_cast<float>(pixels);
#pragma omp simd
    for (int64_t c = 0; c < channels; ++c) target[c] /= count;
  };
  forEachWindow(shape, x, y, 0.0f, sum, divide);
}

}  // namespace oneiros::ONEIROS_INSTRUCTION_SET
