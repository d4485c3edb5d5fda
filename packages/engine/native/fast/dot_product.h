#pragma once
// A filter that covers the whole input and has one output channel (the reality monitor): a dot product an image.

#include "matrix_product.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

inline void dotForward(const Shape& shape, const float* x, const float* filter, float* y, const Epilogue& epilogue) {
  const long taps = tapsOf(shape), whole = taps / (4 * lanes) * (4 * lanes);
#pragma omp parallel for schedule(static)
  for (int image = 0; image < shape.batch; ++image) {
    const float* const row = x + image * taps;
    Vector sums[4] = {};
    for (long tap = 0; tap < whole; tap += 4 * lanes) {
      ONEIROS_UNROLL
      for (int i = 0; i < 4; ++i) sums[i] += load(row + tap + i * lanes) * load(filter + tap + i * lanes);
    }
    float total = sum((sums[0] + sums[1]) + (sums[2] + sums[3]));
    for (long tap = whole; tap < taps; ++tap) total += row[tap] * filter[tap];
    const Part<false> one{1};
    one.store(y + image, finish(epilogue, broadcast(total), image, 0, one));
  }
}

inline void dotBackwardData(const Shape& shape, const float* dy, const float* filter, float* dx,
                            const Epilogue& epilogue) {
  const long taps = tapsOf(shape);
#pragma omp parallel for schedule(static)
  for (int image = 0; image < shape.batch; ++image) {
    const Vector gradient = broadcast(dy[image]);
    for (int tap = 0; tap < 16; ++tap)
      forEachVector(0, shape.inputChannels, shape.inputChannels, [&](int c, auto part) {
        const long offset = image * taps + long(tap) * shape.inputChannels + c;
        const Vector value = gradient * part.load(filter + long(tap) * shape.inputChannels + c);
        part.store(dx + offset, finish(epilogue, value, offset, c, part));
      });
  }
}

inline void dotBackwardWeights(const Shape& shape, const float* x, const float* dy, float* dFilter, float* dBias) {
  const long taps = tapsOf(shape);
  constexpr long slab = 4 * lanes;
#pragma omp parallel for schedule(static)
  for (long first = 0; first < taps; first += slab) {
    if (taps - first >= slab) {
      Vector sums[4] = {};
      for (int image = 0; image < shape.batch; ++image) {
        ONEIROS_UNROLL
        for (int i = 0; i < 4; ++i) sums[i] += dy[image] * load(x + image * taps + first + i * lanes);
      }
      ONEIROS_UNROLL
      for (int i = 0; i < 4; ++i) store(dFilter + first + i * lanes, sums[i]);
      continue;
    }
    for (long tap = first; tap < taps; ++tap) {
      float total = 0.0f;
      for (int image = 0; image < shape.batch; ++image) total += dy[image] * x[image * taps + tap];
      dFilter[tap] = total;
    }
  }
  if (!dBias) return;
  *dBias = 0.0f;
  for (int image = 0; image < shape.batch; ++image) *dBias += dy[image];
}

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
