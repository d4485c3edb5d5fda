#include "losses.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "parallel.h"

namespace oneiros::ONEIROS_INSTRUCTION_SET {

float meanSquaredError(const float* a, const float* b, int64_t count) {
  const int64_t blocks = ceilDivide(count, kSumBlock);
  std::vector<float> partial(blocks);
#pragma omp parallel for schedule(static) if (count > kParallelElements)
  for (int64_t block = 0; block < blocks; ++block) {
    const int64_t end = std::min(count, (block + 1) * kSumBlock);
    float sum = 0.0f;
#pragma omp simd reduction(+ : sum)
    for (int64_t i = block * kSumBlock; i < end; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
    partial[block] = sum;
  }
  double total = 0.0;
  for (const float sum : partial) total += sum;
  return static_cast<float>(total / static_cast<double>(count));
}

void meanSquaredErrorGradient(const float* a, const float* b, float dy, float* da, int64_t count) {
  const float scale = 2.0f * dy / static_cast<float>(count);
#pragma omp parallel for simd schedule(static) if (count > kParallelElements)
  for (int64_t i = 0; i < count; ++i) da[i] = scale * (a[i] - b[i]);
}

float latentDivergence(const float* z, int64_t batch, int64_t latent, float* mean, float* variance) {
  std::vector<double> sum(latent, 0.0), squares(latent, 0.0);
  for (int64_t row = 0; row < batch; ++row)
    for (int64_t j = 0; j < latent; ++j) sum[j] += z[row * latent + j];
  for (int64_t j = 0; j < latent; ++j) sum[j] /= static_cast<double>(batch);
  for (int64_t row = 0; row < batch; ++row)
    for (int64_t j = 0; j < latent; ++j) {
      const double deviation = z[row * latent + j] - sum[j];
      squares[j] += deviation * deviation;
    }
  double total = 0.0;
  for (int64_t j = 0; j < latent; ++j) {
    const double unbiased = squares[j] / static_cast<double>(batch - 1);
    mean[j] = static_cast<float>(sum[j]);
    variance[j] = static_cast<float>(unbiased);
    total += 0.5 * (unbiased + sum[j] * sum[j]) - 0.5 * std::log(unbiased) - 0.5;
  }
  return static_cast<float>(total / static_cast<double>(latent));
}

void latentDivergenceGradient(const float* z, const float* mean, const float* variance, float dy, float* dz,
                              int64_t batch, int64_t latent) {
  // d/dz of (v + m^2)/2 - ln(v)/2 is m/n + (z - m)(1 - 1/v)/(n - 1).
  const float share = dy / static_cast<float>(latent);
  const float perMean = share / static_cast<float>(batch), perVariance = share / static_cast<float>(batch - 1);
  for (int64_t row = 0; row < batch; ++row)
#pragma omp simd
    for (int64_t j = 0; j < latent; ++j) {
      const int64_t at = row * latent + j;
      dz[at] = perMean * mean[j] + perVariance * (1.0f - 1.0f / variance[j]) * (z[at] - mean[j]);
    }
}

float logitCrossEntropy(const float* logit, float target, int64_t count) {
  double total = 0.0;
  for (int64_t i = 0; i < count; ++i) {
    const double value = logit[i];
    total += std::max(value, 0.0) - value * target + std::log1p(std::exp(-std::abs(value)));
  }
  return static_cast<float>(total / static_cast<double>(count));
}

void logitCrossEntropyGradient(const float* logit, float target, float dy, float* dLogit, int64_t count) {
  for (int64_t i = 0; i < count; ++i) {
    const double probability = 1.0 / (1.0 + std::exp(-static_cast<double>(logit[i])));
    dLogit[i] = static_cast<float>(dy * (probability - target) / static_cast<double>(count));
  }
}

}  // namespace oneiros::ONEIROS_INSTRUCTION_SET
