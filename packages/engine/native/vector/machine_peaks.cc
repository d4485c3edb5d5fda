#include "machine_peaks.h"

#include <omp.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

namespace oneiros::ONEIROS_INSTRUCTION_SET {

namespace {

#if defined(__AVX512F__)
constexpr int kVectorBytes = 64;
#elif defined(__AVX__)
constexpr int kVectorBytes = 32;
#else
constexpr int kVectorBytes = 16;
#endif
typedef float Vector __attribute__((vector_size(kVectorBytes)));
constexpr int kLanes = kVectorBytes / sizeof(float);
/// Enough independent sums to hide the latency of a multiply-add, few enough to stay in registers.
constexpr int kSums = 12;
constexpr int kRounds = 5;

/// Seconds of the fastest of some rounds: what disturbs a round only makes it slower.
template <class Body>
double fastest(Body body) {
  double best = 1e9;
  for (int round = 0; round < kRounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    body();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

float multiplyAdds(int64_t repetitions) {
  Vector sums[kSums];
  for (int s = 0; s < kSums; ++s) sums[s] = Vector{} + static_cast<float>(s);
  const Vector factor = Vector{} + 0.999f, addend = Vector{} + 0.001f;
  for (int64_t i = 0; i < repetitions; ++i) {
#pragma GCC unroll 12
    for (int s = 0; s < kSums; ++s) sums[s] = sums[s] * factor + addend;
  }
  float total = 0.0f;
  for (const Vector& sum : sums)
    for (int lane = 0; lane < kLanes; ++lane) total += sum[lane];
  return total;
}

}  // namespace

double measuredPeakFlops() {
  constexpr int64_t repetitions = 2'000'000;
  const int threads = omp_get_max_threads();
  std::vector<float> kept(threads);
  const double seconds = fastest([&] {
#pragma omp parallel num_threads(threads)
    kept[omp_get_thread_num()] = multiplyAdds(repetitions);
  });
  return 2.0 * kSums * kLanes * repetitions * threads / seconds;
}

double measuredPeakBandwidth() {
  constexpr int64_t count = int64_t(1) << 24;  // 64 MiB an array
  std::vector<float> x(count, 1.0f), y(count, 2.0f);
  const double seconds = fastest([&] {
#pragma omp parallel for simd schedule(static)
    for (int64_t i = 0; i < count; ++i) y[i] = 0.5f * x[i] + y[i];
  });
  return 3.0 * sizeof(float) * count / seconds;
}

}  // namespace oneiros::ONEIROS_INSTRUCTION_SET
