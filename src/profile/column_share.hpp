#pragma once

// What a run of rows tells of one column.

#include "profile/counted_values.hpp"
#include "profile/distinct_estimate.hpp"
#include "profile/exact_sum.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace csvimport {

// The numbers of a column; those of several runs make those of all, whatever
// their order.
struct NumberFacts {
  // ISO C++ has no name for it.
  __extension__ using Wide = __int128;

  std::uint64_t integers = 0;
  std::uint64_t reals = 0;
  std::int64_t min_integer = std::numeric_limits<std::int64_t>::max();
  std::int64_t max_integer = std::numeric_limits<std::int64_t>::min();
  double min_real = std::numeric_limits<double>::infinity();
  double max_real = -std::numeric_limits<double>::infinity();
  Wide integer_sum = 0;
  ExactSum real_sum;

  void add_integer(std::int64_t value, std::uint64_t count) {
    integers += count;
    min_integer = std::min(min_integer, value);
    max_integer = std::max(max_integer, value);
    integer_sum += static_cast<Wide>(value) * static_cast<Wide>(count);
  }
  void add_real(double value, std::uint64_t count) {
    reals += count;
    min_real = std::min(min_real, value);
    max_real = std::max(max_real, value);
    real_sum.add(value, count);
  }
  void merge(const NumberFacts& other);
  [[nodiscard]] std::uint64_t count() const { return integers + reals; }
  // Of all numbers, of which there are some, rounded to a double.
  [[nodiscard]] double mean() const;
};

// The texts of a column, but for their order; lengths are in characters.
struct TextFacts {
  std::uint64_t count = 0;
  std::uint64_t min_length = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t max_length = 0;
  std::uint64_t length_sum = 0;

  void add(std::uint64_t length, std::uint64_t times) {
    count += times;
    min_length = std::min(min_length, length);
    max_length = std::max(max_length, length);
    length_sum += length * times;
  }
  void merge(const TextFacts& other);
};

struct ColumnShare {
  std::uint64_t nulls = 0;
  NumberFacts numbers;
  TextFacts texts;
  // The least and the greatest text, bytewise, cut to kComparedBytes; in the
  // share's arena.
  std::string_view min_text;
  std::string_view max_text;
  // Values with the number of times that they came: all of the run, unless
  // there is a rest; texts are cut to kKeptBytes, in the share's arena.
  std::vector<CountedValue> counted;
  // The rest: as hashes, or where these are many, as an estimate.
  std::vector<std::uint64_t> rest_hashes;
  DistinctEstimate rest;
  bool has_rest = false;

  // Keeps the memory.
  void clear();
};

// A text is compared by so many of its first bytes: of those that begin with
// the same ones, any may be taken for the least or the greatest.
inline constexpr std::size_t kComparedBytes = 256;

// What is shown of a text has at most so many bytes; some more are kept, so
// that it is seen where it was cut.
inline constexpr std::size_t kShownBytes = 96;
inline constexpr std::size_t kKeptBytes = kShownBytes + 8;

// The start of a text, of whole characters, in `bytes` bytes or fewer.
std::string_view start_of_text(std::string_view text, std::size_t bytes);

// The number of its characters; each byte that is no part of one counts, too.
std::uint64_t characters_of(std::string_view text);

}  // namespace csvimport
