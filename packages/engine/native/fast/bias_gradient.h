#pragma once
// The gradient of a bias: dy summed over batch and pixels. Pixels are cut into a fixed number of parts, so that the sum
// does not depend on the threads.

#include <algorithm>

#include "simd.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

constexpr int biasParts = 16;

inline long biasWorkspace(int channels) { return biasParts * roundUp(channels, lanes); }

/// Inside a parallel region: sums part by part into `parts`; finishBiasGradient adds them up after a barrier.
inline void sumBiasParts(const float* dy, long pixels, int channels, float* parts) {
  const long row = roundUp(channels, lanes), each = (pixels + biasParts - 1) / biasParts;
#pragma omp for schedule(static)
  for (int part = 0; part < biasParts; ++part) {
    float* const sums = parts + part * row;
    std::fill_n(sums, row, 0.0f);
    for (long pixel = part * each; pixel < std::min(pixels, (part + 1) * each); ++pixel)
      forEachVector(0, channels, channels, [&](int c, auto lanesOf) {
        store(sums + c, load(sums + c) + lanesOf.load(dy + pixel * channels + c));
      });
  }
}

inline void finishBiasGradient(const float* parts, int channels, float* dBias) {
  const long row = roundUp(channels, lanes);
  for (int c = 0; c < channels; ++c) {
    float total = 0.0f;
    for (int part = 0; part < biasParts; ++part) total += parts[part * row + c];
    dBias[c] = total;
  }
}

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
