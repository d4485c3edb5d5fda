#pragma once
// Products of row-major float32 matrices.

#include <cstdint>

namespace oneiros {

/// c [rows, columns] = a' b', where a' is a [rows, inner] or its transpose stored [inner, rows], likewise b'.
void matrixProduct(bool transposeA, bool transposeB, int64_t rows, int64_t columns, int64_t inner, const float* a,
                   const float* b, float* c);

}  // namespace oneiros
