#include <cmath>

#include "elementwise.h"

namespace oneiros::ONEIROS_INSTRUCTION_SET {

namespace {

/// The three strides that occur in a merged last dimension get vector code each; anything else is a plain loop.
template <class Out, class F>
void run(const float* a, int64_t strideA, const float* b, int64_t strideB, Out* y, int64_t length, F f) {
  if (strideA == 1 && strideB == 1) {
#pragma omp simd
    for (int64_t i = 0; i < length; ++i) y[i] = f(a[i], b[i]);
  } else if (strideA == 1 && strideB == 0) {
    const float right = *b;
#pragma omp simd
    for (int64_t i = 0; i < length; ++i) y[i] = f(a[i], right);
  } else if (strideA == 0 && strideB == 1) {
    const float left = *a;
#pragma omp simd
    for (int64_t i = 0; i < length; ++i) y[i] = f(left, b[i]);
  } else {
    for (int64_t i = 0; i < length; ++i) y[i] = f(a[i * strideA], b[i * strideB]);
  }
}

template <class Out, class F>
void broadcast(const float* a, const float* b, Out* y, const Loop<2>& loop, F f) {
  const int64_t strideA = loop.stride[0][loop.rank - 1], strideB = loop.stride[1][loop.rank - 1];
  forEachRun(loop, [=](const std::array<int64_t, 2>& offset, int64_t first, int64_t length) {
    run(a + offset[0], strideA, b + offset[1], strideB, y + first, length, f);
  });
}

}  // namespace

void binary(BinaryOperation operation, const float* a, const float* b, float* y, const Loop<2>& loop) {
  using O = BinaryOperation;
  switch (operation) {
    case O::add: return broadcast(a, b, y, loop, [](float l, float r) { return l + r; });
    case O::divide: return broadcast(a, b, y, loop, [](float l, float r) { return l / r; });
    // NaN on either side stays NaN, as in JavaScript's Math.max.
    case O::maximum: return broadcast(a, b, y, loop, [](float l, float r) { return l != l || l > r ? l : r; });
    case O::minimum: return broadcast(a, b, y, loop, [](float l, float r) { return l != l || l < r ? l : r; });
    case O::multiply: return broadcast(a, b, y, loop, [](float l, float r) { return l * r; });
    case O::pow: return broadcast(a, b, y, loop, [](float l, float r) { return std::pow(l, r); });
    case O::squaredDifference: return broadcast(a, b, y, loop, [](float l, float r) { return (l - r) * (l - r); });
    case O::subtract: return broadcast(a, b, y, loop, [](float l, float r) { return l - r; });
  }
}

void compare(Comparison comparison, const float* a, const float* b, uint8_t* y, const Loop<2>& loop) {
  using C = Comparison;
  switch (comparison) {
    case C::equal: return broadcast(a, b, y, loop, [](float l, float r) { return uint8_t(l == r); });
    case C::greater: return broadcast(a, b, y, loop, [](float l, float r) { return uint8_t(l > r); });
    case C::greaterEqual: return broadcast(a, b, y, loop, [](float l, float r) { return uint8_t(l >= r); });
    case C::less: return broadcast(a, b, y, loop, [](float l, float r) { return uint8_t(l < r); });
    case C::lessEqual: return broadcast(a, b, y, loop, [](float l, float r) { return uint8_t(l <= r); });
    case C::notEqual: return broadcast(a, b, y, loop, [](float l, float r) { return uint8_t(l != r); });
  }
}

void select(const uint8_t* condition, const float* a, const float* b, float* y, int64_t count) {
#pragma omp parallel for simd schedule(static) if (count > kParallelElements)
  for (int64_t i = 0; i < count; ++i) y[i] = condition[i] ? a[i] : b[i];
}

}  // namespace oneiros::ONEIROS_INSTRUCTION_SET
