#include "adam.h"
#include "arguments.h"
#include "bindings.h"
#include "vector/losses.h"

namespace oneiros {

namespace {

using Info = const Napi::CallbackInfo&;

// (a, b) -> loss
Napi::Value MeanSquaredError(Info info) {
  return guarded(info, [&] {
    auto a = floatArray(info[0], "a");
    const auto count = static_cast<int64_t>(a.ElementLength());
    return Napi::Number::New(info.Env(), meanSquaredError(a.Data(), floats(info[1], count, "b"), count));
  });
}

// (a, b, dy, da)
Napi::Value MeanSquaredErrorGradient(Info info) {
  return guarded(info, [&] {
    auto a = floatArray(info[0], "a");
    const auto count = static_cast<int64_t>(a.ElementLength());
    meanSquaredErrorGradient(a.Data(), floats(info[1], count, "b"), static_cast<float>(number(info[2])),
                             floats(info[3], count, "da"), count);
    return info.Env().Undefined();
  });
}

// (z, batch, latent, mean, variance) -> loss
Napi::Value LatentDivergence(Info info) {
  return guarded(info, [&] {
    const int64_t batch = integer(info[1]), latent = integer(info[2]);
    return Napi::Number::New(info.Env(),
                             latentDivergence(floats(info[0], batch * latent, "z"), batch, latent,
                                              floats(info[3], latent, "mean"), floats(info[4], latent, "variance")));
  });
}

// (z, mean, variance, dy, dz, batch, latent)
Napi::Value LatentDivergenceGradient(Info info) {
  return guarded(info, [&] {
    const int64_t batch = integer(info[5]), latent = integer(info[6]);
    latentDivergenceGradient(floats(info[0], batch * latent, "z"), floats(info[1], latent, "mean"),
                             floats(info[2], latent, "variance"), static_cast<float>(number(info[3])),
                             floats(info[4], batch * latent, "dz"), batch, latent);
    return info.Env().Undefined();
  });
}

// (logit, target) -> loss
Napi::Value LogitCrossEntropy(Info info) {
  return guarded(info, [&] {
    auto logit = floatArray(info[0], "logit");
    return Napi::Number::New(info.Env(), logitCrossEntropy(logit.Data(), static_cast<float>(number(info[1])),
                                                           static_cast<int64_t>(logit.ElementLength())));
  });
}

// (logit, target, dy, dLogit)
Napi::Value LogitCrossEntropyGradient(Info info) {
  return guarded(info, [&] {
    auto logit = floatArray(info[0], "logit");
    const auto count = static_cast<int64_t>(logit.ElementLength());
    logitCrossEntropyGradient(logit.Data(), static_cast<float>(number(info[1])), static_cast<float>(number(info[2])),
                              floats(info[3], count, "dLogit"), count);
    return info.Env().Undefined();
  });
}

// (parameters[], (gradients | null)[], firstMoments[], secondMoments[], steps[], learningRate, beta1, beta2, epsilon)
Napi::Value Adam(Info info) {
  return guarded(info, [&] {
    const auto parameters = info[0].As<Napi::Array>(), gradients = info[1].As<Napi::Array>();
    const auto first = info[2].As<Napi::Array>(), second = info[3].As<Napi::Array>(), steps = info[4].As<Napi::Array>();
    std::vector<AdamTensor> tensors;
    for (uint32_t i = 0; i < parameters.Length(); ++i) {
      auto parameter = floatArray(parameters.Get(i), "parameter");
      const auto count = static_cast<int64_t>(parameter.ElementLength());
      tensors.push_back({parameter.Data(), floatsOrNull(gradients.Get(i), count, "gradient"),
                         floats(first.Get(i), count, "first moment"), floats(second.Get(i), count, "second moment"),
                         count, static_cast<int64_t>(number(steps.Get(i)))});
    }
    adamStep(tensors, {number(info[5]), number(info[6]), number(info[7]), number(info[8])});
    return info.Env().Undefined();
  });
}

}  // namespace

void exportLearning(Napi::Env env, Napi::Object exports) {
  exports.Set("meanSquaredError", Napi::Function::New(env, MeanSquaredError));
  exports.Set("meanSquaredErrorGradient", Napi::Function::New(env, MeanSquaredErrorGradient));
  exports.Set("latentDivergence", Napi::Function::New(env, LatentDivergence));
  exports.Set("latentDivergenceGradient", Napi::Function::New(env, LatentDivergenceGradient));
  exports.Set("logitCrossEntropy", Napi::Function::New(env, LogitCrossEntropy));
  exports.Set("logitCrossEntropyGradient", Napi::Function::New(env, LogitCrossEntropyGradient));
  exports.Set("adamStep", Napi::Function::New(env, Adam));
}

}  // namespace oneiros
