#pragma once
// The one oneDNN engine and stream of this process, the thread count, and the two places where oneDNN 2 and 3 differ.

#include <dnnl.hpp>

#include <string>

namespace oneiros {

dnnl::engine& onednnEngine();
dnnl::stream& onednnStream();

/// "2.6.3": the library that was loaded, not the one that was compiled against.
std::string onednnVersion();

/// Lets oneDNN use no wider instructions than ONEIROS_ISA names; without it, all that the CPU has. To be called first.
void limitOnednn();

/// What oneDNN's generated code may use on this machine, in its own words ("avx512_core").
std::string onednnInstructionSet();

/// Sets the threads of OpenMP and so of oneDNN; forgets primitives made for another count.
void setThreads(int threads);
int threadCount();

/// An activation that oneDNN applies in the same write as the result of the operation before it.
dnnl::primitive_attr withLeakyRelu(float slope);

}  // namespace oneiros
