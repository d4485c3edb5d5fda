#include "workspace.h"

#include <cstdlib>
#include <memory>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#include <unistd.h>
#endif

#include "fast.h"

namespace oneiros::fast {

namespace {

constexpr std::size_t kHugePage = std::size_t(2) << 20;

struct Free {
  void operator()(float* p) const { std::free(p); }
};

struct Block {
  std::unique_ptr<float, Free> memory;
  std::size_t bytes = 0;
};

thread_local Block block;

}  // namespace

float* workspace(std::size_t floats) {
  const std::size_t wanted = (floats * sizeof(float) + kHugePage - 1) / kHugePage * kHugePage;
  if (wanted > block.bytes) {
    releaseWorkspace();
    void* memory = nullptr;
    if (posix_memalign(&memory, kHugePage, wanted) != 0) throw std::bad_alloc();
#if defined(__linux__)
    madvise(memory, wanted, MADV_HUGEPAGE);
#endif
    block = {std::unique_ptr<float, Free>(static_cast<float*>(memory)), wanted};
  }
  return block.memory.get();
}

void releaseWorkspace() { block = {}; }

std::size_t workspaceBytes() { return block.bytes; }

std::size_t secondLevelCacheBytes() {
  static const std::size_t bytes = [] {
#if defined(_SC_LEVEL2_CACHE_SIZE)
    const long found = sysconf(_SC_LEVEL2_CACHE_SIZE);
    if (found > 0) return static_cast<std::size_t>(found);
#endif
    return std::size_t(1) << 20;
  }();
  return bytes;
}

}  // namespace oneiros::fast
