#include "instruction_set.h"

#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

namespace oneiros::fast {

namespace {

struct Candidate {
  InstructionSet set;
  const char* name;
};

#define ONEIROS_CANDIDATE(set, unused) {InstructionSet::set, #set},
constexpr Candidate candidates[] = {ONEIROS_EACH_INSTRUCTION_SET(ONEIROS_CANDIDATE, )};

/// Whether this CPU, and the system, can run what the flags of sources.mjs let a compiler write.
bool runs(InstructionSet set) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
                    __builtin_cpu_supports("bmi2");
  if (set == InstructionSet::avx2) return avx2;
  if (set == InstructionSet::avx512)
    return avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512bw");
#endif
  return set == candidates[sizeof candidates / sizeof *candidates - 1].set;
}

const char* wanted() {
  const char* const name = std::getenv("ONEIROS_ISA");
  return name && *name ? name : nullptr;
}

const Candidate& pick() {
  const char* const name = wanted();
  std::string able;
  for (const Candidate& candidate : candidates) {
    if (!runs(candidate.set)) continue;
    if (!name || std::strcmp(name, candidate.name) == 0) return candidate;
    able += (able.empty() ? "" : ", ") + std::string(candidate.name);
  }
  throw std::runtime_error("ONEIROS_ISA asks for the instruction set \"" + std::string(name ? name : "") +
                           "\"; expected one that this CPU and this build have: " + able);
}

const Candidate& chosen() {
  static const Candidate& candidate = pick();
  return candidate;
}

}  // namespace

InstructionSet instructionSet() { return chosen().set; }

const char* instructionSetName() { return chosen().name; }

bool isInstructionSetForced() { return wanted() != nullptr; }

}  // namespace oneiros::fast
