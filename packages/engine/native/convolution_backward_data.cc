// The adjoint of the convolution: the data gradient of the feedforward pathway, and the feedback pathway itself.

#include "vector/activation.h"
#include "convolution.h"
#include "convolution_algorithm.h"
#include "convolution_as_product.h"
#include "matrix_product.h"
#include "onednn_convolution.h"

namespace oneiros {

void convolutionBackwardData(const ConvolutionShape& shape, const float* dy, const float* filter,
                             const ResultTransfer& transfer, float* dx) {
  const int64_t pixels = int64_t(shape.batch) * shape.inHeight * shape.inWidth;
  if (const auto fast = fastShape(fast::Direction::backwardData, shape)) {
    const auto epilogue = fastEpilogue(transfer);
    fast::backwardData(*fast, dy, filter, dx, epilogue.value_or(fast::Epilogue{}));
    if (!epilogue) applyTransfer(dx, pixels, shape.inChannels, transfer);
    return;
  }
  if (isMatrixProduct(shape)) {
    const auto product = productShape(shape);
    matrixProduct(false, true, product.rows, product.taps, product.columns, dy, filter, dx);
  } else {
    onednnBackwardData(shape, dy, filter, dx);
  }
  // oneDNN's backward pass takes neither bias nor activation: one more pass, while dx is still in the caches.
  applyTransfer(dx, pixels, shape.inChannels, transfer);
}

}  // namespace oneiros
