#pragma once
// Where the filter covers the whole input (IT: 4x4 on a 4x4 map, no padding) nothing slides: the convolution is a
// matrix product of x [batch, taps] and the filter [taps, outputChannels], taps = 16 * inputChannels. So few rows make
// it a matter of memory: the filter is read once, row after row.

#include <omp.h>

#include <algorithm>

#include "bias_gradient.h"
#include "epilogue.h"
#include "packing.h"
#include "workspace.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

constexpr int tapVectorsAtOnce = 128 / lanes;
constexpr int rowBlock = 8 * kernelRows;

inline long tapsOf(const Shape& shape) { return 16l * shape.inputChannels; }

/// y = epilogue(x filter). The taps are cut into parts by the shape alone; parts are summed up in their order.
inline void productForward(const Shape& shape, const float* x, const float* filter, float* y,
                           const Epilogue& epilogue) {
  const long taps = tapsOf(shape), tapVectors = (taps + lanes - 1) / lanes;
  const int columns = shape.outputChannels, vectors = vectorsFor(columns), panels = (vectors + 1) / 2;
  const long rows = roundUp(shape.batch, rowBlock), width = long(vectors) * lanes;
  const long parts = std::clamp(std::min(1024 / rows, tapVectors / (2 * tapVectorsAtOnce)), 1l, 16l);
  const long vectorsPerPart = (tapVectors + parts - 1) / parts;

  WorkspaceLayout layout;
  const auto sumsAt = layout.take(parts * rows * width);
  const long rowsSize = rowPanelSize(tapVectorsAtOnce) * (rowBlock / kernelRows) + 80;
  const long privateSize = roundUp(rowsSize + tapVectorsAtOnce * lanes * width, 1024) + 80;
  const auto privateAt = layout.take(privateSize * omp_get_max_threads());
  float* const memory = workspace(layout.floats);
  float* const sums = memory + sumsAt;  // [part][row][width]

#pragma omp parallel
  {
    float* const packedRows = memory + privateAt + privateSize * omp_get_thread_num();
    float* const packedFilter = packedRows + rowsSize;
#pragma omp for collapse(2) schedule(dynamic, 1)
    for (long part = 0; part < parts; ++part)
      for (long firstRow = 0; firstRow < rows; firstRow += rowBlock) {
        const long rowsHere = std::min(long(rowBlock), shape.batch - firstRow);
        const long begin = part * vectorsPerPart, end = std::min(tapVectors, begin + vectorsPerPart);
        for (long vector = begin; vector < end; vector += tapVectorsAtOnce) {
          const long vectorsHere = std::min(long(tapVectorsAtOnce), end - vector), first = vector * lanes;
          const long tapsHere = std::min(taps - first, vectorsHere * lanes);
          packRowPanels(x + firstRow * taps + first, rowsHere, tapsHere, taps, packedRows);
          packColumnPanels(filter + first * columns, tapsHere, vectorsHere * lanes, columns, packedFilter);
          for (int panel = 0; panel < panels; ++panel)
            for (long row = 0; row < rowsHere; row += kernelRows)
              multiplyPanel<kernelRows>(
                  rowPanel(packedRows + rowPanelOffset(row, 0, vectorsHere), vectorsHere),
                  packedFilter + panel * vectorsHere * lanes * panelWidth, widthOfPanel(panel, vectors),
                  sums + (part * rows + firstRow + row) * width + panel * panelWidth, width, vector > begin);
        }
      }
#pragma omp for schedule(static)
    for (int row = 0; row < shape.batch; ++row)
      forEachVector(0, columns, columns, [&](int c, auto part) {
        Vector total = load(sums + row * width + c);
        for (long i = 1; i < parts; ++i) total += load(sums + (i * rows + row) * width + c);
        const long offset = long(row) * columns + c;
        part.store(y + offset, finish(epilogue, total, offset, c, part));
      });
  }
}

