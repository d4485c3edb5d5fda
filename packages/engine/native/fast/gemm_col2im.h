#pragma once
// V1's gradient of the data, and the last feedback layer's forward pass: a product of dy [pixels, outputChannels] with
// the filter's transpose gives each output pixel's 4x4 patch, and patches are added into a padded image, all of it in
// the first-level cache. oneDNN's direct way fills its vectors with 3 of 16 channels.

#include "image_rows.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

/// A patch has 16 * channels columns; three vectors at once where AVX-512 and 3 channels allow it.
template <int channels>
constexpr int patchVectorsAtOnce = lanes == 16 && channels == 3       ? 3
                                   : (16 * channels / lanes) % 2 == 0 ? 2
                                                                      : 1;

template <int channels>
void gemmCol2im(const Shape& shape, const float* dy, const float* filter, float* dx, const Epilogue& epilogue) {
  constexpr int rowTaps = 4 * channels, taps = 16 * channels;
  constexpr int together = patchVectorsAtOnce<channels>, panelColumns = together * lanes, panels = taps / panelColumns;
  static_assert(panels * panelColumns == taps);
  const PaddedImage image(shape);
  const int out = shape.outputChannels;
  const long pixels = roundUp(shape.outputWidth, kernelRows);

  WorkspaceLayout layout;
  const auto filterAt = layout.take(long(out + 24) * taps), biasAt = layout.take(image.rowFloats + lanes);
  const auto privateAt = layout.take((image.floats + pixels * taps) * omp_get_max_threads());
  float* const memory = workspace(layout.floats);
  float* const transposed = memory + filterAt;  // [panel][out][panelColumns]
  for (int tap = 0; tap < taps; ++tap)
    for (int c = 0; c < out; ++c)
      transposed[(long(tap / panelColumns) * out + c) * panelColumns + tap % panelColumns] =
          filter[long(tap) * out + c];
  // Channels repeat along a row of the image, so the bias is laid out with it.
  float* const rowBias = memory + biasAt;
  Epilogue rowEpilogue = epilogue;
  if (epilogue.bias) {
    for (long i = 0; i < image.rowFloats; ++i) rowBias[i] = epilogue.bias[i % channels];
    rowEpilogue.bias = rowBias;
  }

#pragma omp parallel
  {
    float* const padded = memory + privateAt + (image.floats + pixels * taps) * omp_get_thread_num();
    float* const patches = padded + image.floats;  // [pixel][taps]
#pragma omp for schedule(static)
    for (int number = 0; number < shape.batch; ++number) {
      std::fill_n(padded, image.floats, 0.0f);
      for (int row = 0; row < shape.outputHeight; ++row) {
        const float* gradient = dy + (long(number) * shape.outputHeight + row) * shape.outputWidth * out;
        for (int column = 0; column < shape.outputWidth; column += kernelRows) {
          const int first = std::min(column, shape.outputWidth - kernelRows);
          const Left<long, Constant<1>> left{gradient + long(first) * out, out, {}, 1, out, 0};
          for (int panel = 0; panel < panels; ++panel)
            multiply<kernelRows, together, false>(left, transposed + long(panel) * out * panelColumns, panelColumns,
                                                  patches + first * taps + panel * panelColumns, taps);
        }
        // Neighbouring patches overlap by half: even ones first, then odd ones, so that no sum waits for the one
        // before.
        for (int filterRow = 0; filterRow < 4; ++filterRow)
          for (int parity = 0; parity < 2; ++parity)
            for (int column = parity; column < shape.outputWidth; column += 2) {
              float* to = padded + image.patch(row, column) + filterRow * image.rowStride;
              const float* from = patches + long(column) * taps + filterRow * rowTaps;
              int i = 0;
              for (; i + lanes <= rowTaps; i += lanes) store(to + i, load(to + i) + load(from + i));
              if (i < rowTaps)
                storeFirst(to + i, loadFirst(to + i, rowTaps - i) + loadFirst(from + i, rowTaps - i), rowTaps - i);
            }
      }
      for (int row = 0; row < shape.inputHeight; ++row) {
        const long offset = (long(number) * shape.inputHeight + row) * image.rowFloats;
        forEachVector(0, int(image.rowFloats), int(image.rowFloats), [&](int i, auto part) {
          part.store(dx + offset + i, finish(rowEpilogue, load(padded + image.pixelRow(row) + i), offset + i, i, part));
        });
      }
    }
  }
}

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
