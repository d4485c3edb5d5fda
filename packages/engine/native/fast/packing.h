#pragma once
// Copies of matrices in the layouts that the register kernel reads front to back.

#include <algorithm>

#include "register_kernel.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

/// [rows, columns] with rows `stride` apart -> row panels; rows and columns that do not exist become zeros.
inline void packRowPanels(const float* from, long rows, long columns, long stride, float* to) {
  const long vectors = (columns + lanes - 1) / lanes;
  for (long row = 0; row < roundUp(rows, kernelRows); ++row)
    for (long vector = 0; vector < vectors; ++vector) {
      const float* p = from + row * stride + vector * lanes;
      const int count = int(std::min(long(lanes), columns - vector * lanes));
      store(to + rowPanelOffset(row, vector, vectors), row >= rows      ? Vector{}
                                                       : count == lanes ? load(p)
                                                                        : loadFirst(p, count));
    }
}

/// [rows, columns] contiguous -> column panels [panel][innerRows][width], rows that do not exist zeros.
inline void packColumnPanels(const float* from, long rows, long innerRows, int columns, float* to) {
  const int vectors = vectorsFor(columns);
  for (long row = 0; row < innerRows; ++row)
    for (int vector = 0; vector < vectors; ++vector) {
      const int panel = vector / 2, count = std::min(lanes, columns - vector * lanes);
      const float* p = from + row * columns + vector * lanes;
      store(to + panel * innerRows * panelWidth + row * widthOfPanel(panel, vectors) + vector % 2 * lanes,
            row >= rows      ? Vector{}
            : count == lanes ? load(p)
                             : loadFirst(p, count));
    }
}

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
