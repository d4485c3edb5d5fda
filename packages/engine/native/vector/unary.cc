#include <cmath>

#include "elementwise.h"
#include "vector_math.h"

namespace oneiros::ONEIROS_INSTRUCTION_SET {

namespace {

template <class F>
void map(const float* x, float* y, int64_t count, F f) {
#pragma omp parallel for simd schedule(static) if (count > kParallelElements)
  for (int64_t i = 0; i < count; ++i) y[i] = f(x[i]);
}

/// Rounds halves to even, as tfjs does.
float roundHalfToEven(float v) { return std::nearbyint(v); }

float softplus(float v) { return std::max(v, 0.0f) + std::log1p(std::exp(-std::abs(v))); }

}  // namespace

void unary(UnaryOperation operation, const float* x, float* y, int64_t n, float p, float q) {
  using O = UnaryOperation;
  switch (operation) {
    case O::abs: return map(x, y, n, [](float v) { return std::abs(v); });
    case O::ceil: return map(x, y, n, [](float v) { return std::ceil(v); });
    case O::clip: return map(x, y, n, [p, q](float v) { return v > q ? q : (v < p ? p : v); });
    case O::cos: return map(x, y, n, [](float v) { return std::cos(v); });
    case O::elu: return map(x, y, n, [](float v) { return v >= 0.0f ? v : std::expm1(v); });
    case O::exp: return map(x, y, n, [](float v) { return vectorExp(v); });
    case O::expm1: return map(x, y, n, [](float v) { return std::expm1(v); });
    case O::floor: return map(x, y, n, [](float v) { return std::floor(v); });
    case O::leakyRelu: return map(x, y, n, [p](float v) { return v < 0.0f ? p * v : v; });
    case O::log: return map(x, y, n, [](float v) { return std::log(v); });
    case O::log1p: return map(x, y, n, [](float v) { return std::log1p(v); });
    case O::negate: return map(x, y, n, [](float v) { return -v; });
    case O::reciprocal: return map(x, y, n, [](float v) { return 1.0f / v; });
    case O::relu: return map(x, y, n, [](float v) { return v < 0.0f ? 0.0f : v; });
    case O::relu6: return map(x, y, n, [](float v) { return v < 0.0f ? 0.0f : (v > 6.0f ? 6.0f : v); });
    case O::round: return map(x, y, n, roundHalfToEven);
    case O::rsqrt: return map(x, y, n, [](float v) { return 1.0f / std::sqrt(v); });
    case O::sigmoid: return map(x, y, n, [](float v) { return vectorSigmoid(v); });
    // 0 for NaN, as tfjs has it.
    case O::sign: return map(x, y, n, [](float v) { return v < 0.0f ? -1.0f : (v > 0.0f ? 1.0f : 0.0f); });
    case O::sin: return map(x, y, n, [](float v) { return std::sin(v); });
    case O::softplus: return map(x, y, n, softplus);
    case O::sqrt: return map(x, y, n, [](float v) { return std::sqrt(v); });
    case O::square: return map(x, y, n, [](float v) { return v * v; });
    case O::step: return map(x, y, n, [p](float v) { return v != v ? v : (v > 0.0f ? 1.0f : p); });
    case O::tanh: return map(x, y, n, [](float v) { return vectorTanh(v); });
  }
}

}  // namespace oneiros::ONEIROS_INSTRUCTION_SET
