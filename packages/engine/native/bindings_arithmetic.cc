#include "arguments.h"
#include "bindings.h"
#include "vector/elementwise.h"
#include "vector/movement.h"
#include "vector/reductions.h"

namespace oneiros {

namespace {

using Info = const Napi::CallbackInfo&;

/// Elements that a loop reaches in an operand, so that its length can be checked. Strides may be negative.
struct Reach {
  int64_t lowest = 0, highest = 0;
};

Reach reach(const Loop<2>& loop, int operand) {
  Reach reached;
  for (int d = 0; d < loop.rank; ++d) {
    const int64_t span = (loop.size[d] - 1) * loop.stride[operand][d];
    (span < 0 ? reached.lowest : reached.highest) += span;
  }
  return reached;
}

float* reached(const Napi::Value& value, const Loop<2>& loop, int operand, int64_t offset, const char* name) {
  auto array = floatArray(value, name);
  const auto range = reach(loop, operand);
  if (loop.count() > 0 && (offset + range.lowest < 0 || offset + range.highest >= int64_t(array.ElementLength())))
    throw std::invalid_argument(std::string("native kernel: a loop leaves ") + name);
  return array.Data();
}

// (operation, x, y, p, q)
Napi::Value Unary(Info info) {
  return guarded(info, [&] {
    auto x = floatArray(info[1], "x");
    const auto count = static_cast<int64_t>(x.ElementLength());
    unary(static_cast<UnaryOperation>(integer(info[0])), x.Data(), floats(info[2], count, "y"), count,
          static_cast<float>(number(info[3])), static_cast<float>(number(info[4])));
    return info.Env().Undefined();
  });
}

// (operation, loop, a, b, y)
Napi::Value Binary(Info info) {
  return guarded(info, [&] {
    const auto loop = loopOfTwo(info[1]);
    binary(static_cast<BinaryOperation>(integer(info[0])), reached(info[2], loop, 0, 0, "a"),
           reached(info[3], loop, 1, 0, "b"), floats(info[4], loop.count(), "y"), loop);
    return info.Env().Undefined();
  });
}

// (comparison, loop, a, b, y: Uint8Array)
Napi::Value Compare(Info info) {
  return guarded(info, [&] {
    const auto loop = loopOfTwo(info[1]);
    compare(static_cast<Comparison>(integer(info[0])), reached(info[2], loop, 0, 0, "a"),
            reached(info[3], loop, 1, 0, "b"), bytes(info[4], loop.count(), "y"), loop);
    return info.Env().Undefined();
  });
}

// (condition: Uint8Array, a, b, y)
Napi::Value Select(Info info) {
  return guarded(info, [&] {
    auto a = floatArray(info[1], "a");
    const auto count = static_cast<int64_t>(a.ElementLength());
    select(bytes(info[0], count, "condition"), a.Data(), floats(info[2], count, "b"), floats(info[3], count, "y"), count);
    return info.Env().Undefined();
  });
}

// (reduction, x, y, outer, reduced, inner)
Napi::Value Reduce(Info info) {
  return guarded(info, [&] {
    const int64_t outer = integer(info[3]), reduced = integer(info[4]), inner = integer(info[5]);
    reduce(static_cast<Reduction>(integer(info[0])), floats(info[1], outer * reduced * inner, "x"),
           floats(info[2], outer * inner, "y"), outer, reduced, inner);
    return info.Env().Undefined();
  });
}

// (largest, x, y: Int32Array, rows, columns)
Napi::Value ArgExtreme(Info info) {
  return guarded(info, [&] {
    const int64_t rows = integer(info[3]), columns = integer(info[4]);
    argExtreme(info[0].ToBoolean(), floats(info[1], rows * columns, "x"), integers(info[2], rows, "y"), rows, columns);
    return info.Env().Undefined();
  });
}

// (loop, x, xOffset, y, yOffset)
Napi::Value CopyStrided(Info info) {
  return guarded(info, [&] {
    const auto loop = loopOfTwo(info[0]);
    const auto xOffset = static_cast<int64_t>(number(info[2])), yOffset = static_cast<int64_t>(number(info[4]));
    copyStrided(reached(info[1], loop, 0, xOffset, "x"), xOffset, reached(info[3], loop, 1, yOffset, "y"), yOffset, loop);
    return info.Env().Undefined();
  });
}

// (y, value)
Napi::Value Fill(Info info) {
  return guarded(info, [&] {
    auto y = floatArray(info[0], "y");
    fill(y.Data(), static_cast<int64_t>(y.ElementLength()), static_cast<float>(number(info[1])));
    return info.Env().Undefined();
  });
}

// (x, indices: Int32Array, y, outer, rows, count, inner)
Napi::Value GatherRows(Info info) {
  return guarded(info, [&] {
    const int64_t outer = integer(info[3]), rows = integer(info[4]), count = integer(info[5]), inner = integer(info[6]);
    const int32_t* indices = integers(info[1], count, "indices");
    for (int64_t i = 0; i < count; ++i)
      if (indices[i] < 0 || indices[i] >= rows)
        throw std::invalid_argument("GatherV2: the index value " + std::to_string(indices[i]) + " is not in [0, " +
                                    std::to_string(rows - 1) + "]");
    gatherRows(floats(info[0], outer * rows * inner, "x"), indices, floats(info[2], outer * count * inner, "y"), outer,
               rows, count, inner);
    return info.Env().Undefined();
  });
}

// (x, mask, y, images, pixels, channels)
Napi::Value Occlude(Info info) {
  return guarded(info, [&] {
    const int64_t images = integer(info[3]), pixels = integer(info[4]), channels = integer(info[5]);
    const int64_t count = images * pixels * channels;
    occlude(floats(info[0], count, "x"), floats(info[1], pixels, "mask"), floats(info[2], count, "y"), images, pixels,
            channels);
    return info.Env().Undefined();
  });
}

Napi::Object numbered(Napi::Env env, std::initializer_list<const char*> names) {
  auto object = Napi::Object::New(env);
  int code = 0;
  for (const char* name : names) object.Set(name, code++);
  return object;
}

}  // namespace

#define ONEIROS_NAME(name) #name,

void exportArithmetic(Napi::Env env, Napi::Object exports) {
  exports.Set("unary", Napi::Function::New(env, Unary));
  exports.Set("binary", Napi::Function::New(env, Binary));
  exports.Set("compare", Napi::Function::New(env, Compare));
  exports.Set("select", Napi::Function::New(env, Select));
  exports.Set("reduce", Napi::Function::New(env, Reduce));
  exports.Set("argExtreme", Napi::Function::New(env, ArgExtreme));
  exports.Set("copyStrided", Napi::Function::New(env, CopyStrided));
  exports.Set("fill", Napi::Function::New(env, Fill));
  exports.Set("gatherRows", Napi::Function::New(env, GatherRows));
  exports.Set("occlude", Napi::Function::New(env, Occlude));
  // JavaScript uses the codes of the build it loaded, so the two lists cannot drift apart.
  exports.Set("unaryOperations", numbered(env, {ONEIROS_UNARY_OPERATIONS(ONEIROS_NAME)}));
  exports.Set("binaryOperations", numbered(env, {ONEIROS_BINARY_OPERATIONS(ONEIROS_NAME)}));
  exports.Set("comparisons", numbered(env, {ONEIROS_COMPARISONS(ONEIROS_NAME)}));
  exports.Set("reductions", numbered(env, {ONEIROS_REDUCTIONS(ONEIROS_NAME)}));
}

}  // namespace oneiros
