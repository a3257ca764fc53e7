#include "profile/table_profiler.hpp"

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

// By taste; as few as this where a table has very many columns, which then
// take 64 MiB.
constexpr std::size_t kMostCounted = 2048;
constexpr std::size_t kLeastCounted = 128;
constexpr std::size_t kMostCountedInAll = std::size_t{1} << 18;
constexpr std::size_t kShownFrequent = 10;
constexpr std::size_t kSpareShares = 64;

std::size_t counted_of(std::size_t columns) {
  return std::clamp(kMostCountedInAll / std::max<std::size_t>(columns, 1),
                    kLeastCounted, kMostCounted);
}

ShownValue shown(const TypedValue& value) {
  switch (value.kind()) {
    case TypedValue::Kind::kInteger:
      return value.integer();
    case TypedValue::Kind::kReal:
      return value.real();
    default:
      return std::string(value.text());
  }
}

// The one of the two that is further out, exactly; a real only where it is
// beyond the integer. Of the integers only those count that there are.
ShownValue least_of(const NumberFacts& numbers) {
  if (numbers.reals == 0) return numbers.min_integer;
  if (numbers.integers == 0) return numbers.min_real;
  // Wider than a double's 53 bits and an integer's 63.
  const auto integer = static_cast<long double>(numbers.min_integer);
  if (static_cast<long double>(numbers.min_real) < integer) {
    return numbers.min_real;
  }
  return numbers.min_integer;
}

ShownValue greatest_of(const NumberFacts& numbers) {
  if (numbers.reals == 0) return numbers.max_integer;
  if (numbers.integers == 0) return numbers.max_real;
  const auto integer = static_cast<long double>(numbers.max_integer);
  if (static_cast<long double>(numbers.max_real) > integer) {
    return numbers.max_real;
  }
  return numbers.max_integer;
}

}  // namespace

TableProfiler::TableProfiler(std::size_t columns)
    : sample_(columns), spare_(kSpareShares) {
  columns_.reserve(columns);
  while (columns_.size() < columns) {
    columns_.emplace_back(counted_of(columns));
  }
}

void TableProfiler::add(std::unique_ptr<ProfileShare> share) {
  rows_ += share->rows;
  for (std::size_t i = 0; i < share->used_columns; ++i) {
    merge(share->columns[i], columns_[i % columns_.size()]);
  }
  sample_.add(share->sample);
  spare_.give_back(std::move(share));
}

void TableProfiler::merge(const ColumnShare& share, MergedColumn& column) {
  column.nulls += share.nulls;
  column.numbers.merge(share.numbers);
  if (share.texts.count > 0) {
    const bool is_first = column.texts.count == 0;
    if (is_first || share.min_text < column.min_text)
      column.min_text = share.min_text;
    if (is_first || share.max_text > column.max_text)
      column.max_text = share.max_text;
    column.texts.merge(share.texts);
  }
  column.values.add(share);
}

ColumnProfile TableProfiler::profile_of(const MergedColumn& column) {
  ColumnProfile profile;
  profile.nulls = column.nulls;
  profile.integers = column.numbers.integers;
  profile.reals = column.numbers.reals;
  profile.texts = column.texts.count;
  profile.is_exact = column.values.is_exact();
  // There are no more than came.
  profile.distinct = std::min(column.values.distinct(), profile.values());
  for (const CountedValue& one : column.values.most_frequent(kShownFrequent)) {
    profile.frequent.push_back({shown(one.value), one.count});
  }
  if (column.numbers.count() > 0) {
    profile.min_number = least_of(column.numbers);
    profile.max_number = greatest_of(column.numbers);
    profile.mean = column.numbers.mean();
  }
  if (column.texts.count > 0) {
    profile.min_text = column.min_text;
    profile.max_text = column.max_text;
    profile.min_length = column.texts.min_length;
    profile.max_length = column.texts.max_length;
    profile.mean_length = static_cast<double>(column.texts.length_sum) /
                          static_cast<double>(column.texts.count);
  }
  return profile;
}

TableProfile TableProfiler::finish() {
  TableProfile profile;
  profile.rows = rows_;
  profile.sampled_rows = sample_.finish();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    ColumnProfile& column =
        profile.columns.emplace_back(profile_of(columns_[i]));
    const std::vector<SampledValue> sample = sample_.column(i);
    column.histogram = histogram_of(sample);
    column.median = median_number(sample);
    column.median_is_exact = profile.sampled_rows == profile.rows;
  }
  return profile;
}

}  // namespace csvimport
