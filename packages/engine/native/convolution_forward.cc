// Forward convolution: the feedforward pathway, and the data gradient of the feedback pathway.

#include "vector/activation.h"
#include "convolution.h"
#include "convolution_algorithm.h"
#include "convolution_as_product.h"
#include "matrix_product.h"
#include "onednn_convolution.h"

namespace oneiros {

void convolutionForward(const ConvolutionShape& shape, const float* x, const float* filter,
                        const ResultTransfer& transfer, float* y) {
  const int64_t pixels = int64_t(shape.batch) * shape.outHeight * shape.outWidth;
  if (const auto fast = fastShape(fast::Direction::forward, shape)) {
    const auto epilogue = fastEpilogue(transfer);
    fast::forward(*fast, x, filter, y, epilogue.value_or(fast::Epilogue{}));
    if (!epilogue) applyTransfer(y, pixels, shape.outChannels, transfer);
    return;
  }
  if (isMatrixProduct(shape)) {
    const auto product = productShape(shape);
    matrixProduct(false, false, product.rows, product.columns, product.taps, x, filter, y);
    applyTransfer(y, pixels, shape.outChannels, transfer);
    return;
  }
  // oneDNN adds the bias and applies the leak before it writes, which saves a pass over y. Not without a leak: its ReLU
  // then makes 0 of NaN, and a broken weight would go unnoticed.
  ResultTransfer rest = transfer;
  auto epilogue = ForwardEpilogue::none;
  if (transfer.bias) {
    const bool leaks = transfer.activation == Activation::leakyRelu && transfer.slope != 0.0f;
    epilogue = leaks ? ForwardEpilogue::biasLeakyRelu : ForwardEpilogue::bias;
    rest.bias = nullptr;
    if (leaks) rest.activation = Activation::linear;
  }
  const float slope = epilogue == ForwardEpilogue::biasLeakyRelu ? transfer.slope : 0.0f;
  onednnForward(shape, x, filter, transfer.bias, epilogue, slope, y);
  applyTransfer(y, pixels, shape.outChannels, rest);
}

}  // namespace oneiros
