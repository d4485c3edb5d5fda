#pragma once
// A vector of floats as wide as the instruction set that this file is compiled for. GCC's and Clang's vector types give
// arithmetic, comparison and fused multiply-add; only what they cannot say (loads of a part) is written by hand.
// Everything that includes this file lives in a namespace named after the instruction set, because it is compiled once
// for each.

#include <cstdint>
#include <utility>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#ifndef ONEIROS_INSTRUCTION_SET
#error "define ONEIROS_INSTRUCTION_SET as avx512, avx2, baseline or neon (sources.mjs does)"
#endif

#define ONEIROS_UNROLL _Pragma("GCC unroll 32")
#define ONEIROS_INLINE inline __attribute__((always_inline))

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

#if defined(__AVX512F__)
constexpr int lanes = 16;
#elif defined(__AVX2__)
constexpr int lanes = 8;
#else
constexpr int lanes = 4;
#endif

typedef float Vector __attribute__((vector_size(lanes * sizeof(float))));
typedef float UnalignedVector __attribute__((vector_size(lanes * sizeof(float)), aligned(alignof(float)), may_alias));
typedef int32_t IntVector __attribute__((vector_size(lanes * sizeof(int32_t))));

ONEIROS_INLINE Vector load(const float* p) { return *reinterpret_cast<const UnalignedVector*>(p); }
ONEIROS_INLINE void store(float* p, Vector v) { *reinterpret_cast<UnalignedVector*>(p) = v; }
// x - 0 is x for every x, also for -0 and NaN, so it costs one broadcast.
ONEIROS_INLINE Vector broadcast(float x) { return x - Vector{}; }
ONEIROS_INLINE Vector maximum(Vector a, Vector b) { return a > b ? a : b; }
ONEIROS_INLINE Vector minimum(Vector a, Vector b) { return a < b ? a : b; }

/// The first `count` floats at p (0 < count <= lanes), zeros behind them; nothing else is read.
ONEIROS_INLINE Vector loadFirst(const float* p, int count) {
#if defined(__AVX512F__)
  return _mm512_maskz_loadu_ps(static_cast<__mmask16>((1u << count) - 1), p);
#elif defined(__AVX2__)
  const IntVector index = {0, 1, 2, 3, 4, 5, 6, 7};
  return _mm256_maskload_ps(p, reinterpret_cast<__m256i>(index < count));
#else
  Vector v = {};
  for (int i = 0; i < count; ++i) v[i] = p[i];
  return v;
#endif
}

/// Writes the first `count` lanes of v and nothing else.
ONEIROS_INLINE void storeFirst(float* p, Vector v, int count) {
#if defined(__AVX512F__)
  _mm512_mask_storeu_ps(p, static_cast<__mmask16>((1u << count) - 1), v);
#elif defined(__AVX2__)
  const IntVector index = {0, 1, 2, 3, 4, 5, 6, 7};
  _mm256_maskstore_ps(p, reinterpret_cast<__m256i>(index < count), v);
#else
  for (int i = 0; i < count; ++i) p[i] = v[i];
#endif
}

/// How many of a vector's lanes carry channels: all of them (known when compiled), or the first few of a tail.
template <bool full>
struct Part {
  int count;
  ONEIROS_INLINE Vector load(const float* p) const {
    if constexpr (full) return ONEIROS_INSTRUCTION_SET::load(p);
    else return loadFirst(p, count);
  }
  ONEIROS_INLINE void store(float* p, Vector v) const {
    if constexpr (full) ONEIROS_INSTRUCTION_SET::store(p, v);
    else storeFirst(p, v, count);
  }
};

/// Calls body(first, part) for each vector of `channels` channels beginning at a multiple of the lanes in [from, to).
template <class Body>
ONEIROS_INLINE void forEachVector(int from, int to, int channels, const Body& body) {
  int c = from;
  for (; c + lanes <= channels && c < to; c += lanes) body(c, Part<true>{lanes});
  if (c < to && c < channels) body(c, Part<false>{channels - c});
}

ONEIROS_INLINE float sum(Vector v) {
  float total = 0.0f;
  for (int i = 0; i < lanes; ++i) total += v[i];
  return total;
}

ONEIROS_INLINE void prefetch(const float* p) { __builtin_prefetch(p, 0, 3); }
ONEIROS_INLINE void prefetchToWrite(const float* p) { __builtin_prefetch(p, 1, 3); }

template <int step, bool upper, std::size_t... lane>
ONEIROS_INLINE Vector exchange(Vector a, Vector b, std::index_sequence<lane...>) {
  constexpr int s = step;
  return __builtin_shufflevector(
      a, b,
      (upper ? ((lane & s) ? int(lane) + lanes : int(lane) + s) : ((lane & s) ? int(lane) + lanes - s : int(lane)))...);
}

/// Transposes a square of lanes x lanes in place: blocks of 1, 2, 4, ... change sides.
template <int step = 1>
ONEIROS_INLINE void transpose(Vector* rows) {
  if constexpr (step < lanes) {
    ONEIROS_UNROLL
    for (int i = 0; i < lanes; ++i) {
      if (i & step) continue;
      const Vector a = rows[i], b = rows[i + step];
      rows[i] = exchange<step, false>(a, b, std::make_index_sequence<lanes>());
      rows[i + step] = exchange<step, true>(a, b, std::make_index_sequence<lanes>());
    }
    transpose<2 * step>(rows);
  }
}

constexpr long roundUp(long n, long multiple) { return (n + multiple - 1) / multiple * multiple; }
constexpr int vectorsFor(int channels) { return (channels + lanes - 1) / lanes; }

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
