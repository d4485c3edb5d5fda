#pragma once
// V1's forward pass and its gradient of the filter, directly: with so few channels there is nothing for Winograd to
// save, but patches can be read from the image where they lie.

#include "image_rows.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

/// Neighbouring outputs of a row are the kernel's rows: their patches lie 2 * inputChannels apart.
template <int rows, int vectors, int channels>
__attribute__((noinline)) void multiplyPatches(const float* padded, long rowStride, const float* filter,
                                               int outChannels, int firstOut, long offset, float* y,
                                               const Epilogue& epilogue) {
  Vector sums[rows][vectors] = {};
  const Left<Constant<2 * channels>, Constant<1>> patches{padded, {}, {}, 4, 4 * channels, rowStride};
  addProducts(patches, filter, vectors * lanes, sums);
  withConstantKind(epilogue.kind, [&](auto kind) {
    ONEIROS_UNROLL
    for (int v = 0; v < vectors; ++v) {
      const int channel = firstOut + v * lanes;
      forEachVector(channel, channel + lanes, outChannels, [&](int c, auto part) {
        ONEIROS_UNROLL
        for (int row = 0; row < rows; ++row) {
          const long at = offset + long(row) * outChannels + c;
          part.store(y + at, finishAs(kind, epilogue, sums[row][v], at, c, part));
        }
      });
    }
  });
}

template <int channels>
void directForward(const Shape& shape, const float* x, const float* filter, float* y, const Epilogue& epilogue) {
  const PaddedImage image(shape);
  const int out = shape.outputChannels, vectors = vectorsFor(out), panels = (vectors + 1) / 2;
  constexpr long taps = 16 * channels;

  WorkspaceLayout layout;
  const auto filterAt = layout.take(taps * vectors * lanes + 24 * panelWidth);
  const auto privateAt = layout.take(image.floats * omp_get_max_threads());
  float* const memory = workspace(layout.floats);
  float* const packed = memory + filterAt;  // [panel][tap][width]
  packColumnPanels(filter, taps, taps, out, packed);

#pragma omp parallel
  {
    float* const padded = memory + privateAt + image.floats * omp_get_thread_num();
    std::fill_n(padded, image.floats, 0.0f);
#pragma omp for schedule(static)
    for (int number = 0; number < shape.batch; ++number) {
      image.fill(x + number * shape.inputHeight * image.rowFloats, padded);
      for (int row = 0; row < shape.outputHeight; ++row)
        for (int column = 0; column < shape.outputWidth; column += kernelRows) {
          // The last block moves back to be whole: what it computes twice comes out the same.
          const int first = std::min(column, shape.outputWidth - kernelRows);
          const long pixel = (long(number) * shape.outputHeight + row) * shape.outputWidth + first;
          for (int panel = 0; panel < panels; ++panel) {
            const float* right = packed + panel * taps * panelWidth;
            const auto multiplyBy = widthOfPanel(panel, vectors) == panelWidth
                                        ? multiplyPatches<kernelRows, 2, channels>
                                        : multiplyPatches<kernelRows, 1, channels>;
            multiplyBy(padded + image.patch(row, first), image.rowStride, right, out, panel * panelWidth, pixel * out,
                       y, epilogue);
          }
        }
    }
  }
}

/// The kernel's rows are the 4 * channels taps of one filter row; its inner dimension runs over output pixels. Images
/// are cut into a fixed number of parts, each with its own sum.
template <int channels>
void directBackwardWeights(const Shape& shape, const float* x, const float* dy, float* dFilter, float* dBias) {
  constexpr int rowTaps = 4 * channels;
  constexpr int vectorsAtOnce = lanes == 16 ? 2 : 1;
  constexpr int outputRowsAtOnce = 4;  // of dy, in the first-level cache
  const PaddedImage image(shape);
  const int out = shape.outputChannels, parts = std::min(shape.batch, 16);
  const long size = 4l * rowTaps * out;

  WorkspaceLayout layout;
  const auto biasAt = layout.take(biasWorkspace(out)), sumsAt = layout.take(parts * size);
  const auto privateAt = layout.take(image.floats * omp_get_max_threads());
  float* const memory = workspace(layout.floats);

#pragma omp parallel
  {
    float* const padded = memory + privateAt + image.floats * omp_get_thread_num();
    std::fill_n(padded, image.floats, 0.0f);
#pragma omp for schedule(static)
    for (int part = 0; part < parts; ++part) {
      float* const sums = memory + sumsAt + part * size;
      std::fill_n(sums, size, 0.0f);
      for (long number = long(shape.batch) * part / parts; number < long(shape.batch) * (part + 1) / parts; ++number) {
        image.fill(x + number * shape.inputHeight * image.rowFloats, padded);
        for (int row = 0; row < shape.outputHeight; row += outputRowsAtOnce) {
          const int rowsHere = std::min(outputRowsAtOnce, shape.outputHeight - row);
          const float* gradient = dy + (number * shape.outputHeight + row) * shape.outputWidth * out;
          for (int column = 0; column < out; column += vectorsAtOnce * lanes)
            for (int filterRow = 0; filterRow < 4; ++filterRow) {
              const Left<Constant<1>, Constant<2 * channels>> taps{
                  padded + image.patch(row, 0) + filterRow * image.rowStride,
                  {},
                  {},
                  rowsHere,
                  shape.outputWidth,
                  2 * image.rowStride};
              float* const to = sums + long(filterRow) * rowTaps * out + column;
              if (vectorsAtOnce == 2 && out - column == lanes)
                multiply<rowTaps, 1, true>(taps, gradient + column, out, to, out);
              else multiply<rowTaps, vectorsAtOnce, true>(taps, gradient + column, out, to, out);
            }
        }
      }
    }
    if (dBias) sumBiasParts(dy, long(shape.batch) * shape.outputHeight * shape.outputWidth, out, memory + biasAt);
  }
  for (long i = 0; i < size; i += lanes) {
    Vector total = load(memory + sumsAt + i);
    for (int part = 1; part < parts; ++part) total += load(memory + sumsAt + part * size + i);
    store(dFilter + i, total);
  }
  if (dBias) finishBiasGradient(memory + biasAt, out, dBias);
}

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
