// The convolutions of one cycle (wake, NREM, REM) by the fast kernels and by oneDNN's direct algorithm, interleaved in
// one process: `benchmark [rounds] [batch] [nf] [nz] [image side]`. oneDNN computes in its own blocked layouts and
// nothing is reordered for it; the fast kernels take plain NHWC and HWIO and transform all they need in each call.
// Operands of all layers are kept, so that caches are as cold as in a cycle.

#include <omp.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <dnnl.hpp>
#include <functional>
#include <string>

#include "../instruction_set.h"
#include "reference.h"

using namespace oneiros::fast;

namespace {

struct Contest {
  std::string layer;
  const char* direction;
  const char* algorithm;
  int times;  // in a cycle
  std::function<void()> ours, theirs;
  std::vector<double> oursMs, theirsMs;
};

dnnl::engine cpu(dnnl::engine::kind::cpu, 0);
dnnl::stream stream(cpu);

dnnl::memory filled(const dnnl::memory::desc& description) {
  dnnl::memory memory(description, cpu);
  auto* data = static_cast<float*>(memory.get_data_handle());
  for (std::size_t i = 0; i < description.get_size() / sizeof(float); ++i) data[i] = 0.01f * float(i % 13) - 0.06f;
  return memory;
}

struct Direct {
  dnnl::convolution_forward::primitive_desc forward;
  dnnl::convolution_backward_data::primitive_desc data;
  dnnl::convolution_backward_weights::primitive_desc weights;

