// All kernels for one instruction set. Compiled once for each, with ONEIROS_INSTRUCTION_SET its name (sources.mjs), and
// optimised, so that what these copies share (std::min and the like) is inlined: a shared function that the linker took
// from the copy for AVX-512 would end the program on a CPU without it. `nm` of the objects shows no weak symbol.

#include "kernels.h"

#include <omp.h>

#include "direct.h"
#include "dot_product.h"
#include "gemm_col2im.h"
#include "matrix_product.h"
#include "winograd_backward_data.h"
#include "winograd_backward_weights.h"
#include "winograd_forward.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

namespace {

ForwardKernel forwardKernel(Algorithm algorithm, int inputChannels) {
  switch (algorithm) {
    case Algorithm::winogradF4: return winogradForward<4>;
    case Algorithm::winogradF2: return winogradForward<2>;
    case Algorithm::matrixProduct: return productForward;
    case Algorithm::dotProduct: return dotForward;
    case Algorithm::direct: return inputChannels == 1 ? directForward<1> : directForward<3>;
    default: return nullptr;
  }
}

BackwardDataKernel backwardDataKernel(Algorithm algorithm, int inputChannels) {
  switch (algorithm) {
    case Algorithm::winogradF4: return winogradBackwardData<4>;
    case Algorithm::winogradF2: return winogradBackwardData<2>;
    case Algorithm::matrixProduct: return productBackwardData;
    case Algorithm::dotProduct: return dotBackwardData;
    case Algorithm::gemmCol2im: return inputChannels == 1 ? gemmCol2im<1> : gemmCol2im<3>;
    default: return nullptr;
  }
}

BackwardWeightsKernel backwardWeightsKernel(Algorithm algorithm, int inputChannels) {
  switch (algorithm) {
    case Algorithm::winogradF4: return winogradBackwardWeights<4>;
    case Algorithm::winogradF2: return winogradBackwardWeights<2>;
    case Algorithm::matrixProduct: return productBackwardWeights;
    case Algorithm::dotProduct: return dotBackwardWeights;
    case Algorithm::direct: return inputChannels == 1 ? directBackwardWeights<1> : directBackwardWeights<3>;
    default: return nullptr;
  }
}

}  // namespace

const Kernels table = {lanes, kernelRows, forwardKernel, backwardDataKernel, backwardWeightsKernel};

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
