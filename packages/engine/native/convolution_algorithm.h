#pragma once
// Which algorithm a convolution gets: a fast one of fast/ where its shape allows, a matrix product, or oneDNN's direct one.
// It follows from the shape, the instruction set and the environment variable ONEIROS_CONVOLUTIONS (`fast`, the default,
// or `direct`, which leaves everything to oneDNN), never from a timing: runs that resume must compute the same bits.

#include <optional>

#include "convolution.h"
#include "fast/fast.h"

namespace oneiros {

/// The same convolution as the fast library sees it; nothing where that has no algorithm for it.
std::optional<fast::Shape> fastShape(fast::Direction direction, const ConvolutionShape& shape);

/// What the fast library does to each result before it writes; nothing where it cannot do that.
std::optional<fast::Epilogue> fastEpilogue(const ResultTransfer& transfer);

/// A name of the algorithm that ends up in reports and checkpoints.
const char* convolutionAlgorithm(fast::Direction direction, const ConvolutionShape& shape);

}  // namespace oneiros
