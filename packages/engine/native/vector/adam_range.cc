#include "adam_range.h"

#include <cmath>

namespace oneiros::ONEIROS_INSTRUCTION_SET {

namespace {

template <bool hasGradient>
void stepRange(const AdamTensor& t, const AdamCoefficients& k, int64_t begin, int64_t end) {
#pragma omp simd
  for (int64_t i = begin; i < end; ++i) {
    const float g = hasGradient ? t.gradient[i] : 0.0f;
    const float m = k.beta1 * t.first[i] + k.oneMinusBeta1 * g;
    const float v = k.beta2 * t.second[i] + k.oneMinusBeta2 * (g * g);
    t.first[i] = m;
    t.second[i] = v;
    t.parameter[i] -= k.rate * m / (std::sqrt(v) * k.secondScale + k.epsilon);
  }
}

}  // namespace

void adamRange(const AdamTensor& tensor, const AdamCoefficients& coefficients, int64_t begin, int64_t end) {
  if (tensor.gradient)
    stepRange<true>(tensor, coefficients, begin, end);
  else
    stepRange<false>(tensor, coefficients, begin, end);
}

}  // namespace oneiros::ONEIROS_INSTRUCTION_SET
