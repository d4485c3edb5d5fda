#pragma once
// One block of memory for each calling thread, kept between calls and as large as the largest call needed.

#include <cstddef>

namespace oneiros::fast {

/// At least `floats` floats, aligned to a cache line (to a huge page where large). The content is undefined, and the
/// pointer is valid until the same thread asks again.
float* workspace(std::size_t floats);

/// Sums up the parts of a workspace before it is asked for: each part begins on a cache line.
struct WorkspaceLayout {
  std::size_t floats = 0;
  std::size_t take(std::size_t size) {
    const std::size_t offset = floats;
    floats += (size + 15) / 16 * 16;
    return offset;
  }
};

/// Bytes of a core's second-level cache: block sizes follow from it, results never do.
std::size_t secondLevelCacheBytes();

}  // namespace oneiros::fast
