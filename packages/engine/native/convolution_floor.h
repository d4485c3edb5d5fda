#pragma once
// The yardstick: what oneDNN needs for the convolutions of one perturbed and adversarial dreaming cycle and nothing else.

#include <cstdint>
#include <memory>

namespace oneiros {

struct FloorShape {
  int32_t batch, baseWidth, latentSize, imageSide, imageChannels;
};

class ConvolutionFloor {
 public:
  explicit ConvolutionFloor(const FloorShape& shape);
  ~ConvolutionFloor();

  /// Runs every convolution of one cycle on buffers of its own; seconds by the wall clock.
  double run();

 private:
  struct Plan;
  std::unique_ptr<Plan> plan_;
};

}  // namespace oneiros
