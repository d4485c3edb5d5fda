// Picks the kernels for this CPU when they are first needed, and calls them.

#include <stdexcept>

#include "instruction_set.h"
#include "kernels.h"

namespace oneiros::fast {

namespace {

template <class Kernel>
Kernel needed(Kernel kernel) {
  if (!kernel) throw std::invalid_argument("no fast algorithm for this shape: ask algorithmFor first, then use oneDNN");
  return kernel;
}

}  // namespace

const Kernels& kernels() {
  static const Kernels& chosen = *ONEIROS_FOR_THIS_CPU(table);
  return chosen;
}

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
