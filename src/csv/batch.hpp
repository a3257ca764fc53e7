#pragma once

// What the reader hands to the workers: whole records, and where they stand.

#include "base/buffer.hpp"
#include "csv/defect.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace csvimport {

// Where a record, or a blank line or a comment, ends in its batch.
struct RecordMark {
  std::uint32_t end = 0;    // the offset of the byte after its line end
  std::uint32_t lines = 0;  // that it takes up
};

// A run of consecutive records, each with its line end. Records and lines count
// from 1. Owned by the task that carries it; the worker may write into `bytes`.
struct Batch {
  Buffer bytes;
  std::vector<RecordMark> marks;  // all of `bytes`, in order
  std::uint64_t first_record = 0;
  // Marks, less those of comments, and of blank lines that do not count.
  std::uint64_t records = 0;
  std::uint64_t first_line = 0;
  bool has_quote = false;  // the quote character occurs in `bytes`
  // Why its only record is none, where the reader has found that out.
  std::optional<Defect> defect;
};

// What it takes of the bytes that may be under way.
inline std::size_t bytes_of(const Batch& batch) { return batch.bytes.size(); }

}  // namespace csvimport
