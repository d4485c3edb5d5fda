#pragma once
// Activations of the areas, applied in place after a convolution, and their gradient from the activated output.

#include <cstdint>

#include "../convolution.h"

namespace oneiros {

/// values [rows, channels] = transfer(values), in place, in one pass.
void applyTransfer(float* values, int64_t rows, int64_t channels, const ResultTransfer& transfer);

/// dPre [rows, channels] = dy * activation'(at the output y) and dBias [channels] = its sum over rows.
/// dPre may be null for a linear activation, where it equals dy.
void activationBiasGradient(const float* dy, const float* y, int64_t rows, int64_t channels, Activation activation,
                            float slope, float* dPre, float* dBias);

}  // namespace oneiros
