#pragma once
// When a loop is worth the threads, and blocks of fixed size for sums: a sum made of the same blocks in the same order
// gives the same bits for every thread count.

#include <cstdint>

namespace oneiros {

/// Elements below which waking other threads costs more than it saves.
constexpr int64_t kParallelElements = 16384;

/// Elements that one thread sums before the partial sums are added up in order.
constexpr int64_t kSumBlock = 8192;

inline int64_t ceilDivide(int64_t count, int64_t block) { return (count + block - 1) / block; }

}  // namespace oneiros
