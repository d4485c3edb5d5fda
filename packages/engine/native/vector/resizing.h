#pragma once
// Resizing of images. Layout: x [batch, inHeight, inWidth, channels], y [batch, outHeight, outWidth, channels].

#include <cstdint>

namespace oneiros {

struct ResizeShape {
  int32_t batch, inHeight, inWidth, channels;
  int32_t outHeight, outWidth;

  static constexpr int fieldCount = 6;

  int64_t inputSize() const { return int64_t(batch) * inHeight * inWidth * channels; }
  int64_t outputSize() const { return int64_t(batch) * outHeight * outWidth * channels; }
};

/// Between the four pixels around each point. `alignCorners` lays the centres of the outermost pixels over one another,
/// `halfPixelCenters` counts pixels from their centres; TensorFlow.js's three conventions.
void resizeBilinear(const ResizeShape& shape, bool alignCorners, bool halfPixelCenters, const float* x, float* y);

}  // namespace oneiros
