#pragma once
// The objectives of wake and sleep, each a mean over every element, and their gradients times the incoming one.

#include <cstdint>

namespace oneiros {

/// mean (a - b)^2
float meanSquaredError(const float* a, const float* b, int64_t count);

/// da = dy 2 (a - b) / count
void meanSquaredErrorGradient(const float* a, const float* b, float dy, float* da, int64_t count);

/// mean_j (variance_j + mean_j^2) / 2 - ln sqrt(variance_j) - 1/2 over z [batch, latent], with the batch's mean and
/// unbiased variance, both written to [latent].
float latentDivergence(const float* z, int64_t batch, int64_t latent, float* mean, float* variance);
void latentDivergenceGradient(const float* z, const float* mean, const float* variance, float dy, float* dz,
                              int64_t batch, int64_t latent);

/// Binary cross-entropy of sigmoid(logit) with one target in [0, 1] for all.
float logitCrossEntropy(const float* logit, float target, int64_t count);
void logitCrossEntropyGradient(const float* logit, float target, float dy, float* dLogit, int64_t count);

}  // namespace oneiros
