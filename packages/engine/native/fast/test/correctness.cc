// Every algorithm, direction and epilogue against float64 over random shapes: `correctness [seed] [random shapes]`.
// Prints one line for each failure and a summary; the exit code is 1 if anything failed.

#include <omp.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "../kernels.h"
#include "reference.h"

using namespace oneiros::fast;

namespace {

constexpr double kRmsTolerance = 3e-6, kWorstTolerance = 5e-5;

/// Weights that make pre-activations of size 1, so that no tanh saturates.
double filterDeviation(const Shape& s) { return 0.25 / std::sqrt(s.inputChannels); }

const char* const kAlgorithmNames[] = {"winograd-f4x2", "winograd-f2x2", "matrix-product",
                                       "dot-product",   "direct",        "gemm-col2im"};
const char* const kEpilogueNames[] = {"none", "bias", "bias+leaky", "bias+tanh", "leaky'", "tanh'"};

struct Tally {
  int checks = 0, failures = 0;
  double rms = 0, worst = 0;
} tally;

void describe(const char* what, const Shape& s, Algorithm a, const char* detail) {
  std::printf("FAILED %s, %s, %s: batch %d, %dx%dx%d -> %dx%dx%d, pad %d: ", kAlgorithmNames[int(a)], what, detail,
              s.batch, s.inputHeight, s.inputWidth, s.inputChannels, s.outputHeight, s.outputWidth, s.outputChannels,
              s.pad);
}

/// @param expected size of one result, for tensors too small to estimate it from
void compare(const char* what, const Shape& s, Algorithm a, const char* detail, const float* actual,
             const std::vector<double>& reference, double expected) {
  double squares = 0, errors = 0, worst = 0;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    const double error = std::abs(actual[i] - reference[i]);
    squares += reference[i] * reference[i];
    errors += error * error;
    if (!(error <= worst)) worst = error;  // keeps NaN
  }
  double size = std::sqrt(squares / reference.size());
  if (reference.size() < 256) size = std::max(size, expected);
  const double rms = std::sqrt(errors / reference.size()) / size;
  worst /= size;
  ++tally.checks;
  if (rms <= kRmsTolerance && worst <= kWorstTolerance) {
    tally.rms = std::max(tally.rms, rms);
    tally.worst = std::max(tally.worst, worst);
    return;
  }
  ++tally.failures;
  describe(what, s, a, detail);
  std::printf("relative rms %.2e, worst %.2e\n", rms, worst);
}

/// Runs a kernel on one thread and on several: the bits must agree.
template <class Run>
void runTwice(const char* what, const Shape& s, Algorithm a, const char* detail, GuardedFloats& result,
              const Run& run) {
  const int threads = omp_get_max_threads();
  omp_set_num_threads(1);
  result.clear();
  run();
  const std::vector<float> alone(result.data(), result.data() + result.size());
  omp_set_num_threads(threads);
  result.clear();
  run();
  ++tally.checks;
  if (std::memcmp(alone.data(), result.data(), alone.size() * sizeof(float)) == 0) return;
  ++tally.failures;
  describe(what, s, a, detail);
  std::printf("one thread and %d threads give different bits\n", threads);
}

std::vector<Epilogue> epilogues(const GuardedFloats& bias, const GuardedFloats& reference) {
  return {{},
          addBias(bias.data()),
          biasLeakyRelu(bias.data(), 0.2f),
          biasTanh(bias.data()),
          leakyReluGradient(reference.data(), 0.2f),
          tanhGradient(reference.data())};
}

