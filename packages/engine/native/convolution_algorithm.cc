#include "convolution_algorithm.h"

#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

#include "convolution_as_product.h"

namespace oneiros {

namespace {

bool wantsFast() {
  static const bool wanted = [] {
    const char* const choice = std::getenv("ONEIROS_CONVOLUTIONS");
    if (!choice || !*choice || std::strcmp(choice, "fast") == 0) return true;
    if (std::strcmp(choice, "direct") == 0) return false;
    throw std::runtime_error("ONEIROS_CONVOLUTIONS is \"" + std::string(choice) + "\"; expected fast or direct");
  }();
  return wanted;
}

/// The fast library takes 4x4 filters that move by 2, or that cover their input and cannot move.
bool hasFastWindow(const ConvolutionShape& s) {
  const bool isFourByFour = s.filterHeight == 4 && s.filterWidth == 4;
  const bool isUndilated = s.dilationHeight == 1 && s.dilationWidth == 1;
  const bool movesByTwo = s.strideHeight == 2 && s.strideWidth == 2;
  const bool covers = s.outHeight == 1 && s.outWidth == 1 && s.inHeight == 4 && s.inWidth == 4;
  const bool isEvenlyPadded = s.padLeft == s.padTop && s.padBottom == s.padTop && s.padRight == s.padTop;
  return isFourByFour && isUndilated && isEvenlyPadded && (movesByTwo || (covers && s.padTop == 0));
}

}  // namespace

std::optional<fast::Shape> fastShape(fast::Direction direction, const ConvolutionShape& s) {
  if (!wantsFast() || !hasFastWindow(s)) return std::nullopt;
  const fast::Shape shape = fast::makeShape(s.batch, s.inHeight, s.inWidth, s.inChannels, s.outChannels, s.padTop);
  const bool agrees = shape.outputHeight == s.outHeight && shape.outputWidth == s.outWidth;
  if (!agrees || !fast::algorithmFor(direction, shape)) return std::nullopt;
  return shape;
}

std::optional<fast::Epilogue> fastEpilogue(const ResultTransfer& t) {
  if (t.activated) {
    if (t.activation == Activation::leakyRelu) return fast::leakyReluGradient(t.activated, t.slope);
    if (t.activation == Activation::tanh) return fast::tanhGradient(t.activated);
    return fast::Epilogue{};
  }
  switch (t.activation) {
    case Activation::linear: return t.bias ? fast::addBias(t.bias) : fast::Epilogue{};
    case Activation::leakyRelu: return t.bias ? std::optional(fast::biasLeakyRelu(t.bias, t.slope)) : std::nullopt;
    case Activation::tanh: return t.bias ? std::optional(fast::biasTanh(t.bias)) : std::nullopt;
  }
  return std::nullopt;
}

const char* convolutionAlgorithm(fast::Direction direction, const ConvolutionShape& shape) {
  if (const auto fast = fastShape(direction, shape)) return fast::algorithmFor(direction, *fast);
  return isMatrixProduct(shape) ? "onednn-matrix-product" : "onednn-direct";
}

}  // namespace oneiros
