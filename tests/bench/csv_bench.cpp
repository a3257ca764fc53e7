// What it costs to cut input into records, and records into fields.

#include "csv/field_splitter.hpp"
#include "csv/record_index.hpp"
#include "sample_data.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {
namespace {

void set_bytes(benchmark::State& state, std::size_t bytes_of_iteration) {
  state.SetBytesProcessed(state.iterations() *
                          static_cast<std::int64_t>(bytes_of_iteration));
}

void find_record_ends(benchmark::State& state, std::string (*csv)()) {
  const std::string text = csv();
  const RecordIndexer indexer{Dialect()};
  std::vector<RecordMark> marks;
  for (auto _ : state) {
    benchmark::DoNotOptimize(indexer.index(text, marks));
  }
  set_bytes(state, text.size());
}
BENCHMARK_CAPTURE(find_record_ends, narrow, sample::narrow_csv);
BENCHMARK_CAPTURE(find_record_ends, wide, sample::wide_csv);
BENCHMARK_CAPTURE(find_record_ends, long_text, sample::long_text_csv);
BENCHMARK_CAPTURE(find_record_ends, stray_quotes, sample::stray_quotes_csv);

// As a worker does it, which gets the batch's bytes for its own.
void split_records(benchmark::State& state, std::string (*csv)(),
                   std::size_t columns, bool has_quote) {
  const std::string text = csv();
  std::vector<RecordMark> marks;
  (void)RecordIndexer{Dialect()}.index(text, marks);
  const FieldSplitter splitter{Dialect()};
  std::vector<Field> fields(columns);
  std::string batch;
  for (auto _ : state) {
    state.PauseTiming();
    batch = text;  // splitting writes into it
    state.ResumeTiming();
    std::uint32_t begin = 0;
    for (const RecordMark& mark : marks) {
      // The line end is none of the record's.
      benchmark::DoNotOptimize(splitter.split(
          &batch[begin], &batch[mark.end - 1], has_quote, fields));
      begin = mark.end;
    }
  }
  set_bytes(state, text.size());
}
BENCHMARK_CAPTURE(split_records, narrow, sample::narrow_csv, 4, false);
BENCHMARK_CAPTURE(split_records, narrow_as_if_quoted, sample::narrow_csv, 4,
                  true);
BENCHMARK_CAPTURE(split_records, wide, sample::wide_csv, 12, true);
BENCHMARK_CAPTURE(split_records, long_text, sample::long_text_csv, 3, true);

}  // namespace
}  // namespace csvimport
