#pragma once
// The adjoint of winograd_forward.h: M = A dy A^T, for each point C = M U^T with a column for each input channel of
// each phase, dx = sum over overlapping tiles of B C B^T. The same is the forward pass of the transposed convolution.

#include "winograd_blocks.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

/// The columns are vectors of input channels, phase by phase: vector v belongs to phase v / inVectors.
template <int m>
void transformFilterPanel(const Tiles<m>& tiles, const float* filter, int panel, int firstOut, int lastOut, float* to,
                          long plane) {
  for (int half = 0; half < 2; ++half) {
    const int vector = 2 * panel + half;
    transformFilterTransposed(tiles, filter, vector / tiles.inVectors, vector % tiles.inVectors * lanes, firstOut,
                              lastOut, panelWidth, to + half * lanes, plane);
  }
}

/// Adds the products of `tiles` tiles and of the vectors [firstVector, lastVector) to dx.
template <int m>
void addTilesToInputGradient(const Tiles<m>& tiles, const float* products, long plane, long stride, long firstTile,
                             long count, int firstVector, int lastVector, float* dx, const Epilogue& epilogue) {
  withConstantKind(epilogue.kind, [&](auto kind) {
    for (long tile = 0; tile < count; ++tile)
      for (int vector = firstVector; vector < lastVector; ++vector) {
        const int phase = vector / tiles.inVectors, channel = vector % tiles.inVectors * lanes;
        const float* from = products + tile * stride + (vector - firstVector) * lanes;
        forEachVector(channel, channel + lanes, tiles.shape.inputChannels, [&](int c, auto part) {
          tiles.addToInputGradient(kind, from, plane, firstTile + tile, phase, c, part, dx, epilogue);
        });
      }
  });
}

template <int m>
void winogradBackwardDataSharingFilter(const Tiles<m>& tiles, const float* dy, const float* filter, float* dx,
                                       const Epilogue& epilogue) {
  constexpr int points = Tiles<m>::points;
  const long innerVectors = tiles.outVectors, inner = innerVectors * lanes;
  const int panels = phases * tiles.inVectors / 2;
  // Tiles of an image overlap, so a block is made of whole images.
  const long block = tilesPerBlock(tiles.count, tiles.perImage, points * inner);
  const int group = panelsPerBlock(panels, block, points);
  const long filterPlane = planeStride(inner * panels * panelWidth);
  const long dataPlane = planeStride(rowPanelSize(innerVectors) * roundUp(block, kernelRows) / kernelRows);
  const long columns = long(group) * panelWidth;
  const long plane = productPlane(block, columns), stride = productStride(columns);

  WorkspaceLayout layout;
  const auto filterAt = layout.take(points * filterPlane);
  const long privateSize = roundUp(points * (dataPlane + plane), 1024);
  const auto privateAt = layout.take(privateSize * omp_get_max_threads());
  float* const memory = workspace(layout.floats);
  float* const u = memory + filterAt;

#pragma omp parallel
  {
    float* const data = memory + privateAt + privateSize * omp_get_thread_num();
    float* const products = data + points * dataPlane;
#pragma omp for schedule(static)
    for (int panel = 0; panel < panels; ++panel)
      transformFilterPanel(tiles, filter, panel, 0, tiles.shape.outputChannels, u + panel * inner * panelWidth,
                           filterPlane);
#pragma omp for schedule(dynamic, 1)
    for (long first = 0; first < tiles.count; first += block) {
      const long here = std::min(block, tiles.count - first);
      for (long tile = 0; tile < here; ++tile)
        tiles.transformOutputGradient(dy, first + tile, dataPlane,
                                      [&](int c) { return data + rowPanelOffset(tile, c / lanes, innerVectors); });
      for (int firstPanel = 0; firstPanel < panels; firstPanel += group) {
        const int lastPanel = std::min(firstPanel + group, panels);
        for (int point = 0; point < points; ++point)
          for (int panel = firstPanel; panel < lastPanel; ++panel)
            multiplyRowsInChunks(data + point * dataPlane, innerVectors, here,
                                 u + point * filterPlane + panel * inner * panelWidth, panelWidth,
                                 products + point * plane + (panel - firstPanel) * panelWidth, stride);
        addTilesToInputGradient(tiles, products, plane, stride, first, here, 2 * firstPanel, 2 * lastPanel, dx,
                                epilogue);
      }
    }
  }
}

template <int m>
void winogradBackwardDataSharingData(const Tiles<m>& tiles, const float* dy, const float* filter, float* dx,
                                     const Epilogue& epilogue) {
  constexpr int points = Tiles<m>::points;
  const long innerVectors = tiles.outVectors;
  const int panels = phases * tiles.inVectors / 2;
  const int chunkVectors = std::min(tiles.outVectors, filterChunkVectors);
  const long dataPlane = planeStride(rowPanelSize(innerVectors) * roundUp(tiles.count, kernelRows) / kernelRows);
  const long filterPlane = planeStride(long(chunkVectors) * lanes * panelWidth);
  const long plane = productPlane(tiles.count, panelWidth), stride = productStride(panelWidth);

  WorkspaceLayout layout;
  const auto dataAt = layout.take(points * dataPlane);
  const long privateSize = roundUp(points * (filterPlane + plane), 1024);
  const auto privateAt = layout.take(privateSize * omp_get_max_threads());
  float* const memory = workspace(layout.floats);
  float* const data = memory + dataAt;

#pragma omp parallel
  {
    float* const u = memory + privateAt + privateSize * omp_get_thread_num();
    float* const products = u + points * filterPlane;
#pragma omp for schedule(static)
    for (long tile = 0; tile < tiles.count; ++tile)
      tiles.transformOutputGradient(dy, tile, dataPlane,
                                    [&](int c) { return data + rowPanelOffset(tile, c / lanes, innerVectors); });
      // A panel may hold the last vector of one phase and the first of the next, but phases never share a pixel of dx.
#pragma omp for schedule(dynamic, 1)
    for (int panel = 0; panel < panels; ++panel) {
      for (int from = 0; from < tiles.outVectors; from += chunkVectors) {
        const int vectors = std::min(chunkVectors, tiles.outVectors - from);
        transformFilterPanel(tiles, filter, panel, from * lanes, (from + vectors) * lanes, u, filterPlane);
        for (int point = 0; point < points; ++point)
          multiplyRows(data + point * dataPlane, innerVectors, from, vectors, tiles.count, u + point * filterPlane,
                       panelWidth, products + point * plane, stride, from > 0);
      }
      addTilesToInputGradient(tiles, products, plane, stride, 0, tiles.count, 2 * panel, 2 * panel + 2, dx, epilogue);
    }
  }
}

template <int m>
void winogradBackwardData(const Shape& shape, const float* dy, const float* filter, float* dx,
                          const Epilogue& epilogue) {
  const Tiles<m> tiles(shape);
  if (tiles.count <= fewTiles && tiles.count < long(phases) * shape.inputChannels)
    winogradBackwardDataSharingData(tiles, dy, filter, dx, epilogue);
  else winogradBackwardDataSharingFilter(tiles, dy, filter, dx, epilogue);
}

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
