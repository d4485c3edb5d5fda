#include "matrix_product.h"

#include <dnnl.h>

#include <algorithm>
#include <stdexcept>

#include "hold_signals.h"

namespace oneiros {

void matrixProduct(bool transposeA, bool transposeB, int64_t rows, int64_t columns, int64_t inner, const float* a,
                   const float* b, float* c) {
  if (rows == 0 || columns == 0) return;
  if (inner == 0) {
    std::fill(c, c + rows * columns, 0.0f);
    return;
  }
  const int64_t strideA = transposeA ? rows : inner;
  const int64_t strideB = transposeB ? inner : columns;
  const HoldSignals held;
  const auto status = dnnl_sgemm(transposeA ? 'T' : 'N', transposeB ? 'T' : 'N', rows, columns, inner, 1.0f, a, strideA,
                                 b, strideB, 0.0f, c, columns);
  if (status != dnnl_success) throw std::runtime_error("oneDNN refused a matrix product");
}

}  // namespace oneiros
