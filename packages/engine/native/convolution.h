#pragma once
// The three directions of a convolution. Each is one entry that chooses an algorithm by shape.
// Layouts: x [batch, inHeight, inWidth, inChannels], filter [filterHeight, filterWidth, inChannels, outChannels],
// y [batch, outHeight, outWidth, outChannels], all contiguous float32.

#include <array>
#include <cstdint>

namespace oneiros {

enum class Activation { linear = 0, leakyRelu = 1, tanh = 2 };

struct ConvolutionShape {
  int32_t batch, inHeight, inWidth, inChannels;
  int32_t outHeight, outWidth, outChannels;
  int32_t filterHeight, filterWidth;
  int32_t strideHeight, strideWidth;
  int32_t padTop, padLeft, padBottom, padRight;
  int32_t dilationHeight, dilationWidth;

  static constexpr int fieldCount = 17;
  using Key = std::array<int32_t, fieldCount>;
  Key key() const;

  int64_t inputSize() const { return int64_t(batch) * inHeight * inWidth * inChannels; }
  int64_t filterSize() const { return int64_t(filterHeight) * filterWidth * inChannels * outChannels; }
  int64_t outputSize() const { return int64_t(batch) * outHeight * outWidth * outChannels; }
};

/// What happens to each result r of a convolution: activation(r + bias), or, where `activated` is given, r times the
/// activation's derivative at that output of it, which makes an error after a transfer function the error before it.
struct ResultTransfer {
  const float* bias = nullptr;       // [channels of the result]
  const float* activated = nullptr;  // as the result; never together with a bias
  Activation activation = Activation::linear;
  float slope = 0.0f;
};

/// y = transfer(x * filter).
void convolutionForward(const ConvolutionShape& shape, const float* x, const float* filter,
                        const ResultTransfer& transfer, float* y);

/// dx = transfer(adjoint of the convolution applied to dy): the gradient of the input, and the transposed convolution.
void convolutionBackwardData(const ConvolutionShape& shape, const float* dy, const float* filter,
                             const ResultTransfer& transfer, float* dx);

/// dFilter = gradient of the filter.
void convolutionBackwardWeights(const ConvolutionShape& shape, const float* x, const float* dy, float* dFilter);

}  // namespace oneiros
