#pragma once
// Keeps signals away from threads that cannot bear them.

#ifndef _WIN32
#include <omp.h>
#include <pthread.h>
#include <signal.h>

#include <initializer_list>
#endif

namespace oneiros {

#ifdef _WIN32
class HoldSignals {};
#else

/// While one lives, no signal is handled on this thread, nor on the threads that OpenMP lends it: theirs are held for good,
/// since they belong to no one but parallel loops. Signals that came meanwhile are handled right after.
///
/// oneDNN's products (dnnl_sgemm of 2.6, AVX-512) keep data below the red zone of the stack, where the frame of a signal
/// handler overwrites them: an interrupt, or a sample of a profiler, then corrupts memory.
class HoldSignals {
 public:
  HoldSignals() {
    pthread_sigmask(SIG_BLOCK, &all(), &before_);
    static int held = 1;  // threads of the pool, this one included
    const int threads = omp_get_max_threads();
    if (threads <= held) return;
#pragma omp parallel
    pthread_sigmask(SIG_BLOCK, &all(), nullptr);
    held = threads;
  }
  ~HoldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  HoldSignals(const HoldSignals&) = delete;
  HoldSignals& operator=(const HoldSignals&) = delete;

 private:
  /// All but those that a fault of the thread itself raises.
  static const sigset_t& all() {
    static const sigset_t set = [] {
      sigset_t signals;
      sigfillset(&signals);
      for (int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT}) sigdelset(&signals, fault);
      return signals;
    }();
    return set;
  }
  sigset_t before_;
};
#endif

}  // namespace oneiros
