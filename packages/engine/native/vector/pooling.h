#pragma once
// Pooling over windows of a map. Layout: x [batch, inHeight, inWidth, channels], y [batch, outHeight, outWidth, channels].

#include <cstdint>

namespace oneiros {

struct PoolShape {
  int32_t batch, inHeight, inWidth, channels;
  int32_t outHeight, outWidth;
  int32_t filterHeight, filterWidth;
  int32_t strideHeight, strideWidth;
  int32_t padTop, padLeft;

  static constexpr int fieldCount = 12;

  int64_t inputSize() const { return int64_t(batch) * inHeight * inWidth * channels; }
  int64_t outputSize() const { return int64_t(batch) * outHeight * outWidth * channels; }
};

/// y = the largest number of each window; what lies outside the map, and NaN, is passed over, as in TensorFlow.js.
void maxPool(const PoolShape& shape, const float* x, float* y);

/// y = the mean of each window over the part of it that lies in the map.
void meanPool(const PoolShape& shape, const float* x, float* y);

}  // namespace oneiros