  explicit Direct(const Shape& s) {
    using namespace dnnl;
    const auto any = memory::format_tag::any;
    const auto f32 = memory::data_type::f32;
    const memory::desc x({s.batch, s.inputChannels, s.inputHeight, s.inputWidth}, f32, any);
    const memory::desc w({s.outputChannels, s.inputChannels, 4, 4}, f32, any);
    const memory::desc y({s.batch, s.outputChannels, s.outputHeight, s.outputWidth}, f32, any);
    const memory::dims strides{2, 2}, pad{s.pad, s.pad};
    const auto direct = algorithm::convolution_direct;
#if DNNL_VERSION_MAJOR < 3
    forward = {convolution_forward::desc(prop_kind::forward_training, direct, x, w, y, strides, pad, pad), cpu};
    data = {convolution_backward_data::desc(direct, x, w, y, strides, pad, pad), cpu, forward};
    weights = {convolution_backward_weights::desc(direct, x, w, y, strides, pad, pad), cpu, forward};
#else
    forward = {cpu, prop_kind::forward_training, direct, x, w, y, strides, pad, pad};
    data = {cpu, direct, x, w, y, strides, pad, pad, forward};
    weights = {cpu, direct, x, w, y, strides, pad, pad, forward};
#endif
  }
};

/// A tensor in memory like that of the engine's pool: large ones on huge pages where the system gives them.
struct Tensor {
  std::shared_ptr<float> memory;
  Tensor(std::size_t count, float deviation) {
    constexpr std::size_t page = std::size_t(2) << 20;
    const std::size_t bytes = (count * sizeof(float) + page - 1) / page * page;
    memory.reset(static_cast<float*>(std::aligned_alloc(page, bytes)), std::free);
    madvise(memory.get(), bytes, MADV_HUGEPAGE);
    std::mt19937 random(1);
    std::normal_distribution<float> normal(0.0f, deviation);
    std::generate_n(memory.get(), count, [&] { return normal(random); });
  }
  float* data() const { return memory.get(); }
};

/// Filters and tensors of one layer, shared by its three directions.
struct Layer {
  Tensor x, filter, y, dx, dFilter;
  explicit Layer(const Shape& s)
      : x(inputSize(s), 1),
        filter(filterSize(s), 0.02f),
        y(outputSize(s), 1),
        dx(inputSize(s), 1),
        dFilter(filterSize(s), 1) {}
};

template <class Primitive, class Arguments>
std::function<void()> execute(Primitive primitive, Arguments arguments) {
  return [primitive, arguments]() mutable {
    primitive.execute(stream, arguments);
    stream.wait();
  };
}

void add(std::vector<Contest>& contests, const char* name, const Shape& s, int forwards, int datas, int weightses) {
  const auto layer = std::make_shared<Layer>(s);
  const Direct direct(s);
  const auto x = filled(direct.forward.src_desc()), w = filled(direct.forward.weights_desc()),
             y = filled(direct.forward.dst_desc());
  const auto dx = filled(direct.data.diff_src_desc()), dataW = filled(direct.data.weights_desc()),
             dataY = filled(direct.data.diff_dst_desc());
  const auto weightsX = filled(direct.weights.src_desc()), dw = filled(direct.weights.diff_weights_desc()),
             weightsY = filled(direct.weights.diff_dst_desc());
  using Arguments = std::unordered_map<int, dnnl::memory>;
  const auto theirForward = execute(dnnl::convolution_forward(direct.forward),
                                    Arguments{{DNNL_ARG_SRC, x}, {DNNL_ARG_WEIGHTS, w}, {DNNL_ARG_DST, y}});
  const auto theirData =
      execute(dnnl::convolution_backward_data(direct.data),
              Arguments{{DNNL_ARG_DIFF_SRC, dx}, {DNNL_ARG_WEIGHTS, dataW}, {DNNL_ARG_DIFF_DST, dataY}});
  const auto theirWeights =
      execute(dnnl::convolution_backward_weights(direct.weights),
              Arguments{{DNNL_ARG_SRC, weightsX}, {DNNL_ARG_DIFF_WEIGHTS, dw}, {DNNL_ARG_DIFF_DST, weightsY}});
  const auto contest = [&](const char* direction, Direction which, int times, std::function<void()> theirs,
                           std::function<void()> ours) {
    const char* algorithm = algorithmFor(which, s);
    contests.push_back(
        {name, direction, algorithm ? algorithm : "oneDNN", times, algorithm ? ours : theirs, theirs, {}, {}});
  };
  contest("forward", Direction::forward, forwards, theirForward,
          [=] { forward(s, layer->x.data(), layer->filter.data(), layer->y.data()); });
  contest("backward data", Direction::backwardData, datas, theirData,
          [=] { backwardData(s, layer->y.data(), layer->filter.data(), layer->dx.data()); });
  contest("backward weights", Direction::backwardWeights, weightses, theirWeights,
          [=] { backwardWeights(s, layer->x.data(), layer->y.data(), layer->dFilter.data()); });
}

/// Wall time; with one thread the CPU's, which other programs on a busy machine disturb less.
double nowMs() {
  timespec time;
  clock_gettime(omp_get_max_threads() == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec * 1e-6;
}

double milliseconds(const std::function<void()>& run) {
  const double start = nowMs();
  run();
  return nowMs() - start;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
  return values[values.size() / 2];
}

double smallest(const std::vector<double>& values) { return *std::min_element(values.begin(), values.end()); }

}  // namespace

int main(int count, char** arguments) {
  const auto argument = [&](int i, int otherwise) { return count > i ? std::atoi(arguments[i]) : otherwise; };
  const int rounds = argument(1, 40), batch = argument(2, 64), nf = argument(3, 64), nz = argument(4, 256),
            side = argument(5, 32);
  std::vector<Contest> contests;
  // How often a cycle runs each direction; the feedback pathway's forward pass counts as backward data.
  add(contests, "V1", makeShape(batch, side, side, 3, nf, 1), 5, 4, 5);
  add(contests, "V2", makeShape(batch, side / 2, side / 2, nf, 2 * nf, 1), 5, 6, 5);
  add(contests, "V4", makeShape(batch, side / 4, side / 4, 2 * nf, 4 * nf, 1), 5, 6, 5);
  add(contests, "IT", makeShape(batch, side / 8, side / 8, 4 * nf, nz, 0), 4, 5, 5);

  std::vector<double> oursTotal, theirsTotal;
  for (int round = 0; round < rounds; ++round) {
    double ours = 0, theirs = 0;
    for (auto& c : contests) {
      c.theirsMs.push_back(milliseconds(c.theirs)), c.oursMs.push_back(milliseconds(c.ours));
      theirs += c.times * c.theirsMs.back(), ours += c.times * c.oursMs.back();
    }
    oursTotal.push_back(ours), theirsTotal.push_back(theirs);
  }

  std::printf("%s, %d threads, batch %d, nf %d, nz %d, images %dx%d, %d rounds; ms, median (smallest)\n",
              instructionSetName(), omp_get_max_threads(), batch, nf, nz, side, side, rounds);
  std::printf("%-4s %-17s %-15s %16s %16s %7s\n", "", "", "algorithm", "oneDNN", "fast", "ratio");
  double oursSmallest = 0, theirsSmallest = 0;
  for (const auto& c : contests) {
    std::vector<double> ratios;
    for (int i = 0; i < rounds; ++i) ratios.push_back(c.oursMs[i] / c.theirsMs[i]);
    std::printf("%-4s %-17s %-15s %7.3f (%6.3f) %7.3f (%6.3f) %7.2f\n", c.layer.c_str(), c.direction, c.algorithm,
                median(c.theirsMs), smallest(c.theirsMs), median(c.oursMs), smallest(c.oursMs), median(ratios));
    oursSmallest += c.times * smallest(c.oursMs), theirsSmallest += c.times * smallest(c.theirsMs);
  }
  std::vector<double> ratios;
  for (int i = 0; i < rounds; ++i) ratios.push_back(oursTotal[i] / theirsTotal[i]);
  std::printf("all convolutions of a cycle:           %7.1f (%6.1f) %7.1f (%6.1f) %7.2f   workspace %.1f MB\n",
              median(theirsTotal), theirsSmallest, median(oursTotal), oursSmallest, median(ratios),
              workspaceBytes() / 1e6);
}
