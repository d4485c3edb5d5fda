#pragma once
// One value in, one value out; and two values in with broadcasting.

#include <cstdint>

#include "strides.h"

namespace oneiros {

// name in this list = name of the entry that JavaScript sees.
#define ONEIROS_UNARY_OPERATIONS(X)                                                                              \
  X(abs) X(ceil) X(clip) X(cos) X(elu) X(exp) X(expm1) X(floor) X(leakyRelu) X(log) X(log1p) X(negate)           \
  X(reciprocal) X(relu) X(relu6) X(round) X(rsqrt) X(sigmoid) X(sign) X(sin) X(softplus) X(sqrt) X(square)       \
  X(step) X(tanh)

#define ONEIROS_BINARY_OPERATIONS(X) \
  X(add) X(divide) X(maximum) X(minimum) X(multiply) X(pow) X(squaredDifference) X(subtract)

#define ONEIROS_COMPARISONS(X) X(equal) X(greater) X(greaterEqual) X(less) X(lessEqual) X(notEqual)

#define ONEIROS_ENUMERATOR(name) name,
enum class UnaryOperation { ONEIROS_UNARY_OPERATIONS(ONEIROS_ENUMERATOR) };
enum class BinaryOperation { ONEIROS_BINARY_OPERATIONS(ONEIROS_ENUMERATOR) };
enum class Comparison { ONEIROS_COMPARISONS(ONEIROS_ENUMERATOR) };

/// y = operation(x). `p` and `q` are its parameters: slope of leakyRelu, value of step below 0, bounds of clip.
void unary(UnaryOperation operation, const float* x, float* y, int64_t count, float p, float q);

/// y = operation(a, b), y contiguous, a and b with the strides of `loop` (0 where an operand is repeated).
void binary(BinaryOperation operation, const float* a, const float* b, float* y, const Loop<2>& loop);

/// y = 1 where the comparison holds, else 0.
void compare(Comparison comparison, const float* a, const float* b, uint8_t* y, const Loop<2>& loop);

/// y = condition ? a : b, all of the same size.
void select(const uint8_t* condition, const float* a, const float* b, float* y, int64_t count);

}  // namespace oneiros
