// The gradient of a filter, the same for both pathways: a transposed convolution passes its own input as dy.

#include "convolution.h"
#include "convolution_algorithm.h"
#include "convolution_as_product.h"
#include "matrix_product.h"
#include "onednn_convolution.h"

namespace oneiros {

void convolutionBackwardWeights(const ConvolutionShape& shape, const float* x, const float* dy, float* dFilter) {
  if (const auto fast = fastShape(fast::Direction::backwardWeights, shape)) {
    fast::backwardWeights(*fast, x, dy, dFilter);
    return;
  }
  if (isMatrixProduct(shape)) {
    const auto product = productShape(shape);
    matrixProduct(true, false, product.taps, product.columns, product.rows, x, dy, dFilter);
    return;
  }
  onednnBackwardWeights(shape, x, dy, dFilter);
}

}  // namespace oneiros