void check(const Shape& s, Algorithm a, std::mt19937& random) {
  const Kernels& k = kernels();
  GuardedFloats x(inputSize(s)), filter(filterSize(s)), y(outputSize(s)), dy(outputSize(s)), dx(inputSize(s));
  GuardedFloats dFilter(filterSize(s)), bias(s.outputChannels), inBias(s.inputChannels), dBias(s.outputChannels);
  GuardedFloats reference(outputSize(s)), inReference(inputSize(s));
  x.fill(random, 1.0f), filter.fill(random, filterDeviation(s)), dy.fill(random, 1.0f);
  bias.fill(random, 0.5f), inBias.fill(random, 0.5f), reference.fill(random, 0.5f), inReference.fill(random, 0.5f);

  if (const auto run = k.forward(a, s.inputChannels)) {
    const auto plain = convolve(s, x.data(), filter.data());
    for (const Epilogue& e : epilogues(bias, reference)) {
      const char* detail = kEpilogueNames[int(e.kind)];
      auto wanted = plain;
      applyEpilogue(e, s.outputChannels, wanted);
      runTwice("forward", s, a, detail, y, [&] { run(s, x.data(), filter.data(), y.data(), e); });
      compare("forward", s, a, detail, y.data(), wanted, 1.0);
    }
  }
  if (const auto run = k.backwardData(a, s.inputChannels)) {
    const auto plain = inputGradient(s, dy.data(), filter.data());
    for (const Epilogue& e : epilogues(inBias, inReference)) {
      const char* detail = kEpilogueNames[int(e.kind)];
      auto wanted = plain;
      applyEpilogue(e, s.inputChannels, wanted);
      runTwice("backward data", s, a, detail, dx, [&] { run(s, dy.data(), filter.data(), dx.data(), e); });
      compare("backward data", s, a, detail, dx.data(), wanted, filterDeviation(s) * 2 * std::sqrt(s.outputChannels));
    }
  }
  if (const auto run = k.backwardWeights(a, s.inputChannels)) {
    if (a == Algorithm::direct && s.outputChannels % k.lanes != 0) return;
    const double expected = std::sqrt(double(s.batch) * s.outputHeight * s.outputWidth);
    runTwice("backward weights", s, a, "", dFilter, [&] { run(s, x.data(), dy.data(), dFilter.data(), dBias.data()); });
    compare("backward weights", s, a, "", dFilter.data(), filterGradient(s, x.data(), dy.data()), expected);
    std::vector<double> sums(s.outputChannels);
    for (std::size_t i = 0; i < dy.size(); ++i) sums[i % s.outputChannels] += dy.data()[i];
    compare("backward weights", s, a, "bias", dBias.data(), sums, expected);
  }
}

}  // namespace

int main(int count, char** arguments) {
  const char* const wanted = std::getenv("ONEIROS_ISA");
  try {
    kernels();
  } catch (const std::runtime_error&) {
    std::printf("%s: skipped, this CPU does not have it\n", wanted);
    return 0;
  }
  std::mt19937 random(count > 1 ? std::atoi(arguments[1]) : 1);
  const int rounds = count > 2 ? std::atoi(arguments[2]) : 10;
  const auto between = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  const auto oneOf = [&](std::initializer_list<int> values) {
    return values.begin()[between(0, int(values.size()) - 1)];
  };

  // The layers themselves, thinner; both ways of sharing; more tiles than one portion of the filter's gradient.
  check(makeShape(64, 16, 16, 16, 32, 1), Algorithm::winogradF4, random);
  check(makeShape(16, 8, 8, 64, 96, 1), Algorithm::winogradF4, random);
  check(makeShape(70, 16, 16, 8, 16, 1), Algorithm::winogradF4, random);
  check(makeShape(5, 8, 8, 160, 144, 1), Algorithm::winogradF2, random);
  // Many channels: errors must not grow with the length of the sums.
  check(makeShape(4, 8, 8, 512, 32, 1), Algorithm::winogradF4, random);
  check(makeShape(33, 16, 8, 512, 16, 1), Algorithm::winogradF4, random);
  for (int round = 0; round < rounds; ++round) {
    for (const Algorithm algorithm : {Algorithm::winogradF4, Algorithm::winogradF2})
      check(makeShape(between(1, 9), 2 * between(1, 9), 2 * between(1, 9), between(1, 70), between(1, 70), 1),
            algorithm, random);
    for (const Algorithm algorithm : {Algorithm::winogradF4, Algorithm::winogradF2})
      check(makeShape(between(1, 5), 2 * between(2, 7), 2 * between(2, 7), between(1, 40), between(1, 40), 0),
            algorithm, random);
    check(makeShape(between(1, 130), 4, 4, between(1, 70), between(1, 140), 0), Algorithm::matrixProduct, random);
    check(makeShape(between(1, 70), 4, 4, between(1, 70), 1, 0), Algorithm::dotProduct, random);
    for (const Algorithm algorithm : {Algorithm::direct, Algorithm::gemmCol2im})
      // Outputs at least as wide as the kernel has rows; narrower images go to oneDNN.
      check(makeShape(between(1, 20), 2 * between(4, 20), 2 * between(9, 20), oneOf({1, 3}),
                      between(0, 1) ? 16 * between(1, 5) : between(1, 80), between(0, 1)),
            algorithm, random);
  }
  std::printf("%s, %d threads: %d checks, %d failed; largest error of those that passed: rms %.2e, worst %.2e\n",
              instructionSetName(), omp_get_max_threads(), tally.checks, tally.failures, tally.rms, tally.worst);
  return tally.failures > 0;
}
