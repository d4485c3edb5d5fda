// Kernels over maps of pixels that are no convolutions: pooling and resizing.

#include <cstring>

#include "arguments.h"
#include "bindings.h"
#include "vector/pooling.h"
#include "vector/resizing.h"

namespace oneiros {

namespace {

using Info = const Napi::CallbackInfo&;

/// A struct of int32 fields from an Int32Array of as many.
template <class Shape>
Shape shapeOf(const Napi::Value& value, const char* name) {
  static_assert(sizeof(Shape) == Shape::fieldCount * sizeof(int32_t));
  Shape shape;
  std::memcpy(&shape, integers(value, Shape::fieldCount, name), sizeof shape);
  return shape;
}

// (shape, x, y)
template <void (*pool)(const PoolShape&, const float*, float*)>
Napi::Value Pool(Info info) {
  return guarded(info, [&] {
    const auto shape = shapeOf<PoolShape>(info[0], "pool shape");
    pool(shape, floats(info[1], shape.inputSize(), "x"), floats(info[2], shape.outputSize(), "y"));
    return info.Env().Undefined();
  });
}

// (shape, alignCorners, halfPixelCenters, x, y)
Napi::Value ResizeBilinear(Info info) {
  return guarded(info, [&] {
    const auto shape = shapeOf<ResizeShape>(info[0], "resize shape");
    resizeBilinear(shape, info[1].ToBoolean(), info[2].ToBoolean(), floats(info[3], shape.inputSize(), "x"),
                   floats(info[4], shape.outputSize(), "y"));
    return info.Env().Undefined();
  });
}

}  // namespace

void exportMaps(Napi::Env env, Napi::Object exports) {
  exports.Set("maxPool", Napi::Function::New(env, Pool<maxPool>));
  exports.Set("meanPool", Napi::Function::New(env, Pool<meanPool>));
  exports.Set("resizeBilinear", Napi::Function::New(env, ResizeBilinear));
}

}  // namespace oneiros
