// Compares the vector code of the instruction set in use with its definition in float64, over lengths around the width of
// a vector and beyond what one thread takes. Ends with 1 if something differs.

#include <omp.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

#include "../../fast/instruction_set.h"
#include "../activation.h"
#include "../adam_range.h"
#include "../elementwise.h"
#include "../losses.h"
#include "../movement.h"
#include "../pooling.h"
#include "../reductions.h"
#include "../resizing.h"

namespace {

using namespace oneiros;
using Values = std::vector<float>;

/// Of a result with a few rounded operations, relative to its size or to 1.
constexpr double kTolerance = 2e-6;
int checks = 0, failures = 0;

void expectClose(const char* what, double actual, double expected, double tolerance = kTolerance) {
  ++checks;
  if (std::abs(actual - expected) <= tolerance * std::max(1.0, std::abs(expected))) return;
  if (++failures <= 20) std::printf("  %s: expected %.9g, got %.9g\n", what, expected, actual);
}

Values random(int64_t count, float from = -3.0f, float to = 3.0f) {
  static std::mt19937 generator(1);
  std::uniform_real_distribution<float> uniform(from, to);
  Values values(count);
  for (float& value : values) value = uniform(generator);
  return values;
}

void testUnary(int64_t n) {
  using Definition = std::function<double(double)>;
  const std::pair<UnaryOperation, Definition> cases[] = {
      {UnaryOperation::exp, [](double v) { return std::exp(v); }},
      {UnaryOperation::tanh, [](double v) { return std::tanh(v); }},
      {UnaryOperation::sigmoid, [](double v) { return 1 / (1 + std::exp(-v)); }},
      {UnaryOperation::softplus, [](double v) { return std::log1p(std::exp(v)); }},
      {UnaryOperation::leakyRelu, [](double v) { return v < 0 ? 0.25 * v : v; }},
      {UnaryOperation::round, [](double v) { return std::nearbyint(v); }},
      {UnaryOperation::sqrt, [](double v) { return std::sqrt(v); }}};
  for (const auto& [operation, definition] : cases) {
    const bool isRoot = operation == UnaryOperation::sqrt;
    const Values x = random(n, isRoot ? 0.0f : -3.0f);
    Values y(n);
    unary(operation, x.data(), y.data(), n, 0.25f, 0.0f);
    for (int64_t i = 0; i < n; ++i) expectClose("unary", y[i], definition(x[i]));
  }
}

void testBinary(int64_t rows, int64_t columns) {
  const Values a = random(rows * columns), row = random(columns);
  Values y(rows * columns);
  std::vector<uint8_t> larger(rows * columns);
  Loop<2> loop{2, {rows, columns}, {}};
  loop.stride[0] = {columns, 1};
  loop.stride[1] = {0, 1};
  binary(BinaryOperation::squaredDifference, a.data(), row.data(), y.data(), loop);
  compare(Comparison::greater, a.data(), row.data(), larger.data(), loop);
  for (int64_t i = 0; i < rows * columns; ++i) {
    const double difference = double(a[i]) - row[i % columns];
    expectClose("binary", y[i], difference * difference);
    expectClose("compare", larger[i], a[i] > row[i % columns], 0.0);
  }
}

void testReductions(int64_t outer, int64_t reduced, int64_t inner) {
  const Values x = random(outer * reduced * inner);
  Values sum(outer * inner), top(outer * inner);
  reduce(Reduction::sum, x.data(), sum.data(), outer, reduced, inner);
  reduce(Reduction::maximum, x.data(), top.data(), outer, reduced, inner);
  for (int64_t o = 0; o < outer; ++o)
    for (int64_t i = 0; i < inner; ++i) {
      double total = 0.0, largest = -INFINITY;
      for (int64_t r = 0; r < reduced; ++r) {
        total += x[(o * reduced + r) * inner + i];
        largest = std::max<double>(largest, x[(o * reduced + r) * inner + i]);
      }
      // Rounding grows with the numbers that are summed.
      expectClose("sum", sum[o * inner + i], total, 1e-6 * std::max<double>(1.0, reduced));
      expectClose("maximum", top[o * inner + i], largest, 0.0);
    }
}

void testActivation(int64_t rows, int64_t channels) {
  const Values before = random(rows * channels), bias = random(channels), dy = random(rows * channels);
  Values y = before, dPre(rows * channels), dBias(channels);
  applyTransfer(y.data(), rows, channels, {bias.data(), nullptr, Activation::tanh, 0.0f});
  activationBiasGradient(dy.data(), y.data(), rows, channels, Activation::tanh, 0.0f, dPre.data(), dBias.data());
  std::vector<double> total(channels, 0.0);
  for (int64_t i = 0; i < rows * channels; ++i) {
    expectClose("tanh of a sum", y[i], std::tanh(double(before[i]) + bias[i % channels]));
    const double gradient = dy[i] * (1.0 - double(y[i]) * y[i]);
    expectClose("derivative", dPre[i], gradient);
    total[i % channels] += gradient;
  }
  for (int64_t c = 0; c < channels; ++c) expectClose("bias gradient", dBias[c], total[c], 1e-6 * rows);
}

void testAdam(int64_t n) {
  const Values gradient = random(n), before = random(n);
  Values p = before, m = random(n), v = random(n, 0.0f);
  const Values oldM = m, oldV = v;
  const AdamCoefficients k{0.9f, 0.999f, 0.1f, 0.001f, 0.01f, 1.5f, 1e-8f};
  adamRange({p.data(), gradient.data(), m.data(), v.data(), n, 1}, k, 0, n);
  for (int64_t i = 0; i < n; ++i) {
    const double first = 0.9 * oldM[i] + 0.1 * gradient[i];
    const double second = 0.999 * oldV[i] + 0.001 * double(gradient[i]) * gradient[i];
    expectClose("first moment", m[i], first);
    expectClose("second moment", v[i], second);
    expectClose("parameter", p[i], before[i] - 0.01 * first / (std::sqrt(second) * 1.5 + 1e-8), 1e-5);
  }
}

void testLosses(int64_t n) {
  const Values a = random(n), b = random(n);
  double squares = 0.0, entropy = 0.0;
  for (int64_t i = 0; i < n; ++i) {
    squares += (double(a[i]) - b[i]) * (double(a[i]) - b[i]);
    entropy += std::log1p(std::exp(-double(a[i])));  // of the target 1
  }
  expectClose("mean squared error", meanSquaredError(a.data(), b.data(), n), squares / n, 1e-5);
  expectClose("cross-entropy", logitCrossEntropy(a.data(), 1.0f, n), entropy / n);
}

void testMaps(int32_t channels) {
  // Windows of 2x2 that move by 2 over maps of 4x4: no padding, four inputs for each output.
  const PoolShape shape{2, 4, 4, channels, 2, 2, 2, 2, 2, 2, 0, 0};
  const Values x = random(shape.inputSize());
  Values largest(shape.outputSize()), mean(shape.outputSize()), halved(shape.outputSize());
  maxPool(shape, x.data(), largest.data());
  meanPool(shape, x.data(), mean.data());
  // Half the size with half-pixel centres: every output lies in the middle of four inputs, as the mean does.
  resizeBilinear({2, 4, 4, channels, 2, 2}, false, true, x.data(), halved.data());
  for (int64_t at = 0; at < shape.outputSize(); ++at) {
    const int64_t c = at % channels, j = at / channels % 2, i = at / channels / 2 % 2, image = at / channels / 4;
    double sum = 0.0, top = -INFINITY;
    for (int64_t tap = 0; tap < 4; ++tap) {
      const double value = x[((image * 4 + 2 * i + tap / 2) * 4 + 2 * j + tap % 2) * channels + c];
      sum += value;
      top = std::max(top, value);
    }
    expectClose("largest of a window", largest[at], top, 0.0);
    expectClose("mean of a window", mean[at], sum / 4);
    expectClose("half the size", halved[at], sum / 4);
  }
}

}  // namespace

int main() {
  try {
    oneiros::fast::instructionSet();
  } catch (const std::runtime_error&) {
    std::printf("%s: skipped, this CPU does not have it\n", std::getenv("ONEIROS_ISA"));
    return 0;
  }
  for (const int64_t n : {1, 3, 15, 16, 17, 33, 1000, 40000}) {
    testUnary(n);
    testAdam(n);
    testLosses(n);
    testBinary(3, n);
    testReductions(2, n, 1);
    testReductions(2, 9, n);
    testActivation(7, n);
  }
  for (const int32_t channels : {1, 3, 16, 19, 64}) testMaps(channels);
  std::printf("%s, %d threads: %d checks, %d failed\n", oneiros::fast::instructionSetName(), omp_get_max_threads(), checks,
              failures);
  return failures == 0 ? 0 : 1;
}
