#pragma once
// exp, tanh and the logistic function written without branches, so that the compiler turns loops over them into vector
// code; the C library's versions run one element at a time. Within 2 units in the last place of float32; NaN stays NaN.

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace oneiros::ONEIROS_INSTRUCTION_SET {

inline float powerOfTwo(int32_t exponent) {
  const int32_t bits = (exponent + 127) << 23;
  float value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

/// exp by x = n ln 2 + r, |r| <= ln 2 / 2, and a polynomial of degree 6 in r.
inline float vectorExp(float x) {
  const float top = 88.7228394f, bottom = -87.3365479f;
  const float bounded = x < bottom ? bottom : (x > top ? top : x);
  const float scaled = bounded * 1.44269504088896341f;
  const auto n = static_cast<int32_t>(scaled + (scaled < 0.0f ? -0.5f : 0.5f));
  const float turns = static_cast<float>(n);
  const float r = (bounded - turns * 0.693359375f) + turns * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  const float mantissa = p * r * r + r + 1.0f;
  // Two factors, because 2^128 is no float although e^88.7 is.
  const int32_t half = n >> 1;
  const float value = mantissa * powerOfTwo(half) * powerOfTwo(n - half);
  return x > top ? std::numeric_limits<float>::infinity() : (x < bottom ? 0.0f : value);
}

inline float vectorSigmoid(float x) { return 1.0f / (1.0f + vectorExp(-x)); }

/// tanh by an odd polynomial near 0, where 1 - 2 / (e^2x + 1) would cancel.
inline float vectorTanh(float x) {
  const float size = x < 0.0f ? -x : x;
  const float square = x * x;
  float p = -5.70498872745e-3f;
  p = p * square + 2.06390887954e-2f;
  p = p * square - 5.37397155531e-2f;
  p = p * square + 1.33314422036e-1f;
  p = p * square - 3.33332819422e-1f;
  const float near = p * square * x + x;
  const float far = 1.0f - 2.0f / (vectorExp(2.0f * size) + 1.0f);
  return size < 0.625f ? near : (x < 0.0f ? -far : far);
}

}  // namespace oneiros::ONEIROS_INSTRUCTION_SET
