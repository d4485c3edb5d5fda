#include "adam.h"

#include <algorithm>
#include <cmath>

#include "parallel.h"

namespace oneiros {

namespace {

struct Coefficients {
  float beta1, beta2, oneMinusBeta1, oneMinusBeta2, rate, secondScale, epsilon;
};

Coefficients coefficientsAt(int64_t step, const AdamSettings& s) {
  const double firstCorrection = 1.0 - std::pow(s.beta1, static_cast<double>(step));
  const double secondCorrection = 1.0 - std::pow(s.beta2, static_cast<double>(step));
  return {static_cast<float>(s.beta1),
          static_cast<float>(s.beta2),
          static_cast<float>(1.0 - s.beta1),
          static_cast<float>(1.0 - s.beta2),
          static_cast<float>(s.learningRate / firstCorrection),
          static_cast<float>(1.0 / std::sqrt(secondCorrection)),
          static_cast<float>(s.epsilon)};
}

template <bool hasGradient>
void stepRange(const AdamTensor& t, const Coefficients& k, int64_t begin, int64_t end) {
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

constexpr int64_t kAdamBlock = 16384;

}  // namespace

void adamStep(const std::vector<AdamTensor>& tensors, const AdamSettings& settings) {
  std::vector<Coefficients> coefficients;
  std::vector<int64_t> firstBlock{0};
  for (const auto& tensor : tensors) {
    coefficients.push_back(coefficientsAt(tensor.step, settings));
    firstBlock.push_back(firstBlock.back() + ceilDivide(tensor.count, kAdamBlock));
  }
#pragma omp parallel for schedule(static) if (firstBlock.back() > 1)
  for (int64_t block = 0; block < firstBlock.back(); ++block) {
    const auto at = std::upper_bound(firstBlock.begin(), firstBlock.end(), block) - firstBlock.begin() - 1;
    const AdamTensor& tensor = tensors[at];
    const int64_t begin = (block - firstBlock[at]) * kAdamBlock, end = std::min(tensor.count, begin + kAdamBlock);
    if (tensor.gradient)
      stepRange<true>(tensor, coefficients[at], begin, end);
    else
      stepRange<false>(tensor, coefficients[at], begin, end);
  }
}

}  // namespace oneiros
