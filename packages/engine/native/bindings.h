#pragma once
// What addon.cc exports: each group of entries adds itself to the exports object.

#include <napi.h>

namespace oneiros {

void exportConvolutions(Napi::Env env, Napi::Object exports);
void exportArithmetic(Napi::Env env, Napi::Object exports);
void exportLearning(Napi::Env env, Napi::Object exports);
void exportMaps(Napi::Env env, Napi::Object exports);

}  // namespace oneiros
