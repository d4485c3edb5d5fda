#pragma once
// oneDNN's direct convolutions for any shape. Data stay NHWC, which oneDNN computes as fast as its blocked layouts;
// only the filters are copied into the layout that its generated code wants.

#include <dnnl.hpp>

#include "convolution.h"

namespace oneiros {

/// A compiled convolution in one direction, with a buffer for the filter in oneDNN's layout.
struct ConvolutionPrimitive {
  dnnl::primitive primitive;
  dnnl::memory::desc inputDesc, filterDesc, outputDesc, biasDesc;
  dnnl::memory filter;
};

enum class ForwardEpilogue { none, bias, biasLeakyRelu };

ConvolutionPrimitive makeForward(const ConvolutionShape& shape, ForwardEpilogue epilogue, float slope);
ConvolutionPrimitive makeBackwardData(const ConvolutionShape& shape);
ConvolutionPrimitive makeBackwardWeights(const ConvolutionShape& shape);

void onednnForward(const ConvolutionShape& shape, const float* x, const float* filter, const float* bias,
                   ForwardEpilogue epilogue, float slope, float* y);
void onednnBackwardData(const ConvolutionShape& shape, const float* dy, const float* filter, float* dx);
void onednnBackwardWeights(const ConvolutionShape& shape, const float* x, const float* dy, float* dFilter);

void clearConvolutionPrimitives();

}  // namespace oneiros
