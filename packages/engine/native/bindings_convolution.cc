#include "vector/activation.h"
#include "arguments.h"
#include "bindings.h"
#include "convolution.h"
#include "convolution_algorithm.h"
#include "convolution_floor.h"
#include "matrix_product.h"

namespace oneiros {

namespace {

using Info = const Napi::CallbackInfo&;

Activation activation(const Napi::Value& value) { return static_cast<Activation>(integer(value)); }

/// bias | null, activated | null, activation, slope: four arguments that follow each other.
ResultTransfer resultTransfer(Info info, int at, int64_t channels, int64_t resultSize) {
  return {floatsOrNull(info[at], channels, "bias"), floatsOrNull(info[at + 1], resultSize, "activated"),
          activation(info[at + 2]), static_cast<float>(number(info[at + 3]))};
}

// (shape, x, filter, bias | null, activated | null, activation, slope, y)
Napi::Value Forward(Info info) {
  return guarded(info, [&] {
    const auto s = convolutionShape(info[0]);
    convolutionForward(s, floats(info[1], s.inputSize(), "x"), floats(info[2], s.filterSize(), "filter"),
                       resultTransfer(info, 3, s.outChannels, s.outputSize()), floats(info[7], s.outputSize(), "y"));
    return info.Env().Undefined();
  });
}

// (shape, dy, filter, bias | null, activated | null, activation, slope, dx)
Napi::Value BackwardData(Info info) {
  return guarded(info, [&] {
    const auto s = convolutionShape(info[0]);
    convolutionBackwardData(s, floats(info[1], s.outputSize(), "dy"), floats(info[2], s.filterSize(), "filter"),
                            resultTransfer(info, 3, s.inChannels, s.inputSize()),
                            floats(info[7], s.inputSize(), "dx"));
    return info.Env().Undefined();
  });
}

// (shape, x, dy, dFilter)
Napi::Value BackwardWeights(Info info) {
  return guarded(info, [&] {
    const auto s = convolutionShape(info[0]);
    convolutionBackwardWeights(s, floats(info[1], s.inputSize(), "x"), floats(info[2], s.outputSize(), "dy"),
                               floats(info[3], s.filterSize(), "dFilter"));
    return info.Env().Undefined();
  });
}

// (direction, shape) -> name
Napi::Value Algorithm(Info info) {
  return guarded(info, [&] {
    const auto direction = static_cast<fast::Direction>(integer(info[0]));
    return Napi::String::New(info.Env(), convolutionAlgorithm(direction, convolutionShape(info[1])));
  });
}

// (rows, channels, dy, y | null, activation, slope, dPre | null, dBias)
Napi::Value ActivationBiasGradient(Info info) {
  return guarded(info, [&] {
    const int64_t rows = integer(info[0]), channels = integer(info[1]), count = rows * channels;
    activationBiasGradient(floats(info[2], count, "dy"), floatsOrNull(info[3], count, "y"), rows, channels,
                           activation(info[4]), static_cast<float>(number(info[5])),
                           floatsOrNull(info[6], count, "dPre"), floats(info[7], channels, "dBias"));
    return info.Env().Undefined();
  });
}

// (transposeA, transposeB, rows, columns, inner, a, aOffset, b, bOffset, c, cOffset)
Napi::Value MatrixProduct(Info info) {
  return guarded(info, [&] {
    const int64_t rows = integer(info[2]), columns = integer(info[3]), inner = integer(info[4]);
    auto a = floatArray(info[5], "a"), b = floatArray(info[7], "b"), c = floatArray(info[9], "c");
    const auto aAt = static_cast<int64_t>(number(info[6])), bAt = static_cast<int64_t>(number(info[8])),
               cAt = static_cast<int64_t>(number(info[10]));
    const auto holds = [](const Napi::Float32Array& array, int64_t end) {
      return static_cast<int64_t>(array.ElementLength()) >= end;
    };
    if (!holds(a, aAt + rows * inner) || !holds(b, bAt + inner * columns) || !holds(c, cAt + rows * columns))
      throw std::invalid_argument("native kernel: a matrix is smaller than its shape");
    matrixProduct(info[0].ToBoolean(), info[1].ToBoolean(), rows, columns, inner, a.Data() + aAt, b.Data() + bAt,
                  c.Data() + cAt);
    return info.Env().Undefined();
  });
}

// new ConvolutionFloor(batch, baseWidth, latentSize, imageSide, imageChannels).run() -> seconds
class FloorObject : public Napi::ObjectWrap<FloorObject> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "ConvolutionFloor", {InstanceMethod("run", &FloorObject::run)});
  }

  explicit FloorObject(Info info) : Napi::ObjectWrap<FloorObject>(info) {
    guarded(info, [&]() -> Napi::Value {
      floor_ = std::make_unique<ConvolutionFloor>(FloorShape{integer(info[0]), integer(info[1]), integer(info[2]),
                                                             integer(info[3]), integer(info[4])});
      return info.Env().Undefined();
    });
  }

 private:
  Napi::Value run(Info info) {
    return guarded(info, [&] { return Napi::Number::New(info.Env(), floor_->run()); });
  }

  std::unique_ptr<ConvolutionFloor> floor_;
};

}  // namespace

void exportConvolutions(Napi::Env env, Napi::Object exports) {
  exports.Set("convolutionForward", Napi::Function::New(env, Forward));
  exports.Set("convolutionBackwardData", Napi::Function::New(env, BackwardData));
  exports.Set("convolutionBackwardWeights", Napi::Function::New(env, BackwardWeights));
  exports.Set("convolutionAlgorithm", Napi::Function::New(env, Algorithm));
  exports.Set("activationBiasGradient", Napi::Function::New(env, ActivationBiasGradient));
  exports.Set("matrixProduct", Napi::Function::New(env, MatrixProduct));
  exports.Set("ConvolutionFloor", FloorObject::define(env));
  auto activations = Napi::Object::New(env);
  activations.Set("linear", static_cast<int>(Activation::linear));
  activations.Set("leakyRelu", static_cast<int>(Activation::leakyRelu));
  activations.Set("tanh", static_cast<int>(Activation::tanh));
  exports.Set("activations", activations);
  auto directions = Napi::Object::New(env);
  directions.Set("forward", static_cast<int>(fast::Direction::forward));
  directions.Set("backwardData", static_cast<int>(fast::Direction::backwardData));
  directions.Set("backwardWeights", static_cast<int>(fast::Direction::backwardWeights));
  exports.Set("convolutionDirections", directions);
}

}  // namespace oneiros
