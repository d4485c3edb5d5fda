#pragma once
// The instruction sets that this build holds code for, and the one in use. What exists once for each lives in a
// namespace of its name (sources.mjs has the flags).

#if defined(__x86_64__)
#define ONEIROS_EACH_INSTRUCTION_SET(X, what) X(avx512, what) X(avx2, what) X(baseline, what)
#elif defined(__aarch64__)
#define ONEIROS_EACH_INSTRUCTION_SET(X, what) X(neon, what)
#else
#define ONEIROS_EACH_INSTRUCTION_SET(X, what) X(baseline, what)
#endif

namespace oneiros::fast {

#define ONEIROS_SET_ENUMERATOR(set, unused) set,
enum class InstructionSet { ONEIROS_EACH_INSTRUCTION_SET(ONEIROS_SET_ENUMERATOR, ) };
#undef ONEIROS_SET_ENUMERATOR

/// The widest that this CPU has, or what the environment variable ONEIROS_ISA names; it never changes.
/// @throws std::runtime_error where it names one that the CPU or this build lacks
InstructionSet instructionSet();

/// Its name, as ONEIROS_ISA takes it.
const char* instructionSetName();

/// Whether ONEIROS_ISA names one.
bool isInstructionSetForced();

/// Of something that exists once for each instruction set, the one in use.
template <class T, int count>
T forThisCpu(const T (&each)[count]) {
  return each[static_cast<int>(instructionSet())];
}

}  // namespace oneiros::fast

#define ONEIROS_ADDRESS_IN(set, name) &set::name,
/// The address of `name` in the namespace of the instruction set in use: &avx512::name, &avx2::name or &baseline::name.
#define ONEIROS_FOR_THIS_CPU(name) \
  (::oneiros::fast::forThisCpu({ONEIROS_EACH_INSTRUCTION_SET(ONEIROS_ADDRESS_IN, name)}))
