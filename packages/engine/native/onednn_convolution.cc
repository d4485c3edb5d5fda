#include "onednn_convolution.h"

#include <tuple>

#include "lru_cache.h"
#include "onednn_runtime.h"

namespace oneiros {

using dnnl::memory;
using Tag = memory::format_tag;

namespace {

constexpr auto kFloat = memory::data_type::f32;
constexpr auto kDirect = dnnl::algorithm::convolution_direct;
constexpr std::size_t kCachedPrimitives = 128;

struct Geometry {
  memory::dims strides, dilations, padBegin, padEnd;
  memory::desc input, output, anyFilter, plainFilter, bias;

  explicit Geometry(const ConvolutionShape& s)
      : strides{s.strideHeight, s.strideWidth},
        dilations{s.dilationHeight - 1, s.dilationWidth - 1},  // oneDNN counts the zeros between taps
        padBegin{s.padTop, s.padLeft},
        padEnd{s.padBottom, s.padRight},
        input({s.batch, s.inChannels, s.inHeight, s.inWidth}, kFloat, Tag::nhwc),
        output({s.batch, s.outChannels, s.outHeight, s.outWidth}, kFloat, Tag::nhwc),
        anyFilter({s.outChannels, s.inChannels, s.filterHeight, s.filterWidth}, kFloat, Tag::any),
        plainFilter({s.outChannels, s.inChannels, s.filterHeight, s.filterWidth}, kFloat, Tag::hwio),
        bias({s.outChannels}, kFloat, Tag::x) {}
};

dnnl::convolution_forward::primitive_desc forwardDescription(const Geometry& g, bool withBias,
                                                             const dnnl::primitive_attr& attributes) {
  const auto kind = dnnl::prop_kind::forward_training;
#if DNNL_VERSION_MAJOR >= 3
  if (withBias)
    return {onednnEngine(), kind, kDirect, g.input, g.anyFilter, g.bias, g.output, g.strides, g.dilations, g.padBegin,
            g.padEnd, attributes};
  return {onednnEngine(), kind, kDirect, g.input, g.anyFilter, g.output, g.strides, g.dilations, g.padBegin, g.padEnd,
          attributes};
#else
  if (withBias)
    return {dnnl::convolution_forward::desc(kind, kDirect, g.input, g.anyFilter, g.bias, g.output, g.strides,
                                            g.dilations, g.padBegin, g.padEnd),
            attributes, onednnEngine()};
  return {dnnl::convolution_forward::desc(kind, kDirect, g.input, g.anyFilter, g.output, g.strides, g.dilations,
                                          g.padBegin, g.padEnd),
          attributes, onednnEngine()};
#endif
}

ConvolutionPrimitive assemble(dnnl::primitive primitive, const Geometry& g, const memory::desc& filterDesc) {
  return {std::move(primitive), g.input, g.plainFilter, g.output, g.bias, memory(filterDesc, onednnEngine())};
}

memory view(const memory::desc& description, const float* data) {
  return memory(description, onednnEngine(), const_cast<float*>(data));
}

/// Copies a filter [height, width, in, out] into the layout of the primitive. Never cached: weights change in place.
void loadFilter(ConvolutionPrimitive& convolution, const float* filter) {
  memory plain = view(convolution.filterDesc, filter);
  dnnl::reorder(plain, convolution.filter).execute(onednnStream(), plain, convolution.filter);
}

using ForwardKey = std::tuple<ConvolutionShape::Key, int, float>;

LruCache<ForwardKey, ConvolutionPrimitive>& forwardCache() {
  static LruCache<ForwardKey, ConvolutionPrimitive> cache(kCachedPrimitives);
  return cache;
}

LruCache<ConvolutionShape::Key, ConvolutionPrimitive>& backwardDataCache() {
  static LruCache<ConvolutionShape::Key, ConvolutionPrimitive> cache(kCachedPrimitives);
  return cache;
}

LruCache<ConvolutionShape::Key, ConvolutionPrimitive>& backwardWeightsCache() {
  static LruCache<ConvolutionShape::Key, ConvolutionPrimitive> cache(kCachedPrimitives);
  return cache;
}

}  // namespace

ConvolutionShape::Key ConvolutionShape::key() const {
  return {batch,        inHeight,    inWidth,     inChannels, outHeight, outWidth, outChannels, filterHeight,   filterWidth,
          strideHeight, strideWidth, padTop,      padLeft,    padBottom, padRight, dilationHeight, dilationWidth};
}

ConvolutionPrimitive makeForward(const ConvolutionShape& shape, ForwardEpilogue epilogue, float slope) {
  const Geometry g(shape);
  const auto attributes =
      epilogue == ForwardEpilogue::biasLeakyRelu ? withLeakyRelu(slope) : dnnl::primitive_attr();
  const auto description = forwardDescription(g, epilogue != ForwardEpilogue::none, attributes);
  return assemble(dnnl::convolution_forward(description), g, description.weights_desc());
}

ConvolutionPrimitive makeBackwardData(const ConvolutionShape& shape) {
  const Geometry g(shape);
  const auto forward = forwardDescription(g, false, {});
#if DNNL_VERSION_MAJOR >= 3
  const dnnl::convolution_backward_data::primitive_desc description(onednnEngine(), kDirect, g.input, g.anyFilter,
                                                                    g.output, g.strides, g.dilations, g.padBegin,
                                                                    g.padEnd, forward);
#else
  const dnnl::convolution_backward_data::primitive_desc description(
      dnnl::convolution_backward_data::desc(kDirect, g.input, g.anyFilter, g.output, g.strides, g.dilations, g.padBegin,
                                            g.padEnd),
      onednnEngine(), forward);
#endif
  return assemble(dnnl::convolution_backward_data(description), g, description.weights_desc());
}

ConvolutionPrimitive makeBackwardWeights(const ConvolutionShape& shape) {
  const Geometry g(shape);
  const auto forward = forwardDescription(g, false, {});
#if DNNL_VERSION_MAJOR >= 3
  const dnnl::convolution_backward_weights::primitive_desc description(onednnEngine(), kDirect, g.input, g.anyFilter,
                                                                       g.output, g.strides, g.dilations, g.padBegin,
                                                                       g.padEnd, forward);
#else
  const dnnl::convolution_backward_weights::primitive_desc description(
      dnnl::convolution_backward_weights::desc(kDirect, g.input, g.anyFilter, g.output, g.strides, g.dilations,
                                               g.padBegin, g.padEnd),
      onednnEngine(), forward);
#endif
  return assemble(dnnl::convolution_backward_weights(description), g, description.diff_weights_desc());
}

void onednnForward(const ConvolutionShape& shape, const float* x, const float* filter, const float* bias,
                   ForwardEpilogue epilogue, float slope, float* y) {
  auto& convolution = forwardCache().get({shape.key(), static_cast<int>(epilogue), slope},
                                         [&] { return makeForward(shape, epilogue, slope); });
  loadFilter(convolution, filter);
  std::unordered_map<int, memory> arguments{{DNNL_ARG_SRC, view(convolution.inputDesc, x)},
                                            {DNNL_ARG_WEIGHTS, convolution.filter},
                                            {DNNL_ARG_DST, view(convolution.outputDesc, y)}};
  if (epilogue != ForwardEpilogue::none) arguments.emplace(DNNL_ARG_BIAS, view(convolution.biasDesc, bias));
  convolution.primitive.execute(onednnStream(), arguments);
  onednnStream().wait();
}

void onednnBackwardData(const ConvolutionShape& shape, const float* dy, const float* filter, float* dx) {
  auto& convolution = backwardDataCache().get(shape.key(), [&] { return makeBackwardData(shape); });
  loadFilter(convolution, filter);
  convolution.primitive.execute(onednnStream(), {{DNNL_ARG_DIFF_DST, view(convolution.outputDesc, dy)},
                                                 {DNNL_ARG_WEIGHTS, convolution.filter},
                                                 {DNNL_ARG_DIFF_SRC, view(convolution.inputDesc, dx)}});
  onednnStream().wait();
}

void onednnBackwardWeights(const ConvolutionShape& shape, const float* x, const float* dy, float* dFilter) {
  auto& convolution = backwardWeightsCache().get(shape.key(), [&] { return makeBackwardWeights(shape); });
  convolution.primitive.execute(onednnStream(), {{DNNL_ARG_SRC, view(convolution.inputDesc, x)},
                                                 {DNNL_ARG_DIFF_DST, view(convolution.outputDesc, dy)},
                                                 {DNNL_ARG_DIFF_WEIGHTS, convolution.filter}});
  memory plain = view(convolution.filterDesc, dFilter);
  dnnl::reorder(convolution.filter, plain).execute(onednnStream(), convolution.filter, plain);
  onednnStream().wait();
}

void clearConvolutionPrimitives() {
  forwardCache().clear();
  backwardDataCache().clear();
  backwardWeightsCache().clear();
}

}  // namespace oneiros
