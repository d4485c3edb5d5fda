#include "movement.h"

#include <algorithm>

namespace oneiros::ONEIROS_INSTRUCTION_SET {

void copyStrided(const float* x, int64_t xOffset, float* y, int64_t yOffset, const Loop<2>& loop) {
  const int64_t from = loop.stride[0][loop.rank - 1], to = loop.stride[1][loop.rank - 1];
  forEachRun(loop, [=](const std::array<int64_t, 2>& offset, int64_t, int64_t length) {
    const float* source = x + xOffset + offset[0];
    float* target = y + yOffset + offset[1];
    if (from == 1 && to == 1) {
      std::copy(source, source + length, target);
    } else {
      for (int64_t i = 0; i < length; ++i) target[i * to] = source[i * from];
    }
  });
}

void fill(float* y, int64_t count, float value) {
#pragma omp parallel for simd schedule(static) if (count > kParallelElements)
  for (int64_t i = 0; i < count; ++i) y[i] = value;
}

void gatherRows(const float* x, const int32_t* indices, float* y, int64_t outer, int64_t rows, int64_t count,
                int64_t inner) {
#pragma omp parallel for schedule(static) if (outer * count * inner > kParallelElements)
  for (int64_t task = 0; task < outer * count; ++task) {
    const float* source = x + (task / count * rows + indices[task % count]) * inner;
    std::copy(source, source + inner, y + task * inner);
  }
}

void occlude(const float* x, const float* mask, float* y, int64_t images, int64_t pixels, int64_t channels) {
#pragma omp parallel for schedule(static) if (images * pixels * channels > kParallelElements)
  for (int64_t image = 0; image < images; ++image) {
    const int64_t start = image * pixels * channels;
    for (int64_t pixel = 0; pixel < pixels; ++pixel)
      for (int64_t c = 0; c < channels; ++c) {
        const int64_t at = start + pixel * channels + c;
        y[at] = x[at] * mask[pixel];
      }
  }
}

}  // namespace oneiros::ONEIROS_INSTRUCTION_SET
