#pragma once
// The convolution in float64, written as its definition, for the tests to compare with; and memory that catches reads
// and writes beyond its end.

#include <sys/mman.h>
#include <unistd.h>

#include <cmath>
#include <cstddef>
#include <random>
#include <stdexcept>
#include <vector>

#include "../fast.h"

namespace oneiros::fast {

/// Floats that end where an inaccessible page begins. Filled with NaN, so that what is never written shows.
class GuardedFloats {
 public:
  explicit GuardedFloats(std::size_t count) : count_(count) {
    const std::size_t page = sysconf(_SC_PAGESIZE);
    const std::size_t room = (count * sizeof(float) + page - 1) / page * page;
    bytes_ = room + page;
    memory_ = static_cast<char*>(mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    if (memory_ == MAP_FAILED || mprotect(memory_ + room, page, PROT_NONE) != 0) throw std::runtime_error("no memory");
    data_ = reinterpret_cast<float*>(memory_ + room) - count;
    clear();
  }
  ~GuardedFloats() { munmap(memory_, bytes_); }
  GuardedFloats(const GuardedFloats&) = delete;
  GuardedFloats& operator=(const GuardedFloats&) = delete;

  void clear() {
    for (std::size_t i = 0; i < count_; ++i) data_[i] = NAN;
  }
  template <class Random>
  void fill(Random& random, float deviation) {
    std::normal_distribution<float> normal(0.0f, deviation);
    for (std::size_t i = 0; i < count_; ++i) data_[i] = normal(random);
  }
  float* data() { return data_; }
  const float* data() const { return data_; }
  std::size_t size() const { return count_; }

 private:
  std::size_t count_, bytes_;
  char* memory_;
  float* data_;
};

inline std::size_t inputSize(const Shape& s) {
  return std::size_t(s.batch) * s.inputHeight * s.inputWidth * s.inputChannels;
}
inline std::size_t outputSize(const Shape& s) {
  return std::size_t(s.batch) * s.outputHeight * s.outputWidth * s.outputChannels;
}
inline std::size_t filterSize(const Shape& s) { return std::size_t(16) * s.inputChannels * s.outputChannels; }

/// Calls body(offset in x, offset in the filter, offset in y) for each pixel and tap that meet; channels follow from
/// there.
template <class Body>
void forEachTap(const Shape& s, const Body& body) {
  for (int n = 0; n < s.batch; ++n)
    for (int i = 0; i < s.outputHeight; ++i)
      for (int k = 0; k < s.outputWidth; ++k)
        for (int tap = 0; tap < 16; ++tap) {
          const int row = 2 * i + tap / 4 - s.pad, column = 2 * k + tap % 4 - s.pad;
          if (row < 0 || column < 0 || row >= s.inputHeight || column >= s.inputWidth) continue;
          body(((std::size_t(n) * s.inputHeight + row) * s.inputWidth + column) * s.inputChannels,
               std::size_t(tap) * s.inputChannels * s.outputChannels,
               ((std::size_t(n) * s.outputHeight + i) * s.outputWidth + k) * s.outputChannels);
        }
}

inline std::vector<double> convolve(const Shape& s, const float* x, const float* filter) {
  std::vector<double> y(outputSize(s));
  forEachTap(s, [&](std::size_t in, std::size_t taps, std::size_t out) {
    for (int c = 0; c < s.inputChannels; ++c)
      for (int o = 0; o < s.outputChannels; ++o)
        y[out + o] += double(x[in + c]) * filter[taps + std::size_t(c) * s.outputChannels + o];
  });
  return y;
}

inline std::vector<double> inputGradient(const Shape& s, const float* dy, const float* filter) {
  std::vector<double> dx(inputSize(s));
  forEachTap(s, [&](std::size_t in, std::size_t taps, std::size_t out) {
    for (int c = 0; c < s.inputChannels; ++c)
      for (int o = 0; o < s.outputChannels; ++o)
        dx[in + c] += double(dy[out + o]) * filter[taps + std::size_t(c) * s.outputChannels + o];
  });
  return dx;
}

inline std::vector<double> filterGradient(const Shape& s, const float* x, const float* dy) {
  std::vector<double> dFilter(filterSize(s));
  forEachTap(s, [&](std::size_t in, std::size_t taps, std::size_t out) {
    for (int c = 0; c < s.inputChannels; ++c)
      for (int o = 0; o < s.outputChannels; ++o)
        dFilter[taps + std::size_t(c) * s.outputChannels + o] += double(x[in + c]) * dy[out + o];
  });
  return dFilter;
}

inline void applyEpilogue(const Epilogue& e, int channels, std::vector<double>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    double& v = values[i];
    if (e.bias) v += e.bias[i % channels];
    switch (e.kind) {
      case Epilogue::Kind::none:
      case Epilogue::Kind::bias: break;
      case Epilogue::Kind::biasLeakyRelu: v = v > 0 ? v : v * e.slope; break;
      case Epilogue::Kind::biasTanh: v = std::tanh(v); break;
      case Epilogue::Kind::leakyReluGradient: v = e.reference[i] > 0 ? v : v * e.slope; break;
      case Epilogue::Kind::tanhGradient: v *= 1 - double(e.reference[i]) * e.reference[i]; break;
    }
  }
}

}  // namespace oneiros::fast
