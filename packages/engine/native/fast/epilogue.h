#pragma once
// What happens to a vector of results between the registers and memory: bias, activation, or an activation's
// derivative.

#include <type_traits>

#include "fast.h"
#include "simd.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

/// tanh |x| = -e / (2 + e) with e = exp(-2|x|) - 1, which loses no digits near 0: exp by 2^n (1 + p(r)), p Taylor's
/// series. NaN stays NaN: the minimum keeps its second operand where neither is less.
ONEIROS_INLINE Vector hyperbolicTangent(Vector x) {
  const Vector magnitude = x < 0.0f ? -x : x;
  const Vector y = -2.0f * minimum(broadcast(20.0f), magnitude);
  const Vector roundingShift = broadcast(12582912.0f);  // 1.5 * 2^23: adding it rounds to whole numbers
  const Vector shifted = y * 1.44269504f + roundingShift;
  const Vector n = shifted - roundingShift;
  const Vector r = (y - n * 0.693145752f) - n * 1.42860677e-6f;  // ln 2 in two parts
  Vector p = broadcast(1.0f / 5040);
  for (const float coefficient : {1.0f / 720, 1.0f / 120, 1.0f / 24, 1.0f / 6, 1.0f / 2, 1.0f}) p = p * r + coefficient;
  p = p * r;
  const IntVector exponent = reinterpret_cast<IntVector>(shifted) << 23;
  const Vector power = reinterpret_cast<Vector>(exponent + 0x3f800000);
  const Vector e = power * p + (power - 1.0f);
  const Vector result = -e / (2.0f + e);
  return x < 0.0f ? -result : result;
}

template <Epilogue::Kind value>
using ConstantKind = std::integral_constant<Epilogue::Kind, value>;

/// Whether a result is multiplied by the derivative at what an activation made.
template <Epilogue::Kind kind>
constexpr bool readsReference(ConstantKind<kind>) {
  return kind == Epilogue::Kind::leakyReluGradient || kind == Epilogue::Kind::tanhGradient;
}

/// @param kind epilogue.kind, or a ConstantKind where it is known when compiled
/// @param offset of the vector's first element in the result, and so in the reference
/// @param channel of the vector's first element, and so in the bias
template <class Kind, bool full>
ONEIROS_INLINE Vector finishAs(Kind kind, const Epilogue& epilogue, Vector value, long offset, int channel,
                               Part<full> part) {
  switch (kind) {
    case Epilogue::Kind::none: return value;
    case Epilogue::Kind::bias: return value + part.load(epilogue.bias + channel);
    case Epilogue::Kind::biasLeakyRelu: {
      const Vector v = value + part.load(epilogue.bias + channel);
      return v > 0.0f ? v : v * epilogue.slope;
    }
    case Epilogue::Kind::biasTanh: return hyperbolicTangent(value + part.load(epilogue.bias + channel));
    case Epilogue::Kind::leakyReluGradient:
      return part.load(epilogue.reference + offset) > 0.0f ? value : value * epilogue.slope;
    case Epilogue::Kind::tanhGradient: {
      const Vector activated = part.load(epilogue.reference + offset);
      return value * (1.0f - activated * activated);
    }
  }
  __builtin_unreachable();
}

template <bool full>
ONEIROS_INLINE Vector finish(const Epilogue& epilogue, Vector value, long offset, int channel, Part<full> part) {
  return finishAs(epilogue.kind, epilogue, value, offset, channel, part);
}

/// Calls body(ConstantKind): one decision for a block of results instead of one for each vector.
template <class Body>
ONEIROS_INLINE void withConstantKind(Epilogue::Kind kind, const Body& body) {
  using Kind = Epilogue::Kind;
  switch (kind) {
    case Kind::none: return body(ConstantKind<Kind::none>());
    case Kind::bias: return body(ConstantKind<Kind::bias>());
    case Kind::biasLeakyRelu: return body(ConstantKind<Kind::biasLeakyRelu>());
    case Kind::biasTanh: return body(ConstantKind<Kind::biasTanh>());
    case Kind::leakyReluGradient: return body(ConstantKind<Kind::leakyReluGradient>());
    case Kind::tanhGradient: return body(ConstantKind<Kind::tanhGradient>());
  }
}

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
