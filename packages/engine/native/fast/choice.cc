// Which algorithm a convolution gets. It depends on the shape and on the instruction set alone, never on a timing: runs
// that resume must compute the same bits.

#include "kernels.h"

namespace oneiros::fast {

namespace {

bool isProduct(const Shape& s) {
  return s.pad == 0 && s.inputHeight == 4 && s.inputWidth == 4 && s.outputHeight == 1 && s.outputWidth == 1;
}

/// Images of V1: grey or colour.
bool hasImageChannels(const Shape& s) { return s.inputChannels == 1 || s.inputChannels == 3; }

/// Multiplications for one image and one pair of channels.
long directMultiplications(const Shape& s) { return 16l * s.outputHeight * s.outputWidth; }
long winogradMultiplications(const Shape& s, int m) {
  const long down = (s.outputHeight + m - 1) / m, across = (s.outputWidth + m - 1) / m;
  return 4l * (m + 1) * (m + 1) * down * across;
}

long tiles(const Shape& s, int m) {
  return long(s.batch) * ((s.outputHeight + m - 1) / m) * ((s.outputWidth + m - 1) / m);
}

/// Whether a product that is added to a sum is rounded on the way: x86-64 has fused multiply-add from AVX2 on.
bool roundsProducts(const Kernels& k) {
#if defined(__x86_64__)
  return k.lanes < 8;
#else
  (void)k;
  return false;
#endif
}

}  // namespace

Algorithm chooseAlgorithm(Direction direction, const Shape& s, const Kernels& k) {
  const bool even = s.inputHeight % 2 == 0 && s.inputWidth % 2 == 0;
  const bool consistent = s.outputHeight == (s.inputHeight + 2 * s.pad - 4) / 2 + 1 &&
                          s.outputWidth == (s.inputWidth + 2 * s.pad - 4) / 2 + 1;
  if (s.batch < 1 || s.inputChannels < 1 || s.outputChannels < 1 || (s.pad != 0 && s.pad != 1) || !even ||
      !consistent || s.outputHeight < 1 || s.outputWidth < 1)
    return Algorithm::onednn;
  if (isProduct(s)) return s.outputChannels == 1 ? Algorithm::dotProduct : Algorithm::matrixProduct;
  if (hasImageChannels(s)) {
    if (s.outputWidth < k.rows) return Algorithm::onednn;
    if (direction == Direction::backwardData) return Algorithm::gemmCol2im;
    // The gradient's columns are read where they lie: only whole vectors of them.
    if (direction == Direction::backwardWeights && s.outputChannels % k.lanes != 0) return Algorithm::onednn;
    return Algorithm::direct;
  }
  // Below half a vector most lanes would be empty; with few tiles the transforms of the filter outweigh the products.
  if (2 * s.inputChannels < k.lanes || 2 * s.outputChannels < k.lanes) return Algorithm::onednn;
  const long direct = directMultiplications(s), f2 = winogradMultiplications(s, 2), f4 = winogradMultiplications(s, 4);
  // Products that are rounded make F(4, 2)'s error in the latent a tenth larger; F(2, 2), whose transforms only add, makes
  // up for that. An untrained encoder's gradients are small differences that hang on it (test/src/golden).
  const bool isLatentAtStake = direction == Direction::forward && roundsProducts(k);
  if (!isLatentAtStake && f4 <= f2 && 4 * f4 <= 3 * direct && tiles(s, 4) >= 8) return Algorithm::winogradF4;
  if (4 * f2 <= 3 * direct && tiles(s, 2) >= 8) return Algorithm::winogradF2;
  return Algorithm::onednn;
}

}  // namespace oneiros::fast
