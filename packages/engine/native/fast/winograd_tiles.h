#pragma once
// How a 4x4 stride-2 convolution becomes tiles of F(m, 2), and the transforms of data, of outputs and back.
//
// Rows and columns of the input split by parity: with phase (r, s), r, s in {0, 1},
//   y[i, k] = sum over r, s and j, l in {0, 1} of  filter[2j + r, 2l + s] * x[2(i + j) + r - pad, 2(k + l) + s - pad],
// a 2x2 stride-1 convolution over the four phases of the input, that is one with 4 * inputChannels channels on a grid
// of half the resolution. A tile is m x m outputs; it reads (m + 1) x (m + 1) positions of each phase. Tiles may hang
// over the edge: inputs there read as 0, outputs there are neither read nor written.
//
// Each transformed tensor has a plane for each of the (m + 1)^2 points. Inner dimensions count whole vectors: channels
// of a tail vector that do not exist are zeros.

#include "epilogue.h"
#include "fast.h"
#include "register_kernel.h"
#include "winograd_transforms.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

constexpr int phases = 4;

/// Planes of points lie this far apart: a whole number of cache lines, but never a power of two, or all 25 of them
/// would compete for the same few places in the cache.
constexpr long planeStride(long size) { return roundUp(size, 16) + 80; }

template <int m>
struct Tiles {
  static constexpr int side = m + 1, points = side * side;

  const Shape& shape;
  const int down, across, perImage;
  const long count;
  const int inVectors, outVectors;

  explicit Tiles(const Shape& s)
      : shape(s),
        down((s.outputHeight + m - 1) / m),
        across((s.outputWidth + m - 1) / m),
        perImage(down * across),
        count(long(s.batch) * perImage),
        inVectors(vectorsFor(s.inputChannels)),
        outVectors(vectorsFor(s.outputChannels)) {}

  struct Place {
    long image;
    int row, column;
  };
  Place place(long tile) const {
    const int inImage = int(tile % perImage);
    return {tile / perImage, inImage / across, inImage % across};
  }

  int inputRow(const Place& at, int phase, int i) const { return 2 * (m * at.row + i) + phase / 2 - shape.pad; }
  int inputColumn(const Place& at, int phase, int j) const { return 2 * (m * at.column + j) + phase % 2 - shape.pad; }
  bool rowExists(int row) const { return unsigned(row) < unsigned(shape.inputHeight); }
  bool columnExists(int column) const { return unsigned(column) < unsigned(shape.inputWidth); }
  long inputOffset(long image, int row, int column) const {
    return ((image * shape.inputHeight + row) * shape.inputWidth + column) * shape.inputChannels;
  }
  long outputOffset(const Place& at, int i, int j) const {
    return ((at.image * shape.outputHeight + m * at.row + i) * shape.outputWidth + m * at.column + j) *
           shape.outputChannels;
  }
  int rowsOf(const Place& at) const { return std::min(m, shape.outputHeight - m * at.row); }
  int columnsOf(const Place& at) const { return std::min(m, shape.outputWidth - m * at.column); }

  /// The positions that a phase of a tile reads; those outside the input point at `zeros` [inputChannels].
  void inputsOf(const float* x, const float* zeros, long tile, int phase, const float* (&at)[points]) const {
    const Place p = place(tile);
    long columnOffset[side];
    bool columnIsThere[side];
    for (int j = 0; j < side; ++j) {
      const int column = inputColumn(p, phase, j);
      columnIsThere[j] = columnExists(column);
      columnOffset[j] = long(column) * shape.inputChannels;
    }
    for (int i = 0; i < side; ++i) {
      const int row = inputRow(p, phase, i);
      const bool rowIsThere = rowExists(row);
      const float* start = x + inputOffset(p.image, row, 0);
      for (int j = 0; j < side; ++j)
        at[i * side + j] = rowIsThere && columnIsThere[j] ? start + columnOffset[j] : zeros;
    }
  }

  /// V = B^T x B for `tiles` tiles from `firstTile`, phases [firstPhase, lastPhase), channels [firstChannel,
  /// lastChannel).
  /// @param to (tile from 0, phase, channel) -> where the vector of point 0 goes; points lie `plane` apart
  template <class To>
  void transformData(const float* x, const float* zeros, long firstTile, long tiles, int firstPhase, int lastPhase,
                     int firstChannel, int lastChannel, long plane, const To& to) const {
    const float* at[2][points];
    inputsOf(x, zeros, firstTile, firstPhase, at[0]);
    int now = 0;
    for (long tile = 0; tile < tiles; ++tile) {
      for (int phase = firstPhase; phase < lastPhase; ++phase, now ^= 1) {
        // While this tile is computed, the next one's inputs come closer.
        const bool phaseFollows = phase + 1 < lastPhase;
        const long next = phaseFollows ? tile : std::min(tile + 1, tiles - 1);
        inputsOf(x, zeros, firstTile + next, phaseFollows ? phase + 1 : firstPhase, at[now ^ 1]);
        forEachVector(firstChannel, lastChannel, shape.inputChannels, [&](int c, auto part) {
          Vector d[points], v[points];
          ONEIROS_UNROLL
          for (int p = 0; p < points; ++p) {
            d[p] = part.load(at[now][p] + c);
            prefetch(at[now ^ 1][p] + c);
          }
          transformBoth<typename Winograd<m>::Data>(d, v);
          float* const out = to(tile, phase, c);
          float* const following = to(tile, phase, c + lanes);
          ONEIROS_UNROLL
          for (int p = 0; p < points; ++p) {
            store(out + p * plane, v[p]);
            prefetchToWrite(following + p * plane);
          }
        });
      }
    }
  }

