#pragma once
// Reading the arguments of a call from JavaScript. Sizes are checked here: a kernel that trusts a wrong length would
// write over foreign memory, and an error with names is cheaper than that hunt.

#include <napi.h>

#include <string>

#include "convolution.h"
#include "vector/strides.h"

namespace oneiros {

/// Elements of a Float32Array; throws unless it holds `size` of them.
float* floats(const Napi::Value& value, int64_t size, const char* name);

/// The same, or null for JavaScript's null.
float* floatsOrNull(const Napi::Value& value, int64_t size, const char* name);

/// A Float32Array of any length.
Napi::Float32Array floatArray(const Napi::Value& value, const char* name);

uint8_t* bytes(const Napi::Value& value, int64_t size, const char* name);
int32_t* integers(const Napi::Value& value, int64_t size, const char* name);

int32_t integer(const Napi::Value& value);
double number(const Napi::Value& value);

ConvolutionShape convolutionShape(const Napi::Value& value);

/// [rank, sizes, strides of operand 0, strides of operand 1] from a Float64Array or an array of numbers.
Loop<2> loopOfTwo(const Napi::Value& value);

/// Wraps a call so that C++ exceptions become JavaScript errors.
template <class Body>
Napi::Value guarded(const Napi::CallbackInfo& info, Body body) {
  try {
    return body();
  } catch (const Napi::Error&) {
    throw;
  } catch (const std::exception& error) {
    throw Napi::Error::New(info.Env(), error.what());
  }
}

}  // namespace oneiros
