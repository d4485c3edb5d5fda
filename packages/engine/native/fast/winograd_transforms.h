#pragma once
// Winograd's minimal filtering F(m, 2): m outputs of a filter with two taps by m + 1 multiplications instead of 2m.
//
//   y[i] = g[0] d[i] + g[1] d[i + 1],  i < m        is        y = A^T [(G g) . (B^T d)]
//
// It is a product of polynomials evaluated at m points and at infinity. Points of F(4, 2): 0, -1, 1/2, 2 (float32 error
// 1.6 times smaller than with 0, 1, -1, 2); of F(2, 2): 0, 1. Each matrix comes with its transpose (the adjoint), which
// the backward directions apply. In two dimensions a transform is applied to the columns, then to the rows.
// Source: A. Lavin, S. Gray, Fast algorithms for convolutional neural networks, CVPR 2016, section 4.

#include "simd.h"

namespace oneiros::fast::ONEIROS_INSTRUCTION_SET {

template <int from, int to>
struct Matrix {
  static constexpr int inputs = from, outputs = to;
};

template <int m>
struct Winograd;

template <>
struct Winograd<2> {
  /// B^T = [1 -1 0; 0 1 0; 0 -1 1]
  struct Data : Matrix<3, 3> {
    static ONEIROS_INLINE void apply(const Vector* d, Vector* v) {
      v[0] = d[0] - d[1];
      v[1] = d[1];
      v[2] = d[2] - d[1];
    }
  };
  struct DataAdjoint : Matrix<3, 3> {
    static ONEIROS_INLINE void apply(const Vector* v, Vector* d) {
      d[0] = v[0];
      d[1] = v[1] - v[0] - v[2];
      d[2] = v[2];
    }
  };
  /// G = [1 0; 1 1; 0 1]
  struct Filter : Matrix<2, 3> {
    static ONEIROS_INLINE void apply(const Vector* g, Vector* u) {
      u[0] = g[0];
      u[1] = g[0] + g[1];
      u[2] = g[1];
    }
  };
  struct FilterAdjoint : Matrix<3, 2> {
    static ONEIROS_INLINE void apply(const Vector* u, Vector* g) {
      g[0] = u[0] + u[1];
      g[1] = u[1] + u[2];
    }
  };
  /// A^T = [1 1 0; 0 1 1]
  struct Output : Matrix<3, 2> {
    static ONEIROS_INLINE void apply(const Vector* m, Vector* y) {
      y[0] = m[0] + m[1];
      y[1] = m[1] + m[2];
    }
  };
  struct OutputAdjoint : Matrix<2, 3> {
    static ONEIROS_INLINE void apply(const Vector* y, Vector* m) {
      m[0] = y[0];
      m[1] = y[0] + y[1];
      m[2] = y[1];
    }
  };
};

template <>
struct Winograd<4> {
  /// B^T = [ 1 -3/2 -3/2   1   0
  ///         0   1  -5/2   1   0
  ///         0  -2   -1    1   0
  ///         0 -1/2  1/2   1   0
  ///         0   1  -3/2 -3/2  1 ]
  struct Data : Matrix<5, 5> {
    static ONEIROS_INLINE void apply(const Vector* d, Vector* v) {
      v[0] = (d[0] + d[3]) - 1.5f * (d[1] + d[2]);
      v[1] = (d[1] + d[3]) - 2.5f * d[2];
      v[2] = (d[3] - d[2]) - 2.0f * d[1];
      v[3] = d[3] + 0.5f * (d[2] - d[1]);
      v[4] = (d[1] + d[4]) - 1.5f * (d[2] + d[3]);
    }
  };
  struct DataAdjoint : Matrix<5, 5> {
    static ONEIROS_INLINE void apply(const Vector* v, Vector* d) {
      d[0] = v[0];
      d[1] = (v[1] + v[4]) - 0.5f * v[3] - 2.0f * v[2] - 1.5f * v[0];
      d[2] = 0.5f * v[3] - v[2] - 2.5f * v[1] - 1.5f * (v[0] + v[4]);
      d[3] = ((v[0] + v[1]) + (v[2] + v[3])) - 1.5f * v[4];
      d[4] = v[4];
    }
  };
  /// G = [ 1    0
  ///     -2/9  2/9
  ///     -8/9 -4/9
  ///      1/9  2/9
  ///       0    1 ]
  struct Filter : Matrix<2, 5> {
    static ONEIROS_INLINE void apply(const Vector* g, Vector* u) {
      u[0] = g[0];
      u[1] = (2.0f / 9) * (g[1] - g[0]);
      u[2] = (-8.0f / 9) * (g[0] + 0.5f * g[1]);
      u[3] = (1.0f / 9) * (g[0] + 2.0f * g[1]);
      u[4] = g[1];
    }
  };
  struct FilterAdjoint : Matrix<5, 2> {
    static ONEIROS_INLINE void apply(const Vector* u, Vector* g) {
      const Vector a = (2.0f / 9) * u[1], b = (8.0f / 9) * u[2], c = (1.0f / 9) * u[3];
      g[0] = u[0] - a - b + c;
      g[1] = (u[4] + a) - 0.5f * b + 2.0f * c;
    }
  };
  /// A^T = [ 1  1  1   1  0
  ///         0 -1 1/2  2  0
  ///         0  1 1/4  4  0
  ///         0 -1 1/8  8  1 ]
  struct Output : Matrix<5, 4> {
    static ONEIROS_INLINE void apply(const Vector* m, Vector* y) {
      y[0] = (m[0] + m[1]) + (m[2] + m[3]);
      y[1] = 2.0f * m[3] + (0.5f * m[2] - m[1]);
      y[2] = 4.0f * m[3] + (0.25f * m[2] + m[1]);
      y[3] = 8.0f * m[3] + (0.125f * m[2] + (m[4] - m[1]));
    }
  };
  struct OutputAdjoint : Matrix<4, 5> {
    static ONEIROS_INLINE void apply(const Vector* y, Vector* m) {
      m[0] = y[0];
      m[1] = (y[0] + y[2]) - (y[1] + y[3]);
      m[2] = (y[0] + 0.25f * y[2]) + 0.5f * (y[1] + 0.25f * y[3]);
      m[3] = (y[0] + 4.0f * y[2]) + 2.0f * (y[1] + 4.0f * y[3]);
      m[4] = y[3];
    }
  };
};

/// Applies a one-dimensional transform to both dimensions: in [inputs][inputs] -> out [outputs][outputs].
template <class Transform>
ONEIROS_INLINE void transformBoth(const Vector* in, Vector* out) {
  constexpr int inputs = Transform::inputs, outputs = Transform::outputs;
  Vector half[outputs * inputs];
  ONEIROS_UNROLL
  for (int column = 0; column < inputs; ++column) {
    Vector from[inputs], to[outputs];
    ONEIROS_UNROLL
    for (int i = 0; i < inputs; ++i) from[i] = in[i * inputs + column];
    Transform::apply(from, to);
    ONEIROS_UNROLL
    for (int i = 0; i < outputs; ++i) half[i * inputs + column] = to[i];
  }
  ONEIROS_UNROLL
  for (int row = 0; row < outputs; ++row) Transform::apply(half + row * inputs, out + row * outputs);
}

}  // namespace oneiros::fast::ONEIROS_INSTRUCTION_SET