  /// M = A dy A^T for one tile. @param to (channel) -> where the vector of point 0 goes
  template <class To>
  void transformOutputGradient(const float* dy, long tile, long plane, const To& to) const {
    const Place at = place(tile);
    const int rows = rowsOf(at), columns = columnsOf(at);
    const float* first = dy + outputOffset(at, 0, 0);
    const long nextRow = long(shape.outputWidth) * shape.outputChannels, nextColumn = shape.outputChannels;
    const bool whole = rows == m && columns == m;
    forEachVector(0, shape.outputChannels, shape.outputChannels, [&](int c, auto part) {
      Vector d[m * m], v[points];
      ONEIROS_UNROLL
      for (int i = 0; i < m; ++i) {
        ONEIROS_UNROLL
        for (int j = 0; j < m; ++j)
          d[i * m + j] =
              whole || (i < rows && j < columns) ? part.load(first + i * nextRow + j * nextColumn + c) : Vector{};
      }
      transformBoth<typename Winograd<m>::OutputAdjoint>(d, v);
      float* const out = to(c);
      float* const following = to(c + lanes);
      ONEIROS_UNROLL
      for (int p = 0; p < points; ++p) {
        store(out + p * plane, v[p]);
        prefetchToWrite(following + p * plane);
      }
    });
  }

  /// y = epilogue(A^T C A) for `tiles` tiles from firstTile and channels [firstChannel, lastChannel).
  /// @param products [tile from 0][stride], those of firstChannel at point 0
  void transformToOutput(const float* products, long plane, long stride, long firstTile, long tiles, int firstChannel,
                         int lastChannel, float* y, const Epilogue& epilogue) const {
    withConstantKind(epilogue.kind, [&](auto kind) {
      for (long tile = 0; tile < tiles; ++tile)
        tileToOutput(kind, products + tile * stride, plane, firstTile + tile, firstChannel, lastChannel, y, epilogue);
    });
  }

  template <class Kind>
  void tileToOutput(Kind kind, const float* products, long plane, long tile, int firstChannel, int lastChannel,
                    float* y, const Epilogue& epilogue) const {
    const Place at = place(tile);
    const int rows = rowsOf(at), columns = columnsOf(at);
    const bool whole = rows == m && columns == m;
    const long first = outputOffset(at, 0, 0);
    const long nextRow = long(shape.outputWidth) * shape.outputChannels, nextColumn = shape.outputChannels;
    forEachVector(firstChannel, lastChannel, shape.outputChannels, [&](int c, auto part) {
      Vector v[points], out[m * m];
      ONEIROS_UNROLL
      for (int p = 0; p < points; ++p) v[p] = load(products + p * plane + (c - firstChannel));
      transformBoth<typename Winograd<m>::Output>(v, out);
      ONEIROS_UNROLL
      for (int i = 0; i < m; ++i) {
        ONEIROS_UNROLL
        for (int j = 0; j < m; ++j) {
          if (!whole && (i >= rows || j >= columns)) continue;
          const long offset = first + i * nextRow + j * nextColumn + c;
          prefetchToWrite(y + offset + lanes);
          if constexpr (readsReference(kind)) prefetch(epilogue.reference + offset + lanes);
          part.store(y + offset, finishAs(kind, epilogue, out[i * m + j], offset, c, part));
        }
      }
    });
  }

  /// dx += B C B^T for one tile and one vector of channels of one phase. Neighbouring tiles of an image share a row and
  /// a column: whoever comes first (tiles go in order) writes, the others add, and the last applies the epilogue.
  /// @param kind epilogue.kind, known when compiled
  template <class Kind, bool full>
  void addToInputGradient(Kind kind, const float* products, long plane, long tile, int phase, int channel,
                          Part<full> part, float* dx, const Epilogue& epilogue) const {
    Vector v[points], out[points];
    ONEIROS_UNROLL
    for (int p = 0; p < points; ++p) v[p] = load(products + p * plane);
    transformBoth<typename Winograd<m>::DataAdjoint>(v, out);
    const Place at = place(tile);
    for (int i = 0; i < side; ++i) {
      const int row = inputRow(at, phase, i);
      if (!rowExists(row)) continue;
      const bool rowBegan = i == 0 && at.row > 0, rowContinues = i == m && at.row + 1 < down;
      for (int j = 0; j < side; ++j) {
        const int column = inputColumn(at, phase, j);
        if (!columnExists(column)) continue;
        const bool began = rowBegan || (j == 0 && at.column > 0);
        const bool continues = rowContinues || (j == m && at.column + 1 < across);
        const long offset = inputOffset(at.image, row, column) + channel;
        // The next vector of the same pixel, or the first one of its neighbour, which the next phase writes.
        prefetchToWrite(dx + offset + lanes);
        if constexpr (readsReference(kind)) prefetch(epilogue.reference + offset + lanes);
        Vector value = out[i * side + j];
        if (began) value += part.load(dx + offset);
        if (!continues) value = finishAs(kind, epilogue, value, offset, channel, part);
        part.store(dx + offset, value);
      }
    }
  }
};

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
