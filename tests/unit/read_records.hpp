#pragma once

// What record readers give, in the terms of their tests.

#include "csv/record_reader.hpp"
#include "memory_source.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace csvimport {

struct ReadRecord {
  std::string bytes;
  std::uint64_t number = 0;
  std::uint64_t line = 0;

  bool operator==(const ReadRecord&) const = default;
  friend std::ostream& operator<<(std::ostream& out, const ReadRecord& record) {
    return out << record.number << " at line " << record.line << ": "
               << testing::PrintToString(record.bytes);
  }
};

inline std::uint64_t line_ends(std::string_view text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

// Appends the records of `batch`, blank lines left out, and checks what the
// batch says of itself.
inline void take_apart(const Batch& batch, std::vector<ReadRecord>& records) {
  const std::string_view text(batch.bytes.data(), batch.bytes.size());
  EXPECT_TRUE(batch.has_quote || text.find('"') == std::string_view::npos);
  const RecordEndFinder finder{Dialect()};
  std::uint64_t number = batch.first_record;
  std::uint64_t line = batch.first_line;
  for (const char* at = text.begin(); at != text.end();) {
    const char* const next = finder.find(at, text.end()).next;
    ASSERT_NE(next, nullptr) << "half a record";
    const std::string bytes(at, next);
    if (bytes != "\n" && bytes != "\r\n") {
      records.push_back({bytes, number++, line});
    }
    line += line_ends(bytes);
    at = next;
  }
  EXPECT_EQ(number - batch.first_record, batch.records);
}

inline std::vector<ReadRecord> read_all(RecordReader& reader) {
  std::vector<ReadRecord> records;
  while (const std::optional<Batch> batch = reader.next()) {
    take_apart(*batch, records);
  }
  return records;
}

// How a text is read.
struct Reading {
  ReaderLimits limits = {};
  std::size_t bytes_per_read = std::string::npos;
  Dialect dialect = {};
  std::optional<std::size_t> lenient_width = std::nullopt;
  std::uint64_t lines_to_skip = 0;
  bool blank_lines_are_records = false;
  std::uint64_t footer_records = 0;

  [[nodiscard]] RecordRules rules() const {
    return {dialect, limits, lenient_width};
  }
};

inline HeaderReader header_of(std::string text, const Reading& reading = {}) {
  return read_start(
      std::make_unique<MemorySource>(std::move(text), reading.bytes_per_read),
      "a.csv", reading.rules(), {reading.lines_to_skip});
}

inline RecordReader reader_behind(HeaderReader header,
                                  const Reading& reading = {}) {
  return {std::move(header), reading.rules(), reading.blank_lines_are_records,
          reading.footer_records};
}

inline RecordReader reader_of(std::string text, const Reading& reading) {
  return reader_behind(header_of(std::move(text), reading), reading);
}

inline RecordReader reader_of(std::string text, const ReaderLimits& limits = {},
                              std::size_t bytes_per_read = std::string::npos,
                              const Dialect& dialect = {}) {
  return reader_of(std::move(text), Reading{limits, bytes_per_read, dialect});
}

// Records of all kinds, far more than the reader looks at in its first read.
class ManyRecords {
 public:
  ManyRecords() {
    for (int i = 0; text.size() < 15'000; ++i) {
      add(std::to_string(i) + ",plain\n");
      add("\"" + std::string(static_cast<std::size_t>(i % 97), 'x') +
          "\n\",\"\"\"\n\"\r\n");
      if (i % 3 == 0) add_blank_line(i % 2 == 0 ? "\n" : "\r\n");
      if (i % 5 == 0) add("5\" pipe," + std::to_string(i) + "\r\n");
    }
    add(std::string(5'000, 'y') + ",long\n");
    add("last\n");
  }

  std::string text;
  std::vector<ReadRecord> records;

 private:
  void add(const std::string& bytes) {
    records.push_back({bytes, records.size() + 1, line_ends(text) + 1});
    text += bytes;
  }
  void add_blank_line(const char* line_end) { text += line_end; }
};

}  // namespace csvimport
