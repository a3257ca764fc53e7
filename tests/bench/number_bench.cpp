// What it costs to read numbers.

#include "sample_data.hpp"
#include "schema/number.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>

namespace csvimport {
namespace {

// Has `read` read all of them, of which the bytes are counted, but not what
// stands between them.
template <class Read>
void read_all(benchmark::State& state, sample::Texts (*make)(), Read read) {
  const sample::Texts texts = make();
  std::int64_t bytes = 0;
  for (const std::string_view text : texts.texts) {
    bytes += static_cast<std::int64_t>(text.size());
  }
  for (auto _ : state) {
    for (const std::string_view text : texts.texts) read(text);
  }
  state.SetBytesProcessed(state.iterations() * bytes);
  state.SetItemsProcessed(state.iterations() *
                          static_cast<std::int64_t>(texts.texts.size()));
}

void read_integers(benchmark::State& state, sample::Texts (*make)()) {
  read_all(state, make, [](std::string_view text) {
    std::int64_t value = 0;
    benchmark::DoNotOptimize(parse_integer(text, value));
    benchmark::DoNotOptimize(value);
  });
}
BENCHMARK_CAPTURE(read_integers, ascending, sample::ascending_ids);
BENCHMARK_CAPTURE(read_integers, short_ones, sample::short_integers);
BENCHMARK_CAPTURE(read_integers, long_ones, sample::long_integers);
BENCHMARK_CAPTURE(read_integers, none, sample::dates);

void read_numbers(benchmark::State& state, sample::Texts (*make)()) {
  read_all(state, make, [](std::string_view text) {
    benchmark::DoNotOptimize(parse_number(text));
  });
}
BENCHMARK_CAPTURE(read_numbers, short_integers, sample::short_integers);
BENCHMARK_CAPTURE(read_numbers, cents, sample::cents);
BENCHMARK_CAPTURE(read_numbers, short_reals, sample::short_reals);
BENCHMARK_CAPTURE(read_numbers, long_reals, sample::long_reals);
BENCHMARK_CAPTURE(read_numbers, exponents, sample::exponents);
BENCHMARK_CAPTURE(read_numbers, none, sample::dates);

}  // namespace
}  // namespace csvimport
