#pragma once

// Sorted entries of an index, in memory.
//
// The entries follow each other, each behind the varint of its size, as in a
// cell of a leaf page. Some of them, with some bytes in between, are samples,
// by which the others are found.

#include "base/buffer.hpp"
#include "pages/varint.hpp"
#include "sorting/entry_order.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace csvimport {

// An entry and its size, among others.
struct SizedEntry {
  explicit SizedEntry(const std::uint8_t* at) : begin(at) {
    std::uint64_t size = 0;
    entry = get_varint(at, size);
    end = entry + size;
  }
  [[nodiscard]] std::span<const std::uint8_t> bytes() const {
    return {begin, end};
  }
  [[nodiscard]] std::size_t varint_size() const {
    return static_cast<std::size_t>(entry - begin);
  }

  const std::uint8_t* begin;
  const std::uint8_t* entry;
  const std::uint8_t* end;
};

// What it takes to sort an entry.
struct EntryRef {
  std::uint64_t prefix = 0;             // as EntryOrder has it
  const std::uint8_t* begin = nullptr;  // of the sized entry
};

// Brings entries into their order. Equal ones, of rows that bring the same
// rowid, come in any.
void sort_entries(std::span<EntryRef> entries, const EntryOrder& order);

struct EntrySample {
  std::uint64_t prefix = 0;
  std::uint64_t at = 0;  // where in the run the sized entry begins
};

// The first entry of a run is a sample.
struct EntryRun {
  Buffer bytes;
  std::vector<EntrySample> samples;  // ascending
};

// Puts entries, in their order, into a run, or into a part of one that begins
// at its byte `start`. A sample is at least `sample_bytes` behind the one
// before it.
class RunBuilder {
 public:
  // The entries fit into the buffer.
  RunBuilder(Buffer buffer, std::uint64_t start, std::size_t sample_bytes);

  void add(const EntryRef& ref);
  EntryRun finish();

 private:
  EntryRun run_;
  std::uint64_t start_;
  std::size_t sample_bytes_;
  std::uint64_t next_sample_at_;
};

}  // namespace csvimport
