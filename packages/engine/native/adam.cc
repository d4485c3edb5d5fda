#include "adam.h"

#include <algorithm>
#include <cmath>

#include "vector/adam_range.h"
#include "vector/parallel.h"

namespace oneiros {

namespace {

AdamCoefficients coefficientsAt(int64_t step, const AdamSettings& s) {
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

constexpr int64_t kAdamBlock = 16384;

}  // namespace

void adamStep(const std::vector<AdamTensor>& tensors, const AdamSettings& settings) {
  std::vector<AdamCoefficients> coefficients;
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
    adamRange(tensor, coefficients[at], begin, end);
  }
}

}  // namespace oneiros
