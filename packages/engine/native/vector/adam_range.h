#pragma once
// Adam over a range of one tensor.

#include "../adam.h"

namespace oneiros {

/// The step of adam.h for the numbers [begin, end) of a tensor, in place.
void adamRange(const AdamTensor& tensor, const AdamCoefficients& coefficients, int64_t begin, int64_t end);

}  // namespace oneiros
