#pragma once
// Copies between tensors of different strides: transposing, slicing, reversing, tiling, concatenating, padding.

#include <cstdint>

#include "strides.h"

namespace oneiros {

/// y[yOffset + ..] = x[xOffset + ..] over the loop; operand 0 is x, operand 1 is y.
void copyStrided(const float* x, int64_t xOffset, float* y, int64_t yOffset, const Loop<2>& loop);

void fill(float* y, int64_t count, float value);

/// y [outer, count, inner] = rows indices[count] of x [outer, rows, inner]. Every index must lie in [0, rows).
void gatherRows(const float* x, const int32_t* indices, float* y, int64_t outer, int64_t rows, int64_t count,
                int64_t inner);

/// y [images, pixels, channels] = x * mask [pixels]: the same tiles silenced in every image and channel.
void occlude(const float* x, const float* mask, float* y, int64_t images, int64_t pixels, int64_t channels);

}  // namespace oneiros
