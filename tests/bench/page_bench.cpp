// What it costs to make records of values, and pages of records.

#include "pages/leaf_builder.hpp"
#include "pages/record_encoder.hpp"
#include "sample_data.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstring>
#include <utility>
#include <variant>
#include <vector>

namespace csvimport {
namespace {

// Bytes are those of the records.
void set_record_bytes(benchmark::State& state, std::size_t bytes,
                      std::size_t rows) {
  state.SetBytesProcessed(state.iterations() *
                          static_cast<std::int64_t>(bytes));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows));
}

RecordEncoder::Row encode(RecordEncoder& encoder, const sample::Row& values) {
  RecordEncoder::Row row = encoder.start();
  for (const sample::Value& value : values) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      row.add_integer(*integer);
    } else if (const auto* real = std::get_if<double>(&value)) {
      row.add_real(*real);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      row.add_text(*text);
    } else {
      row.add_null();
    }
  }
  return row;
}

// A record that is complete.
class EncodedRecord {
 public:
  explicit EncodedRecord(const RecordEncoder::Row& row) : bytes_(row.size()) {
    row.copy_to(bytes_.data());
  }

  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  void copy_to(std::uint8_t* out) const {
    std::memcpy(out, bytes_.data(), bytes_.size());
  }

 private:
  std::vector<std::uint8_t> bytes_;
};

std::size_t bytes_of(const std::vector<EncodedRecord>& records) {
  std::size_t bytes = 0;
  for (const EncodedRecord& record : records) bytes += record.size();
  return bytes;
}

std::vector<EncodedRecord> records_of(const std::vector<sample::Row>& rows) {
  RecordEncoder encoder(rows.front().size());
  std::vector<EncodedRecord> records;
  records.reserve(rows.size());
  for (const sample::Row& row : rows) {
    records.emplace_back(encode(encoder, row));
  }
  return records;
}

using MakeRows = std::vector<sample::Row> (*)();

void encode_records(benchmark::State& state, MakeRows make) {
  const std::vector<sample::Row> rows = make();
  const std::size_t bytes = bytes_of(records_of(rows));
  RecordEncoder encoder(rows.front().size());
  std::vector<std::uint8_t> record(64 * 1024);
  for (auto _ : state) {
    for (const sample::Row& values : rows) {
      encode(encoder, values).copy_to(record.data());
      benchmark::ClobberMemory();
    }
  }
  set_record_bytes(state, bytes, rows.size());
}
BENCHMARK_CAPTURE(encode_records, narrow, sample::narrow_rows);
BENCHMARK_CAPTURE(encode_records, wide, sample::wide_rows);
BENCHMARK_CAPTURE(encode_records, long_text, sample::long_text_rows);

void build_pages(benchmark::State& state, MakeRows make) {
  const std::vector<EncodedRecord> records = records_of(make());
  Buffer pages;
  for (auto _ : state) {
    LeafBuilder leaves(std::move(pages));
    std::int64_t rowid = 0;
    for (const EncodedRecord& record : records) leaves.add(++rowid, record);
    pages = leaves.finish().bytes;
  }
  set_record_bytes(state, bytes_of(records), records.size());
}
BENCHMARK_CAPTURE(build_pages, narrow, sample::narrow_rows);
BENCHMARK_CAPTURE(build_pages, wide, sample::wide_rows);
BENCHMARK_CAPTURE(build_pages, long_text, sample::long_text_rows);

// Both, as a worker does it: from values to pages.
void encode_into_pages(benchmark::State& state, MakeRows make) {
  const std::vector<sample::Row> rows = make();
  RecordEncoder encoder(rows.front().size());
  Buffer pages;
  for (auto _ : state) {
    LeafBuilder leaves(std::move(pages));
    std::int64_t rowid = 0;
    for (const sample::Row& values : rows) {
      leaves.add(++rowid, encode(encoder, values));
    }
    pages = leaves.finish().bytes;
  }
  set_record_bytes(state, bytes_of(records_of(rows)), rows.size());
}
BENCHMARK_CAPTURE(encode_into_pages, narrow, sample::narrow_rows);
BENCHMARK_CAPTURE(encode_into_pages, wide, sample::wide_rows);
BENCHMARK_CAPTURE(encode_into_pages, long_text, sample::long_text_rows);

}  // namespace
}  // namespace csvimport
