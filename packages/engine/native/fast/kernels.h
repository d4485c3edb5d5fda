#pragma once
// The functions that exist once for each instruction set. dispatch.cc picks a table when it is first needed.

#include "fast.h"
#include "instruction_set.h"

namespace oneiros::fast {

enum class Algorithm { winogradF4, winogradF2, matrixProduct, dotProduct, direct, gemmCol2im, onednn };

using ForwardKernel = void (*)(const Shape&, const float* x, const float* filter, float* y, const Epilogue&);
using BackwardDataKernel = void (*)(const Shape&, const float* dy, const float* filter, float* dx, const Epilogue&);
using BackwardWeightsKernel = void (*)(const Shape&, const float* x, const float* dy, float* dFilter, float* dBias);

struct Kernels {
  int lanes, rows;  // floats in a vector, rows of the register kernel
  ForwardKernel (*forward)(Algorithm, int inputChannels);
  BackwardDataKernel (*backwardData)(Algorithm, int inputChannels);
  BackwardWeightsKernel (*backwardWeights)(Algorithm, int inputChannels);
};

/// The table in use.
const Kernels& kernels();

/// What a convolution gets from a table: a function of the shape and of the vector's width.
Algorithm chooseAlgorithm(Direction direction, const Shape& shape, const Kernels& kernels);

#define ONEIROS_DECLARE_TABLE(set, name) \
  namespace set {                         \
  extern const Kernels name;              \
  }
ONEIROS_EACH_INSTRUCTION_SET(ONEIROS_DECLARE_TABLE, table)
#undef ONEIROS_DECLARE_TABLE

}  // namespace oneiros::fast
