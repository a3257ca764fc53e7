// What the steps of a worker cost on their own.

#include "csv/field_splitter.hpp"
#include "csv/record_index.hpp"
#include "pages/leaf_builder.hpp"
#include "pages/record_encoder.hpp"
#include "schema/number.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {
namespace {

constexpr std::size_t kTextBytes = 256 * 1024;

std::string repeated_to_size(std::string_view record) {
  std::string text;
  while (text.size() < kTextBytes) text += record;
  return text;
}

void index_records(benchmark::State& state, std::string_view record) {
  const std::string text = repeated_to_size(record);
  const RecordIndexer indexer{Dialect()};
  std::vector<RecordMark> marks;
  for (auto _ : state) {
    benchmark::DoNotOptimize(indexer.index(text, marks));
  }
  state.SetBytesProcessed(state.iterations() *
                          static_cast<std::int64_t>(text.size()));
}
BENCHMARK_CAPTURE(index_records, plain, "1234567,142.13,69,0\n");
BENCHMARK_CAPTURE(index_records, quoted, "1,\"a, b\",\"c \"\"d\"\"\ne\",2\n");
BENCHMARK_CAPTURE(index_records, stray_quotes, "1,5\" pipe,2,3\n");

void split_record(benchmark::State& state, std::string_view record,
                  bool has_quote) {
  const FieldSplitter splitter{Dialect()};
  std::vector<Field> fields(4);
  std::string text;
  for (auto _ : state) {
    text = record;  // splitting writes into it
    benchmark::DoNotOptimize(splitter.split(
        text.data(), text.data() + text.size(), has_quote, fields));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(split_record, plain, "1234567,142.13,69,0", false);
BENCHMARK_CAPTURE(split_record, quoted, "1,\"a, b\",\"c \"\"d\"\"\",2", true);

void read_number(benchmark::State& state, std::string_view text) {
  for (auto _ : state) benchmark::DoNotOptimize(parse_number(text));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(read_number, short_integer, "1234567");
BENCHMARK_CAPTURE(read_number, long_integer, "1234567890123456789");
BENCHMARK_CAPTURE(read_number, short_real, "142.13");
BENCHMARK_CAPTURE(read_number, long_real, "0.12345678901234567");
BENCHMARK_CAPTURE(read_number, exponent, "6.02214076e+23");
BENCHMARK_CAPTURE(read_number, text, "2024-02-14");

void build_leaves(benchmark::State& state) {
  constexpr std::int64_t kRows = 10'000;
  RecordEncoder encoder(4);
  Buffer pages;
  for (auto _ : state) {
    LeafBuilder leaves(std::move(pages));
    for (std::int64_t rowid = 1; rowid <= kRows; ++rowid) {
      RecordEncoder::Row row = encoder.start();
      row.add_integer(1'234'567);
      row.add_real(142.13);
      row.add_integer(69);
      row.add_integer(0);
      leaves.add(rowid, row);
    }
    pages = leaves.finish().bytes;
  }
  state.SetItemsProcessed(state.iterations() * kRows);
}
BENCHMARK(build_leaves);

}  // namespace
}  // namespace csvimport