/// dx = epilogue(dy filter^T). Channels of dx repeat with each tap of the 4x4 map.
inline void productBackwardData(const Shape& shape, const float* dy, const float* filter, float* dx,
                                const Epilogue& epilogue) {
  const int in = shape.inputChannels, columns = shape.outputChannels, vectors = vectorsFor(columns);
  const int inVectors = vectorsFor(in), tapPanels = (inVectors + 1) / 2;
  const long taps = tapsOf(shape), rows = roundUp(shape.batch, kernelRows), inner = long(vectors) * lanes;

  WorkspaceLayout layout;
  const auto rowsAt = layout.take(rowPanelSize(vectors) * rows / kernelRows);
  const long privateSize = roundUp(inner * panelWidth + kernelRows * panelWidth, 1024) + 80;
  const auto privateAt = layout.take(privateSize * omp_get_max_threads());
  float* const memory = workspace(layout.floats);
  float* const packedRows = memory + rowsAt;

#pragma omp parallel
  {
    float* const panel = memory + privateAt + privateSize * omp_get_thread_num();  // [inner][width]
    float* const products = panel + inner * panelWidth;
#pragma omp for schedule(static)
    for (long row = 0; row < rows; row += kernelRows)
      packRowPanels(dy + row * columns, std::min(long(kernelRows), shape.batch - row), columns, columns,
                    packedRows + rowPanelOffset(row, 0, vectors));
#pragma omp for collapse(2) schedule(static)
    for (int tap = 0; tap < 16; ++tap)
      for (int number = 0; number < tapPanels; ++number) {
        const int width = widthOfPanel(number, inVectors), firstIn = number * panelWidth;
        for (int half = 0; half < width; half += lanes)
          forEachVector(0, columns, columns, [&](int c, auto part) {
            const float* from = filter + (long(tap) * in + firstIn + half) * columns + c;
            const int existing = std::min(lanes, in - firstIn - half);
            Vector square[lanes];
            ONEIROS_UNROLL
            for (int i = 0; i < lanes; ++i) square[i] = i < existing ? part.load(from + long(i) * columns) : Vector{};
            transpose(square);
            ONEIROS_UNROLL
            for (int i = 0; i < lanes; ++i) store(panel + long(c + i) * width + half, square[i]);
          });
        for (long row = 0; row < rows; row += kernelRows) {
          const long existing = std::min(long(kernelRows), shape.batch - row);
          for (long i = 0; i < existing; ++i)
            for (int half = 0; half < width; half += lanes)
              prefetchToWrite(dx + (row + i) * taps + tap * in + firstIn + half);
          multiplyPanel<kernelRows>(rowPanel(packedRows + rowPanelOffset(row, 0, vectors), vectors), panel, width,
                                    products, width, false);
          for (long i = 0; i < existing; ++i)
            forEachVector(firstIn, firstIn + width, in, [&](int c, auto part) {
              const long offset = (row + i) * taps + tap * in + c;
              part.store(dx + offset, finish(epilogue, load(products + i * width + (c - firstIn)), offset, c, part));
            });
        }
      }
  }
}

/// dFilter = x^T dy. The batch is the inner dimension.
inline void productBackwardWeights(const Shape& shape, const float* x, const float* dy, float* dFilter, float* dBias) {
  const long taps = tapsOf(shape), batch = shape.batch;
  const int columns = shape.outputChannels, vectors = vectorsFor(columns), panels = (vectors + 1) / 2;
  constexpr long slab = 8 * kernelRows, slabStride = slab + lanes;

  WorkspaceLayout layout;
  const auto panelsAt = layout.take(batch * vectors * lanes), biasAt = layout.take(biasWorkspace(columns));
  const long privateSize = roundUp(batch * slabStride + kernelRows * panelWidth, 1024) + 80;
  const auto privateAt = layout.take(privateSize * omp_get_max_threads());
  float* const memory = workspace(layout.floats);
  float* const packed = memory + panelsAt;
  packColumnPanels(dy, batch, batch, columns, packed);

#pragma omp parallel
  {
    float* const rows = memory + privateAt + privateSize * omp_get_thread_num();  // [batch][slabStride]
    float* const products = rows + batch * slabStride;
    if (dBias) sumBiasParts(dy, batch, columns, memory + biasAt);
#pragma omp for schedule(static)
    for (long first = 0; first < taps; first += slab) {
      const long tapsHere = std::min(slab, taps - first);
      for (long i = 0; i < batch; ++i)
        for (long tap = 0; tap < tapsHere; tap += lanes) {
          const float* from = x + i * taps + first + tap;
          store(rows + i * slabStride + tap,
                tapsHere - tap >= lanes ? load(from) : loadFirst(from, int(tapsHere - tap)));
        }
      for (long row = 0; row < tapsHere; row += kernelRows)
        for (int panel = 0; panel < panels; ++panel) {
          const int width = widthOfPanel(panel, vectors), column = panel * panelWidth;
          const auto left = transposedRows(rows + row, batch, slabStride);
          const float* right = packed + panel * batch * panelWidth;
          float* const to = dFilter + (first + row) * columns + column;
          if (tapsHere - row >= kernelRows && column + width <= columns) {
            multiplyPanel<kernelRows>(left, right, width, to, columns, false);
            continue;
          }
          multiplyPanel<kernelRows>(left, right, width, products, width, false);
          for (long i = 0; i < std::min(long(kernelRows), tapsHere - row); ++i)
            forEachVector(column, column + width, columns, [&](int c, auto part) {
              part.store(to + i * columns + (c - column), load(products + i * width + (c - column)));
            });
        }
    }
  }
  if (dBias) finishBiasGradient(memory + biasAt, columns, dBias);
}

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
