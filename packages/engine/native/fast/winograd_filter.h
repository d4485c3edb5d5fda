#pragma once
// Transforms of the filter, U = G g G^T, into panels of columns that the register kernel reads front to back, and back.

#include "winograd_tiles.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

/// Where tap (2j + r, 2l + s) of input channel `in` begins in the filter [4, 4, in, out], phase = 2r + s.
inline long tapOffset(const Shape& shape, int phase, int j, int l, int in) {
  return (long((2 * j + phase / 2) * 4 + 2 * l + phase % 2) * shape.inputChannels + in) * shape.outputChannels;
}

/// U for the forward direction: one phase, input channels [firstIn, lastIn) in whole vectors, and one panel of `width`
/// output channels from firstOut: to [point][in - firstIn][width]. Input channels that do not exist are zeros.
template <int m>
void transformFilter(const Tiles<m>& tiles, const float* filter, int phase, int firstIn, int lastIn, int firstOut,
                     int width, float* to, long plane) {
  constexpr int points = Tiles<m>::points;
  const Shape& shape = tiles.shape;
  const int existing = std::min(lastIn, shape.inputChannels);
  const long ahead = 8l * shape.outputChannels;
  const float* taps[4];
  for (int tap = 0; tap < 4; ++tap) taps[tap] = filter + tapOffset(shape, phase, tap / 2, tap % 2, firstIn);
  for (int in = firstIn; in < lastIn; ++in, to += width) {
    if (in >= existing) {
      for (int out = 0; out < width; out += lanes)
        for (int p = 0; p < points; ++p) store(to + p * plane + out, Vector{});
      continue;
    }
    forEachVector(firstOut, firstOut + width, shape.outputChannels, [&](int out, auto part) {
      float* const row = to + (out - firstOut);
      Vector g[4], u[points];
      ONEIROS_UNROLL
      for (int tap = 0; tap < 4; ++tap) {
        g[tap] = part.load(taps[tap] + out);
        prefetch(taps[tap] + ahead + out);
      }
      ONEIROS_UNROLL
      for (int p = 0; p < points; ++p) prefetchToWrite(row + p * plane + 2 * panelWidth);
      transformBoth<typename Winograd<m>::Filter>(g, u);
      ONEIROS_UNROLL
      for (int p = 0; p < points; ++p) store(row + p * plane, u[p]);
    });
    for (int tap = 0; tap < 4; ++tap) taps[tap] += shape.outputChannels;
  }
}

/// U^T for the backward direction: one phase, one vector of input channels from firstIn as the columns, and output
/// channels [firstOut, lastOut) in whole vectors as rows of `width`: to [point][out - firstOut][width].
template <int m>
void transformFilterTransposed(const Tiles<m>& tiles, const float* filter, int phase, int firstIn, int firstOut,
                               int lastOut, long width, float* to, long plane) {
  constexpr int points = Tiles<m>::points;
  const Shape& shape = tiles.shape;
  const int existing = std::min(lanes, shape.inputChannels - firstIn);
  forEachVector(firstOut, lastOut, shape.outputChannels, [&](int out, auto part) {
    Vector taps[4][lanes];
    for (int tap = 0; tap < 4; ++tap) {
      const float* from = filter + tapOffset(shape, phase, tap / 2, tap % 2, firstIn) + out;
      Vector square[lanes];
      if (existing == lanes) {
        ONEIROS_UNROLL
        for (int in = 0; in < lanes; ++in) square[in] = part.load(from + long(in) * shape.outputChannels);
      } else {
        for (int in = 0; in < lanes; ++in)
          square[in] = in < existing ? part.load(from + long(in) * shape.outputChannels) : Vector{};
      }
      transpose(square);
      ONEIROS_UNROLL
      for (int i = 0; i < lanes; ++i) taps[tap][i] = square[i];
    }
    float* row = to + (out - firstOut) * width;
    for (int i = 0; i < lanes; ++i, row += width) {
      const Vector g[4] = {taps[0][i], taps[1][i], taps[2][i], taps[3][i]};
      Vector u[points];
      transformBoth<typename Winograd<m>::Filter>(g, u);
      ONEIROS_UNROLL
      for (int p = 0; p < points; ++p) store(row + p * plane, u[p]);
    }
  });
}

/// dFilter = G^T dU G, or += where it accumulates, for one phase, input channel `in` and output channels
/// [firstOut, lastOut). @param products dU of firstOut at point 0
template <int m>
void transformToFilterGradient(const Tiles<m>& tiles, const float* products, long plane, int phase, int in,
                               int firstOut, int lastOut, bool accumulate, float* dFilter) {
  constexpr int points = Tiles<m>::points;
  const Shape& shape = tiles.shape;
  forEachVector(firstOut, lastOut, shape.outputChannels, [&](int out, auto part) {
    Vector u[points], g[4];
    ONEIROS_UNROLL
    for (int p = 0; p < points; ++p) u[p] = load(products + p * plane + (out - firstOut));
    transformBoth<typename Winograd<m>::FilterAdjoint>(u, g);
    ONEIROS_UNROLL
    for (int tap = 0; tap < 4; ++tap) {
      float* to = dFilter + tapOffset(shape, phase, tap / 2, tap % 2, in) + out;
      part.store(to, accumulate ? g[tap] + part.load(to) : g[tap]);
    }
  });
}

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
