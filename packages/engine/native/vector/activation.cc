#include "activation.h"

#include <algorithm>
#include <vector>

#include "parallel.h"
#include "vector_math.h"

namespace oneiros::ONEIROS_INSTRUCTION_SET {

namespace {

template <class Activate>
void forEachRow(float* values, int64_t rows, int64_t channels, const float* bias, Activate activate) {
  if (!bias) {
    const int64_t count = rows * channels;
#pragma omp parallel for simd schedule(static) if (count > kParallelElements)
    for (int64_t i = 0; i < count; ++i) values[i] = activate(values[i]);
    return;
  }
#pragma omp parallel for schedule(static) if (rows * channels > kParallelElements)
  for (int64_t row = 0; row < rows; ++row) {
    float* at = values + row * channels;
#pragma omp simd
    for (int64_t c = 0; c < channels; ++c) at[c] = activate(at[c] + bias[c]);
  }
}

/// Rows of few channels leave vector lanes empty: repeat the bias until a row is wide.
constexpr int64_t kWideRow = 48;

template <class Activate>
void forEachWideRow(float* values, int64_t rows, int64_t channels, const float* bias, Activate activate) {
  const int64_t repeats = bias && channels < kWideRow ? kWideRow / channels : 1;
  if (repeats == 1 || rows % repeats != 0) return forEachRow(values, rows, channels, bias, activate);
  std::vector<float> wide(repeats * channels);
  for (int64_t i = 0; i < repeats * channels; ++i) wide[i] = bias[i % channels];
  forEachRow(values, rows / repeats, repeats * channels, wide.data(), activate);
}

template <class Derivative>
void multiplyByDerivative(float* values, const float* activated, int64_t count, Derivative derivative) {
#pragma omp parallel for simd schedule(static) if (count > kParallelElements)
  for (int64_t i = 0; i < count; ++i) values[i] *= derivative(activated[i]);
}

/// One pass that writes dPre and sums it into dBias, by blocks of rows in a fixed order.
template <class Derivative>
void gradientPass(const float* dy, const float* y, int64_t rows, int64_t channels, float* dPre, float* dBias,
                  Derivative derivative) {
  const int64_t rowsPerBlock = std::max<int64_t>(1, kSumBlock / std::max<int64_t>(1, channels));
  const int64_t blocks = ceilDivide(rows, rowsPerBlock);
  std::vector<float> partial(blocks * channels, 0.0f);
#pragma omp parallel for schedule(static) if (rows * channels > kParallelElements)
  for (int64_t block = 0; block < blocks; ++block) {
    float* sum = partial.data() + block * channels;
    const int64_t end = std::min(rows, (block + 1) * rowsPerBlock);
    for (int64_t row = block * rowsPerBlock; row < end; ++row) {
      const int64_t at = row * channels;
#pragma omp simd
      for (int64_t c = 0; c < channels; ++c) {
        const float gradient = dy[at + c] * derivative(y ? y[at + c] : 0.0f);
        if (dPre) dPre[at + c] = gradient;
        sum[c] += gradient;
      }
    }
  }
  std::vector<double> total(channels, 0.0);
  for (int64_t block = 0; block < blocks; ++block)
    for (int64_t c = 0; c < channels; ++c) total[c] += partial[block * channels + c];
  for (int64_t c = 0; c < channels; ++c) dBias[c] = static_cast<float>(total[c]);
}

}  // namespace

void applyTransfer(float* values, int64_t rows, int64_t channels, const ResultTransfer& transfer) {
  const float slope = transfer.slope;
  const float* const bias = transfer.bias;
  if (transfer.activated) {
    const float* const y = transfer.activated;
    switch (transfer.activation) {
      case Activation::linear: return;
      case Activation::leakyRelu:
        return multiplyByDerivative(values, y, rows * channels, [slope](float v) { return v > 0.0f ? 1.0f : slope; });
      case Activation::tanh:
        return multiplyByDerivative(values, y, rows * channels, [](float v) { return 1.0f - v * v; });
    }
  }
  switch (transfer.activation) {
    case Activation::linear:
      if (bias) forEachWideRow(values, rows, channels, bias, [](float v) { return v; });
      return;
    case Activation::leakyRelu:
      // A slope of 0 is no factor: 0 times minus infinity would be NaN.
      if (slope == 0.0f) return forEachWideRow(values, rows, channels, bias, [](float v) { return v < 0.0f ? 0.0f : v; });
      return forEachWideRow(values, rows, channels, bias, [slope](float v) { return v > 0.0f ? v : slope * v; });
    case Activation::tanh:
      return forEachWideRow(values, rows, channels, bias, [](float v) { return vectorTanh(v); });
  }
}

void activationBiasGradient(const float* dy, const float* y, int64_t rows, int64_t channels, Activation activation,
                            float slope, float* dPre, float* dBias) {
  switch (activation) {
    case Activation::linear:
      return gradientPass(dy, nullptr, rows, channels, dPre, dBias, [](float) { return 1.0f; });
    case Activation::leakyRelu:
      return gradientPass(dy, y, rows, channels, dPre, dBias, [slope](float v) { return v > 0.0f ? 1.0f : slope; });
    case Activation::tanh:
      return gradientPass(dy, y, rows, channels, dPre, dBias, [](float v) { return 1.0f - v * v; });
  }
}

}  // namespace oneiros::ONEIROS_INSTRUCTION_SET
