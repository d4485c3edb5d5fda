#pragma once
// A filter that covers the whole input without padding (IT: 4x4 on a 4x4 map), or that has one tap (1x1), slides nowhere:
// the convolution is a matrix product [rows, taps] [taps, outChannels], twice as fast as oneDNN's convolution.

#include "convolution.h"

namespace oneiros {

struct ProductShape {
  int64_t rows, taps, columns;
};

inline bool isMatrixProduct(const ConvolutionShape& s) {
  const bool unpadded = s.padTop == 0 && s.padLeft == 0 && s.padBottom == 0 && s.padRight == 0;
  const bool undilated = s.dilationHeight == 1 && s.dilationWidth == 1;
  const bool covers = s.filterHeight == s.inHeight && s.filterWidth == s.inWidth;
  const bool oneTap = s.filterHeight == 1 && s.filterWidth == 1 && s.strideHeight == 1 && s.strideWidth == 1;
  return unpadded && ((undilated && covers) || oneTap);
}

inline ProductShape productShape(const ConvolutionShape& s) {
  return {int64_t(s.batch) * s.outHeight * s.outWidth, int64_t(s.filterHeight) * s.filterWidth * s.inChannels,
          s.outChannels};
}

}  // namespace oneiros
