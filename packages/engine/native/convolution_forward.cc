// Forward convolution: the feedforward pathway, and the data gradient of the feedback pathway.

#include "activation.h"
#include "convolution.h"
#include "convolution_algorithm.h"
#include "convolution_as_product.h"
#include "matrix_product.h"
#include "onednn_convolution.h"

namespace oneiros {

void convolutionForward(const ConvolutionShape& shape, const float* x, const float* filter, const float* bias,
                        Activation activation, float slope, float* y) {
  const int64_t pixels = int64_t(shape.batch) * shape.outHeight * shape.outWidth;
  if (const auto fast = fastShape(fast::Direction::forward, shape)) {
    fast::forward(*fast, x, filter, y, fastEpilogue(bias, activation, slope));
    if (!bias) addBiasAndActivate(y, pixels, shape.outChannels, nullptr, activation, slope);
    return;
  }
  if (isMatrixProduct(shape)) {
    const auto product = productShape(shape);
    matrixProduct(false, false, product.rows, product.columns, product.taps, x, filter, y);
    addBiasAndActivate(y, pixels, shape.outChannels, bias, activation, slope);
    return;
  }
  // oneDNN adds the bias and applies the leak before it writes, which saves a pass over y.
  const bool leakInside = bias && activation == Activation::leakyRelu;
  const auto epilogue = leakInside ? ForwardEpilogue::biasLeakyRelu : bias ? ForwardEpilogue::bias : ForwardEpilogue::none;
  onednnForward(shape, x, filter, bias, epilogue, leakInside ? slope : 0.0f, y);
  if (!leakInside) addBiasAndActivate(y, pixels, shape.outChannels, nullptr, activation, slope);
}

}  // namespace oneiros
