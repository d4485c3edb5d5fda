// The Node-API module: exports the kernels and what a report about this machine needs.

#include <napi.h>

#include "arguments.h"
#include "bindings.h"
#include "fast/instruction_set.h"
#include "vector/machine_peaks.h"
#include "onednn_runtime.h"

namespace oneiros {

namespace {

using Info = const Napi::CallbackInfo&;

Napi::Value SetThreads(Info info) {
  return guarded(info, [&] {
    setThreads(integer(info[0]));
    return info.Env().Undefined();
  });
}

Napi::Value Threads(Info info) { return Napi::Number::New(info.Env(), threadCount()); }

Napi::Value PeakFlops(Info info) { return Napi::Number::New(info.Env(), measuredPeakFlops()); }
Napi::Value PeakBandwidth(Info info) { return Napi::Number::New(info.Env(), measuredPeakBandwidth()); }

// (buffer: ArrayBuffer) -> bytes from its start to the next 64-byte boundary, the width of a cache line and of a vector
Napi::Value BytesToAlignment(Info info) {
  const auto address = reinterpret_cast<std::uintptr_t>(info[0].As<Napi::ArrayBuffer>().Data());
  return Napi::Number::New(info.Env(), static_cast<double>((64 - address % 64) % 64));
}

Napi::Object initialise(Napi::Env env, Napi::Object exports) {
  limitOnednn();
  exports.Set("libraryVersion", onednnVersion());
  exports.Set("libraryInstructionSet", onednnInstructionSet());
  exports.Set("instructionSet", fast::instructionSetName());
  exports.Set("setThreads", Napi::Function::New(env, SetThreads));
  exports.Set("threads", Napi::Function::New(env, Threads));
  exports.Set("measuredPeakFlops", Napi::Function::New(env, PeakFlops));
  exports.Set("measuredPeakBandwidth", Napi::Function::New(env, PeakBandwidth));
  exports.Set("bytesToAlignment", Napi::Function::New(env, BytesToAlignment));
  exportConvolutions(env, exports);
  exportArithmetic(env, exports);
  exportLearning(env, exports);
  exportMaps(env, exports);
  return exports;
}

}  // namespace

}  // namespace oneiros

Napi::Object InitialiseOneiros(Napi::Env env, Napi::Object exports) {
  try {
    return oneiros::initialise(env, exports);
  } catch (const std::runtime_error& error) {
    throw Napi::Error::New(env, error.what());
  }
}

NODE_API_MODULE(oneiros_engine, InitialiseOneiros)
