// Picks the kernels for this CPU when they are first needed, and calls them.

#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

#include "kernels.h"

namespace oneiros::fast {

namespace {

bool runs(const Kernels& candidate) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (&candidate == &avx512::table)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx2") &&
           __builtin_cpu_supports("fma");
  if (&candidate == &avx2::table) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
  return &candidate == &baseline::table;
}

const Kernels& pick() {
#if defined(__x86_64__)
  const Kernels* const candidates[] = {&avx512::table, &avx2::table, &baseline::table};
#else
  const Kernels* const candidates[] = {&baseline::table};
#endif
  const char* const wanted = std::getenv("ONEIROS_ISA");
  for (const Kernels* candidate : candidates) {
    if (wanted && *wanted && std::strcmp(wanted, candidate->name) != 0) continue;
    if (runs(*candidate)) return *candidate;
  }
  throw std::runtime_error("ONEIROS_ISA asks for the instruction set \"" + std::string(wanted ? wanted : "") +
                           "\", which this CPU or this build lacks: unset it, or set it to avx512, avx2 or baseline");
}

template <class Kernel>
Kernel needed(Kernel kernel) {
  if (!kernel) throw std::invalid_argument("no fast algorithm for this shape: ask algorithmFor first, then use oneDNN");
  return kernel;
}

}  // namespace

const Kernels& kernels() {
  static const Kernels& chosen = pick();
  return chosen;
}

const char* instructionSet() { return kernels().name; }

const char* algorithmFor(Direction direction, const Shape& shape) {
  switch (chooseAlgorithm(direction, shape, kernels())) {
    case Algorithm::winogradF4: return "winograd-f4x2";
    case Algorithm::winogradF2: return "winograd-f2x2";
    case Algorithm::matrixProduct:
    case Algorithm::dotProduct: return "matrix-product";
    case Algorithm::direct: return "direct";
    case Algorithm::gemmCol2im: return "gemm-col2im";
    case Algorithm::onednn: return nullptr;
  }
  return nullptr;
}

void forward(const Shape& shape, const float* x, const float* filter, float* y, const Epilogue& epilogue) {
  const Algorithm algorithm = chooseAlgorithm(Direction::forward, shape, kernels());
  needed(kernels().forward(algorithm, shape.inputChannels))(shape, x, filter, y, epilogue);
}

void backwardData(const Shape& shape, const float* dy, const float* filter, float* dx, const Epilogue& epilogue) {
  const Algorithm algorithm = chooseAlgorithm(Direction::backwardData, shape, kernels());
  needed(kernels().backwardData(algorithm, shape.inputChannels))(shape, dy, filter, dx, epilogue);
}

void backwardWeights(const Shape& shape, const float* x, const float* dy, float* dFilter, float* dBias) {
  const Algorithm algorithm = chooseAlgorithm(Direction::backwardWeights, shape, kernels());
  needed(kernels().backwardWeights(algorithm, shape.inputChannels))(shape, x, dy, dFilter, dBias);
}

}  // namespace oneiros::fast
