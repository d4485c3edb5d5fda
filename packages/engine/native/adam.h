#pragma once
// One Adam step of a whole network: every tensor in one parallel region, because most are too small to share alone.

#include <cstdint>
#include <vector>

namespace oneiros {

struct AdamTensor {
  float* parameter;
  const float* gradient;  // null: the synapse coasts on its momentum (gradient 0)
  float* first;
  float* second;
  int64_t count;
  int64_t step;  // of this tensor, counted from 1, this step included
};

/// What is the same for every number of a tensor in one step.
struct AdamCoefficients {
  float beta1, beta2, oneMinusBeta1, oneMinusBeta2, rate, secondScale, epsilon;
};

struct AdamSettings {
  double learningRate, beta1, beta2, epsilon;
};

/// m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; p -= lr m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + epsilon), in place.
void adamStep(const std::vector<AdamTensor>& tensors, const AdamSettings& settings);

}  // namespace oneiros
