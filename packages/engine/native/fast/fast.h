#pragma once
// Convolutions faster than a direct convolution can be: the 4x4 stride-2 layers of the cortex, float32.
//
// How to call it from the addon (see README.md):
//   const fast::Shape shape = fast::makeShape(batch, height, width, in, out, pad);
//   if (fast::algorithmFor(fast::Direction::forward, shape))           // nullptr: oneDNN is the better choice
//     fast::forward(shape, x, filter, y, fast::biasLeakyRelu(bias, 0.2f));
// The transposed convolution of the feedback pathway is backwardData with an epilogue that adds bias and activates.
// Calls may come from any thread; each uses up to omp_get_max_threads() threads and one workspace for each caller.
// Results depend on the shape and on the instruction set, never on timing, scheduling or the number of threads.

#include <cstddef>

namespace oneiros::fast {

/// A convolution with a 4x4 filter and stride 2. Layouts, contiguous: x [batch, inputHeight, inputWidth,
/// inputChannels], filter [4, 4, inputChannels, outputChannels], y [batch, outputHeight, outputWidth, outputChannels].
/// Where the filter covers the whole input (outputHeight = outputWidth = 1, pad 0) the stride has no meaning.
struct Shape {
  int batch;
  int inputHeight, inputWidth, inputChannels;
  int outputHeight, outputWidth, outputChannels;
  int pad;  // the same on all four sides: 0 or 1
};

constexpr Shape makeShape(int batch, int inputHeight, int inputWidth, int inputChannels, int outputChannels, int pad) {
  return {batch,
          inputHeight,
          inputWidth,
          inputChannels,
          (inputHeight + 2 * pad - 4) / 2 + 1,
          (inputWidth + 2 * pad - 4) / 2 + 1,
          outputChannels,
          pad};
}

enum class Direction { forward, backwardData, backwardWeights };

/// What happens to each result on its way to memory. Channels are those of the result.
struct Epilogue {
  enum class Kind { none, bias, biasLeakyRelu, biasTanh, leakyReluGradient, tanhGradient };
  Kind kind = Kind::none;
  const float* bias = nullptr;  // [channels]
  const float* reference =
      nullptr;         // the activated tensor whose activation's derivative multiplies the result; its shape
  float slope = 0.0f;  // of leaky ReLU, in [0, 1]; its gradient needs a slope above 0 to see the sign
};

constexpr Epilogue addBias(const float* bias) { return {Epilogue::Kind::bias, bias, nullptr, 0.0f}; }
constexpr Epilogue biasLeakyRelu(const float* bias, float slope) {
  return {Epilogue::Kind::biasLeakyRelu, bias, nullptr, slope};
}
constexpr Epilogue biasTanh(const float* bias) { return {Epilogue::Kind::biasTanh, bias, nullptr, 0.0f}; }
constexpr Epilogue leakyReluGradient(const float* activated, float slope) {
  return {Epilogue::Kind::leakyReluGradient, nullptr, activated, slope};
}
constexpr Epilogue tanhGradient(const float* activated) {
  return {Epilogue::Kind::tanhGradient, nullptr, activated, 0.0f};
}

/// The algorithm that a convolution gets: "winograd-f4x2", "winograd-f2x2", "matrix-product", "gemm-col2im", "direct",
/// or nullptr where oneDNN should do it. It follows from the shape and the instruction set alone.
const char* algorithmFor(Direction direction, const Shape& shape);

/// y = epilogue(x * filter). Only where algorithmFor(Direction::forward, shape) is not null.
void forward(const Shape& shape, const float* x, const float* filter, float* y, const Epilogue& epilogue = {});

/// dx = epilogue(adjoint of the convolution applied to dy). Only where algorithmFor(backwardData, shape) is not null.
void backwardData(const Shape& shape, const float* dy, const float* filter, float* dx, const Epilogue& epilogue = {});

/// dFilter = gradient of the filter; dBias [outputChannels], the sum of dy, where it is not null.
/// Only where algorithmFor(backwardWeights, shape) is not null.
void backwardWeights(const Shape& shape, const float* x, const float* dy, float* dFilter, float* dBias = nullptr);

/// Gives the calling thread's workspace back; the next call allocates one again.
void releaseWorkspace();

/// Bytes that the calling thread's workspace holds.
std::size_t workspaceBytes();

}  // namespace oneiros::fast
