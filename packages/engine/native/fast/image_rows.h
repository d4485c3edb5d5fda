#pragma once
// Convolutions of V1 see few channels (1 to 4): a row of taps, 4 columns x channels, is contiguous in a row of the
// image. A padded copy of one image stays in the first-level cache and makes every patch complete.

#include <omp.h>

#include <algorithm>

#include "bias_gradient.h"
#include "epilogue.h"
#include "packing.h"
#include "workspace.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

/// A copy of one image with `pad` rows and columns of zeros around it.
struct PaddedImage {
  const Shape& shape;
  const long rowFloats, rowStride, rows, floats;

  explicit PaddedImage(const Shape& s)
      : shape(s),
        rowFloats(long(s.inputWidth) * s.inputChannels),
        // Whole vectors may be read and written behind the last patch of a row.
        rowStride(roundUp((s.inputWidth + 2l * s.pad) * s.inputChannels + lanes, 16)),
        rows(s.inputHeight + 2l * s.pad),
        floats(rows * rowStride + 4 * lanes) {}

  long patch(long outputRow, long outputColumn) const {
    return 2 * outputRow * rowStride + 2 * outputColumn * shape.inputChannels;
  }
  long pixelRow(long inputRow) const {
    return (inputRow + shape.pad) * rowStride + long(shape.pad) * shape.inputChannels;
  }

  /// Copies an image inside the zeros that `padded` already has.
  void fill(const float* image, float* padded) const {
    for (int row = 0; row < shape.inputHeight; ++row)
      std::copy_n(image + row * rowFloats, rowFloats, padded + pixelRow(row));
  }
};

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
