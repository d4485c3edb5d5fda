#include "arguments.h"

#include <cstring>
#include <stdexcept>

namespace oneiros {

namespace {

[[noreturn]] void refuse(const char* name, const std::string& expected) {
  throw std::invalid_argument(std::string("native kernel: ") + name + " must be " + expected);
}

template <class Array>
Array typedArray(const Napi::Value& value, napi_typedarray_type type, int64_t size, const char* name, const char* kind) {
  if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != type)
    refuse(name, std::string("a ") + kind);
  auto array = value.As<Array>();
  if (size >= 0 && static_cast<int64_t>(array.ElementLength()) != size)
    refuse(name, std::string("a ") + kind + " of " + std::to_string(size) + " elements, not " +
                     std::to_string(array.ElementLength()));
  return array;
}

}  // namespace

Napi::Float32Array floatArray(const Napi::Value& value, const char* name) {
  return typedArray<Napi::Float32Array>(value, napi_float32_array, -1, name, "Float32Array");
}

float* floats(const Napi::Value& value, int64_t size, const char* name) {
  return typedArray<Napi::Float32Array>(value, napi_float32_array, size, name, "Float32Array").Data();
}

float* floatsOrNull(const Napi::Value& value, int64_t size, const char* name) {
  return value.IsNull() || value.IsUndefined() ? nullptr : floats(value, size, name);
}

uint8_t* bytes(const Napi::Value& value, int64_t size, const char* name) {
  return typedArray<Napi::Uint8Array>(value, napi_uint8_array, size, name, "Uint8Array").Data();
}

int32_t* integers(const Napi::Value& value, int64_t size, const char* name) {
  return typedArray<Napi::Int32Array>(value, napi_int32_array, size, name, "Int32Array").Data();
}

int32_t integer(const Napi::Value& value) { return value.As<Napi::Number>().Int32Value(); }

double number(const Napi::Value& value) { return value.As<Napi::Number>().DoubleValue(); }

ConvolutionShape convolutionShape(const Napi::Value& value) {
  static_assert(sizeof(ConvolutionShape) == ConvolutionShape::fieldCount * sizeof(int32_t));
  ConvolutionShape shape;
  std::memcpy(&shape, integers(value, ConvolutionShape::fieldCount, "convolution shape"), sizeof shape);
  return shape;
}

Loop<2> loopOfTwo(const Napi::Value& value) {
  const auto array = typedArray<Napi::Float64Array>(value, napi_float64_array, -1, "loop", "Float64Array");
  const double* at = array.Data();
  Loop<2> loop{};
  loop.rank = array.ElementLength() > 0 ? static_cast<int>(at[0]) : 0;
  if (loop.rank < 1 || loop.rank > kMaxRank || array.ElementLength() != static_cast<std::size_t>(1 + 3 * loop.rank))
    refuse("loop", "[rank, sizes, strides, strides] with rank 1 to " + std::to_string(kMaxRank));
  for (int d = 0; d < loop.rank; ++d) {
    loop.size[d] = static_cast<int64_t>(at[1 + d]);
    loop.stride[0][d] = static_cast<int64_t>(at[1 + loop.rank + d]);
    loop.stride[1][d] = static_cast<int64_t>(at[1 + 2 * loop.rank + d]);
  }
  return loop;
}

}  // namespace oneiros
