#pragma once
// Sums, means, extremes over one run of axes.

#include <cstdint>

namespace oneiros {

#define ONEIROS_REDUCTIONS(X) X(maximum) X(mean) X(minimum) X(product) X(sum)
#define ONEIROS_REDUCTION_ENUMERATOR(name) name,
enum class Reduction { ONEIROS_REDUCTIONS(ONEIROS_REDUCTION_ENUMERATOR) };

/// y [outer, inner] = reduction of x [outer, reduced, inner] over its middle axis. Same bits for every thread count.
void reduce(Reduction reduction, const float* x, float* y, int64_t outer, int64_t reduced, int64_t inner);

/// y [rows] = index of the first largest (or smallest) value in each row of x [rows, columns].
void argExtreme(bool largest, const float* x, int32_t* y, int64_t rows, int64_t columns);

}  // namespace oneiros
