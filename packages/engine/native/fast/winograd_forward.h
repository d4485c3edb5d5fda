#pragma once
// y = x * filter by F(m, 2): V = B^T x B, for each point C = V U over the four phases' channels, y = A^T C A.

#include "winograd_blocks.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

template <int m>
void winogradForwardSharingFilter(const Tiles<m>& tiles, const float* x, const float* filter, float* y,
                                  const Epilogue& epilogue) {
  constexpr int points = Tiles<m>::points;
  const Shape& shape = tiles.shape;
  const long innerVectors = long(phases) * tiles.inVectors, inner = innerVectors * lanes;
  const int panels = (tiles.outVectors + 1) / 2;
  const long block = tilesPerBlock(tiles.count, kernelRows, points * inner);
  const int group = panelsPerBlock(panels, block, points);
  const long filterPlane = planeStride(inner * tiles.outVectors * lanes);
  const long dataPlane = planeStride(rowPanelSize(innerVectors) * block / kernelRows);
  const long columns = long(group) * panelWidth;
  const long plane = productPlane(block, columns), stride = productStride(columns);

  WorkspaceLayout layout;
  const auto zerosAt = layout.take(tiles.inVectors * lanes), filterAt = layout.take(points * filterPlane);
  const long privateSize = roundUp(points * (dataPlane + plane), 1024);
  const auto privateAt = layout.take(privateSize * omp_get_max_threads());
  float* const memory = workspace(layout.floats);
  float* const zeros = memory + zerosAt;
  float* const u = memory + filterAt;
  std::fill_n(zeros, tiles.inVectors * lanes, 0.0f);

#pragma omp parallel
  {
    float* const data = memory + privateAt + privateSize * omp_get_thread_num();
    float* const products = data + points * dataPlane;
#pragma omp for collapse(2) schedule(static)
    for (int panel = 0; panel < panels; ++panel)
      for (int phase = 0; phase < phases; ++phase) {
        const int width = widthOfPanel(panel, tiles.outVectors);
        transformFilter(tiles, filter, phase, 0, tiles.inVectors * lanes, panel * panelWidth, width,
                        u + panel * inner * panelWidth + long(phase) * tiles.inVectors * lanes * width, filterPlane);
      }
#pragma omp for schedule(dynamic, 1)
    for (long first = 0; first < tiles.count; first += block) {
      const long here = std::min(block, tiles.count - first);
      tiles.transformData(x, zeros, first, here, 0, phases, 0, shape.inputChannels, dataPlane,
                          [&](long tile, int phase, int c) {
                            return data + rowPanelOffset(tile, phase * tiles.inVectors + c / lanes, innerVectors);
                          });
      for (int firstPanel = 0; firstPanel < panels; firstPanel += group) {
        const int lastPanel = std::min(firstPanel + group, panels);
        for (int point = 0; point < points; ++point)
          for (int panel = firstPanel; panel < lastPanel; ++panel)
            multiplyRowsInChunks(data + point * dataPlane, innerVectors, here,
                                 u + point * filterPlane + panel * inner * panelWidth,
                                 widthOfPanel(panel, tiles.outVectors),
                                 products + point * plane + (panel - firstPanel) * panelWidth, stride);
        tiles.transformToOutput(products, plane, stride, first, here, firstPanel * panelWidth, lastPanel * panelWidth, y,
                                epilogue);
      }
    }
  }
}

template <int m>
void winogradForwardSharingData(const Tiles<m>& tiles, const float* x, const float* filter, float* y,
                                const Epilogue& epilogue) {
  constexpr int points = Tiles<m>::points;
  const Shape& shape = tiles.shape;
  const long innerVectors = long(phases) * tiles.inVectors;
  const int panels = (tiles.outVectors + 1) / 2;
  const int chunkVectors = std::min(tiles.inVectors, filterChunkVectors);
  const long dataPlane = planeStride(rowPanelSize(innerVectors) * roundUp(tiles.count, kernelRows) / kernelRows);
  const long filterPlane = planeStride(long(chunkVectors) * lanes * panelWidth);
  const long plane = productPlane(tiles.count, panelWidth), stride = productStride(panelWidth);

  WorkspaceLayout layout;
  const auto zerosAt = layout.take(tiles.inVectors * lanes), dataAt = layout.take(points * dataPlane);
  const long privateSize = roundUp(points * (filterPlane + plane), 1024);
  const auto privateAt = layout.take(privateSize * omp_get_max_threads());
  float* const memory = workspace(layout.floats);
  float* const zeros = memory + zerosAt;
  float* const data = memory + dataAt;
  std::fill_n(zeros, tiles.inVectors * lanes, 0.0f);

#pragma omp parallel
  {
    float* const u = memory + privateAt + privateSize * omp_get_thread_num();
    float* const products = u + points * filterPlane;
#pragma omp for schedule(static)
    for (long first = 0; first < tiles.count; first += kernelRows)
      tiles.transformData(x, zeros, first, std::min(long(kernelRows), tiles.count - first), 0, phases, 0,
                          shape.inputChannels, dataPlane, [&](long tile, int phase, int c) {
                            return data +
                                   rowPanelOffset(first + tile, phase * tiles.inVectors + c / lanes, innerVectors);
                          });
#pragma omp for schedule(dynamic, 1)
    for (int panel = 0; panel < panels; ++panel) {
      const int width = widthOfPanel(panel, tiles.outVectors);
      for (int phase = 0; phase < phases; ++phase)
        for (int from = 0; from < tiles.inVectors; from += chunkVectors) {
          const int vectors = std::min(chunkVectors, tiles.inVectors - from);
          transformFilter(tiles, filter, phase, from * lanes, (from + vectors) * lanes, panel * panelWidth, width, u,
                          filterPlane);
          for (int point = 0; point < points; ++point)
            multiplyRows(data + point * dataPlane, innerVectors, long(phase) * tiles.inVectors + from, vectors,
                         tiles.count, u + point * filterPlane, width, products + point * plane, stride,
                         phase > 0 || from > 0);
        }
      tiles.transformToOutput(products, plane, stride, 0, tiles.count, panel * panelWidth, panel * panelWidth + width, y,
                              epilogue);
    }
  }
}

template <int m>
void winogradForward(const Shape& shape, const float* x, const float* filter, float* y, const Epilogue& epilogue) {
  const Tiles<m> tiles(shape);
  if (tiles.count <= fewTiles && tiles.count < shape.outputChannels)
    winogradForwardSharingData(tiles, x, filter, y, epilogue);
  else winogradForwardSharingFilter(tiles, x, filter, y, epilogue);
}

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
