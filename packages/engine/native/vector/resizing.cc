#include "resizing.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "parallel.h"

namespace oneiros::ONEIROS_INSTRUCTION_SET {

namespace {

/// Where an output pixel falls between two input pixels of its axis.
struct Place {
  int32_t before, after;
  float share;  // of the one after
};

std::vector<Place> placesOf(int32_t in, int32_t out, bool alignCorners, bool halfPixelCenters) {
  const bool aligned = alignCorners && out > 1;
  const double ratio = static_cast<double>(aligned ? in - 1 : in) / (aligned ? out - 1 : out);
  std::vector<Place> places(out);
  for (int32_t i = 0; i < out; ++i) {
    const double at = halfPixelCenters ? ratio * (i + 0.5) - 0.5 : ratio * i;
    const int32_t before = std::max(0, static_cast<int32_t>(std::floor(at)));
    const int32_t after = std::min(in - 1, static_cast<int32_t>(std::ceil(at)));
    places[i] = {before, after, static_cast<float>(at - before)};
  }
  return places;
}

}  // namespace

void resizeBilinear(const ResizeShape& s, bool alignCorners, bool halfPixelCenters, const float* x, float* y) {
  const auto rows = placesOf(s.inHeight, s.outHeight, alignCorners, halfPixelCenters);
  const auto columns = placesOf(s.inWidth, s.outWidth, alignCorners, halfPixelCenters);
  const int64_t channels = s.channels, inRow = s.inWidth * channels, outRow = s.outWidth * channels;
  const int64_t tasks = int64_t(s.batch) * s.outHeight;
#pragma omp parallel if (s.outputSize() > kParallelElements)
  {
    std::vector<float> blended(inRow);  // the two rows around a point, before anything is done between columns
#pragma omp for schedule(static)
    for (int64_t task = 0; task < tasks; ++task) {
      const Place row = rows[task % s.outHeight];
      const float* image = x + task / s.outHeight * s.inHeight * inRow;
      const float *above = image + row.before * inRow, *below = image + row.after * inRow;
#pragma omp simd
      for (int64_t i = 0; i < inRow; ++i) blended[i] = above[i] + (below[i] - above[i]) * row.share;
      float* target = y + task * outRow;
      for (int32_t j = 0; j < s.outWidth; ++j, target += channels) {
        const float *left = blended.data() + columns[j].before * channels,
                    *right = blended.data() + columns[j].after * channels;
        for (int64_t c = 0; c < channels; ++c) target[c] = left[c] + (right[c] - left[c]) * columns[j].share;
      }
    }
  }
}

}  // namespace oneiros::ONEIROS_INSTRUCTION_SET
