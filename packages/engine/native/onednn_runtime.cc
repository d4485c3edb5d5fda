#include "onednn_runtime.h"

#include <omp.h>

#include <stdexcept>

#include "fast/instruction_set.h"
#include "onednn_convolution.h"

namespace oneiros {

dnnl::engine& onednnEngine() {
  static dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  return engine;
}

dnnl::stream& onednnStream() {
  static dnnl::stream stream(onednnEngine());
  return stream;
}

std::string onednnVersion() {
  const dnnl_version_t* version = dnnl_version();
  return std::to_string(version->major) + "." + std::to_string(version->minor) + "." + std::to_string(version->patch);
}

void limitOnednn() {
#if defined(__x86_64__)
  if (!fast::isInstructionSetForced()) return;
  auto widest = dnnl::cpu_isa::sse41;  // the narrowest that it generates code for
  if (fast::instructionSet() == fast::InstructionSet::avx512) widest = dnnl::cpu_isa::avx512_core;
  if (fast::instructionSet() == fast::InstructionSet::avx2) widest = dnnl::cpu_isa::avx2;
  if (dnnl::set_max_cpu_isa(widest) != dnnl::status::success)
    throw std::runtime_error("oneDNN could not be limited to the instructions that ONEIROS_ISA names");
#endif
}

std::string onednnInstructionSet() {
  const auto isa = static_cast<unsigned>(dnnl::get_effective_cpu_isa());
  // The values are sets of bits in which a larger set includes the smaller ones.
  constexpr unsigned sse41 = 0x1, avx = 0x3, avx2 = 0x7, avx512Core = 0x27;
  if ((isa & avx512Core) == avx512Core) return "avx512_core";
  if ((isa & avx2) == avx2) return "avx2";
  if ((isa & avx) == avx) return "avx";
  return (isa & sse41) ? "sse41" : "generic";
}

void setThreads(int threads) {
  if (threads == omp_get_max_threads()) return;
  omp_set_num_threads(threads);
  clearConvolutionPrimitives();
}

int threadCount() { return omp_get_max_threads(); }

dnnl::primitive_attr withLeakyRelu(float slope) {
  dnnl::post_ops operations;
#if DNNL_VERSION_MAJOR >= 3
  operations.append_eltwise(dnnl::algorithm::eltwise_relu, slope, 0.0f);
#else
  operations.append_eltwise(1.0f, dnnl::algorithm::eltwise_relu, slope, 0.0f);
#endif
  dnnl::primitive_attr attributes;
  attributes.set_post_ops(operations);
  return attributes;
}

}  // namespace oneiros
