#include "csv/block_loops.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <immintrin.h>
#endif

#define CSVIMPORT_INSTRUCTIONS portable
#include "csv/block_loops_body.hpp"
#undef CSVIMPORT_INSTRUCTIONS

// Clang has another pragma for that; what it builds does without.
#if defined(__x86_64__) && !defined(__clang__)
#define CSVIMPORT_HAS_WIDE_INSTRUCTIONS
#pragma GCC push_options
#pragma GCC target("avx2,bmi,popcnt")
#define CSVIMPORT_INSTRUCTIONS wide
#include "csv/block_loops_body.hpp"
#undef CSVIMPORT_INSTRUCTIONS
#pragma GCC pop_options
#endif

namespace csvimport {
namespace {

const BlockLoops& choose_loops() {
#ifdef CSVIMPORT_HAS_WIDE_INSTRUCTIONS
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
      __builtin_cpu_supports("popcnt")) {
    return wide::kLoops;
  }
#endif
  return portable::kLoops;
}

}  // namespace

const BlockLoops& block_loops() {
  static const BlockLoops& loops = choose_loops();
  return loops;
}

const BlockLoops& portable_block_loops() { return portable::kLoops; }

}  // namespace csvimport
