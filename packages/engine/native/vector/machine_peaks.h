#pragma once
// What this machine can do at best, to hold kernels against: measured, because clocks and neighbours change.

namespace oneiros {

/// Multiply-add throughput of all threads on registers alone, FLOP/s (a multiply-add counts two).
double measuredPeakFlops();

/// Throughput of y = a x + y on arrays far larger than the caches, all threads, bytes/s read and written.
double measuredPeakBandwidth();

}  // namespace oneiros
