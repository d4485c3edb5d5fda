#include "convolution_floor.h"

#include <chrono>
#include <unordered_map>
#include <vector>

#include "onednn_convolution.h"
#include "onednn_runtime.h"

namespace oneiros {

namespace {

/// How often a cycle of wake, NREM and REM convolves in each direction. `forward` counts the feedforward pathway and the
/// data gradients of the feedback pathway, `backwardData` the feedback pathway and the data gradients of the other.
struct LayerCounts {
  int forward, backwardData, backwardWeights;
};

constexpr LayerCounts kLowest{5, 4, 5}, kBetween{5, 6, 5}, kHighest{4, 5, 5};
/// The highest area takes in a whole map of this side.
constexpr int32_t kHighestSide = 4;

ConvolutionShape layer(int32_t batch, int32_t side, int32_t in, int32_t out, int32_t pad) {
  const int32_t outSide = (side + 2 * pad - 4) / 2 + 1;
  return {batch, side, side, in, outSide, outSide, out, 4, 4, 2, 2, pad, pad, pad, pad, 1, 1};
}

/// Memory and arguments of one primitive: the library's layouts, so that no copying is timed.
struct Call {
  dnnl::primitive primitive;
  std::unordered_map<int, dnnl::memory> arguments;
  int times;
};

dnnl::memory filled(const dnnl::memory::desc& description, float value) {
  dnnl::memory memory(description, onednnEngine());
  auto* data = static_cast<float*>(memory.get_data_handle());
  for (std::size_t i = 0; i < description.get_size() / sizeof(float); ++i) data[i] = value * static_cast<float>(i % 7);
  return memory;
}

}  // namespace

struct ConvolutionFloor::Plan {
  std::vector<Call> calls;

  void add(const ConvolutionShape& shape, const LayerCounts& counts) {
    const auto forward = makeForward(shape, ForwardEpilogue::none, 0.0f);
    const auto backwardData = makeBackwardData(shape);
    const auto backwardWeights = makeBackwardWeights(shape);
    const auto x = filled(forward.inputDesc, 0.1f), y = filled(forward.outputDesc, 0.1f);
    const auto dx = filled(forward.inputDesc, 0.0f), dy = filled(forward.outputDesc, 0.1f);
    const auto forwardFilter = filled(forward.filter.get_desc(), 0.01f);
    const auto backwardFilter = filled(backwardData.filter.get_desc(), 0.01f);
    calls.push_back({forward.primitive,
                     {{DNNL_ARG_SRC, x}, {DNNL_ARG_WEIGHTS, forwardFilter}, {DNNL_ARG_DST, y}},
                     counts.forward});
    calls.push_back({backwardData.primitive,
                     {{DNNL_ARG_DIFF_DST, dy}, {DNNL_ARG_WEIGHTS, backwardFilter}, {DNNL_ARG_DIFF_SRC, dx}},
                     counts.backwardData});
    calls.push_back({backwardWeights.primitive,
                     {{DNNL_ARG_SRC, x}, {DNNL_ARG_DIFF_DST, dy}, {DNNL_ARG_DIFF_WEIGHTS, backwardWeights.filter}},
                     counts.backwardWeights});
  }
};

ConvolutionFloor::ConvolutionFloor(const FloorShape& s) : plan_(std::make_unique<Plan>()) {
  int32_t side = s.imageSide, below = s.imageChannels, above = s.baseWidth;
  for (; side > kHighestSide; side /= 2, below = above, above *= 2)
    plan_->add(layer(s.batch, side, below, above, 1), side == s.imageSide ? kLowest : kBetween);
  plan_->add(layer(s.batch, kHighestSide, below, s.latentSize, 0), kHighest);
}

ConvolutionFloor::~ConvolutionFloor() = default;

double ConvolutionFloor::run() {
  const auto start = std::chrono::steady_clock::now();
  for (auto& call : plan_->calls)
    for (int i = 0; i < call.times; ++i) call.primitive.execute(onednnStream(), call.arguments);
  onednnStream().wait();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace oneiros
