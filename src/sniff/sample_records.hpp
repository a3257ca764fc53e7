#pragma once

// The records at a file's start, which tell its dialect and its shape.

#include "csv/dialect.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace csvimport {

// So many are looked at; by taste, enough to tell.
inline constexpr std::size_t kMaxSampleRecords = 200;

struct SampleRecord {
  std::string_view text;  // without its line end
  std::uint64_t lines_before = 0;
};

struct SampleRecords {
  std::vector<SampleRecord> records;
  std::string_view rest;  // what the sample's end cuts off
};

// The records of `sample` as `dialect` cuts them, less blank lines and
// comments. What is cut off is one of them only if no other is there. All views
// are into the sample.
SampleRecords cut_sample(std::string_view sample, const Dialect& dialect);

}  // namespace csvimport
