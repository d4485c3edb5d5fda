// The vector code of this CPU. Every other source of this folder is compiled once for each instruction set, into a
// namespace of its name; the functions that the rest of the addon calls choose among them here.

#include "../fast/instruction_set.h"
#include "activation.h"
#include "adam_range.h"
#include "elementwise.h"
#include "losses.h"
#include "machine_peaks.h"
#include "movement.h"
#include "pooling.h"
#include "reductions.h"
#include "resizing.h"

namespace oneiros {

// A function `name` is declared in the namespace of each instruction set with the type that its header gives it.
#define ONEIROS_DECLARE(set, name) \
  namespace set {                  \
  decltype(oneiros::name) name;    \
  }
#define ONEIROS_DISPATCH(result, name, parameters, arguments) \
  ONEIROS_EACH_INSTRUCTION_SET(ONEIROS_DECLARE, name)         \
  result name parameters { return ONEIROS_FOR_THIS_CPU(name) arguments; }

// clang-format off
ONEIROS_DISPATCH(void, applyTransfer,
                 (float* values, int64_t rows, int64_t channels, const ResultTransfer& transfer),
                 (values, rows, channels, transfer))
ONEIROS_DISPATCH(void, activationBiasGradient,
                 (const float* dy, const float* y, int64_t rows, int64_t channels, Activation activation, float slope,
                  float* dPre, float* dBias),
                 (dy, y, rows, channels, activation, slope, dPre, dBias))
ONEIROS_DISPATCH(void, adamRange,
                 (const AdamTensor& tensor, const AdamCoefficients& coefficients, int64_t begin, int64_t end),
                 (tensor, coefficients, begin, end))

ONEIROS_DISPATCH(void, unary, (UnaryOperation operation, const float* x, float* y, int64_t count, float p, float q),
                 (operation, x, y, count, p, q))
ONEIROS_DISPATCH(void, binary,
                 (BinaryOperation operation, const float* a, const float* b, float* y, const Loop<2>& loop),
                 (operation, a, b, y, loop))
ONEIROS_DISPATCH(void, compare,
                 (Comparison comparison, const float* a, const float* b, uint8_t* y, const Loop<2>& loop),
                 (comparison, a, b, y, loop))
ONEIROS_DISPATCH(void, select, (const uint8_t* condition, const float* a, const float* b, float* y, int64_t count),
                 (condition, a, b, y, count))

ONEIROS_DISPATCH(void, reduce,
                 (Reduction reduction, const float* x, float* y, int64_t outer, int64_t reduced, int64_t inner),
                 (reduction, x, y, outer, reduced, inner))
ONEIROS_DISPATCH(void, argExtreme, (bool largest, const float* x, int32_t* y, int64_t rows, int64_t columns),
                 (largest, x, y, rows, columns))

ONEIROS_DISPATCH(void, copyStrided,
                 (const float* x, int64_t xOffset, float* y, int64_t yOffset, const Loop<2>& loop),
                 (x, xOffset, y, yOffset, loop))
ONEIROS_DISPATCH(void, fill, (float* y, int64_t count, float value), (y, count, value))
ONEIROS_DISPATCH(void, gatherRows,
                 (const float* x, const int32_t* indices, float* y, int64_t outer, int64_t rows, int64_t count,
                  int64_t inner),
                 (x, indices, y, outer, rows, count, inner))
ONEIROS_DISPATCH(void, occlude,
                 (const float* x, const float* mask, float* y, int64_t images, int64_t pixels, int64_t channels),
                 (x, mask, y, images, pixels, channels))

ONEIROS_DISPATCH(void, maxPool, (const PoolShape& shape, const float* x, float* y), (shape, x, y))
ONEIROS_DISPATCH(void, meanPool, (const PoolShape& shape, const float* x, float* y), (shape, x, y))
ONEIROS_DISPATCH(void, resizeBilinear,
                 (const ResizeShape& shape, bool alignCorners, bool halfPixelCenters, const float* x, float* y),
                 (shape, alignCorners, halfPixelCenters, x, y))

ONEIROS_DISPATCH(float, meanSquaredError, (const float* a, const float* b, int64_t count), (a, b, count))
ONEIROS_DISPATCH(void, meanSquaredErrorGradient,
                 (const float* a, const float* b, float dy, float* da, int64_t count),
                 (a, b, dy, da, count))
ONEIROS_DISPATCH(float, latentDivergence,
                 (const float* z, int64_t batch, int64_t latent, float* mean, float* variance),
                 (z, batch, latent, mean, variance))
ONEIROS_DISPATCH(void, latentDivergenceGradient,
                 (const float* z, const float* mean, const float* variance, float dy, float* dz, int64_t batch,
                  int64_t latent),
                 (z, mean, variance, dy, dz, batch, latent))
ONEIROS_DISPATCH(float, logitCrossEntropy, (const float* logit, float target, int64_t count), (logit, target, count))
ONEIROS_DISPATCH(void, logitCrossEntropyGradient,
                 (const float* logit, float target, float dy, float* dLogit, int64_t count),
                 (logit, target, dy, dLogit, count))

ONEIROS_DISPATCH(double, measuredPeakFlops, (), ())
ONEIROS_DISPATCH(double, measuredPeakBandwidth, (), ())
// clang-format on

}  // namespace oneiros
