#pragma once
// The gradient of the filter by F(m, 2): V = B^T x B, M = A dy A^T, for each point dU = V^T M over the tiles,
// dFilter = G^T dU G. V is never whole: a task gathers a slice of a few channels of one phase, which stays in the
// second-level cache, and multiplies it with all of M. Tiles go in portions of a fixed number, so that the workspace
// has a bound and the sum an order that the threads do not change.

#include "bias_gradient.h"
#include "winograd_blocks.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

constexpr long tilePortion = 256;
// So many tiles of a slice and of a panel of M fit the first-level cache together.
constexpr long tilesAtOnce = 128;
// A slice is a whole number of vectors and of kernel rows.
constexpr int sliceVectors = lanes == 16 ? 2 : lanes == 8 ? 3 : 6;
constexpr int sliceWidth = sliceVectors * lanes;
static_assert(sliceWidth % kernelRows == 0);

template <int m>
void winogradBackwardWeights(const Shape& shape, const float* x, const float* dy, float* dFilter, float* dBias) {
  constexpr int points = Tiles<m>::points;
  const Tiles<m> tiles(shape);
  const long portion = std::min(tilePortion, tiles.count);
  const int panels = (tiles.outVectors + 1) / 2;
  const int slices = (tiles.inVectors + sliceVectors - 1) / sliceVectors;
  const int group = panelsPerBlock(panels, sliceWidth, points);
  const long gradientPlane = planeStride(portion * tiles.outVectors * lanes);
  const long slicePlane = planeStride(portion * sliceWidth);
  const long columns = long(group) * panelWidth;
  const long plane = productPlane(sliceWidth, columns), stride = productStride(columns);

  WorkspaceLayout layout;
  const auto zerosAt = layout.take(tiles.inVectors * lanes), biasAt = layout.take(biasWorkspace(shape.outputChannels));
  const auto gradientAt = layout.take(points * gradientPlane);
  const long privateSize = roundUp(points * (slicePlane + plane), 1024);
  const auto privateAt = layout.take(privateSize * omp_get_max_threads());
  float* const memory = workspace(layout.floats);
  float* const zeros = memory + zerosAt;
  float* const gradient = memory + gradientAt;  // M: [point][panel][tile][width]
  std::fill_n(zeros, tiles.inVectors * lanes, 0.0f);

#pragma omp parallel
  {
    float* const slice = memory + privateAt + privateSize * omp_get_thread_num();  // [point][tile][sliceWidth]
    float* const products = slice + points * slicePlane;
    if (dBias)
      sumBiasParts(dy, long(shape.batch) * shape.outputHeight * shape.outputWidth, shape.outputChannels,
                   memory + biasAt);
    for (long first = 0; first < tiles.count; first += portion) {
      const long here = std::min(portion, tiles.count - first);
#pragma omp for schedule(static)
      for (long tile = 0; tile < here; ++tile)
        tiles.transformOutputGradient(dy, first + tile, gradientPlane, [&](int c) {
          const int panel = c / panelWidth;
          return gradient + panel * portion * panelWidth + tile * widthOfPanel(panel, tiles.outVectors) +
                 c % panelWidth;
        });
#pragma omp for collapse(2) schedule(dynamic, 1)
      for (int phase = 0; phase < phases; ++phase)
        for (int number = 0; number < slices; ++number) {
          const int firstIn = number * sliceWidth, lastIn = std::min(firstIn + sliceWidth, shape.inputChannels);
          tiles.transformData(x, zeros, first, here, phase, phase + 1, firstIn, lastIn, slicePlane,
                              [&](long tile, int, int c) { return slice + tile * sliceWidth + (c - firstIn); });
          for (int firstPanel = 0; firstPanel < panels; firstPanel += group) {
            const int lastPanel = std::min(firstPanel + group, panels);
            for (int point = 0; point < points; ++point)
              for (long from = 0; from < here; from += tilesAtOnce)
                for (int panel = firstPanel; panel < lastPanel; ++panel) {
                  const int width = widthOfPanel(panel, tiles.outVectors);
                  const long steps = std::min(tilesAtOnce, here - from);
                  for (int row = 0; row < lastIn - firstIn; row += kernelRows)
                    multiplyPanel<kernelRows>(
                        transposedRows(slice + point * slicePlane + from * sliceWidth + row, steps, sliceWidth),
                        gradient + point * gradientPlane + panel * portion * panelWidth + from * width, width,
                        products + point * plane + row * stride + (panel - firstPanel) * panelWidth, stride, from > 0);
                }
            for (int in = firstIn; in < lastIn; ++in)
              transformToFilterGradient(tiles, products + (in - firstIn) * stride, plane, phase, in,
                                        firstPanel * panelWidth, lastPanel * panelWidth, first > 0, dFilter);
          }
        }
    }
  }
  if (dBias) finishBiasGradient(memory + biasAt, shape.outputChannels, dBias);
}

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
