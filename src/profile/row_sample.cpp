#include "profile/row_sample.hpp"

#include "profile/column_share.hpp"
#include "profile/iso_moment.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace csvimport {
namespace {

// By taste: bars of a histogram are off by a few in a hundred then, and a table
// of many columns takes 16 MiB at most, or what its least sample does.
constexpr std::size_t kMostSampledRows = 4096;
constexpr std::size_t kLeastSampledRows = 256;
constexpr std::size_t kMostSampledValues = std::size_t{1} << 20;

}  // namespace

SampledValue sampled(const TypedValue& value) {
  using Kind = SampledValue::Kind;
  switch (value.kind()) {
    case TypedValue::Kind::kNull:
      return {};
    case TypedValue::Kind::kInteger:
      return {Kind::kNumber, static_cast<double>(value.integer())};
    case TypedValue::Kind::kReal:
      return {Kind::kNumber, value.real()};
    case TypedValue::Kind::kText:
      break;
  }
  if (const auto moment = iso_moment(value.text())) {
    return {Kind::kMoment, *moment};
  }
  return {Kind::kText, static_cast<double>(characters_of(value.text()))};
}

std::size_t RowSample::size_for(std::size_t columns) {
  return std::clamp(kMostSampledValues / std::max<std::size_t>(columns, 1),
                    kLeastSampledRows, kMostSampledRows);
}

RowSample::RowSample(std::size_t columns)
    : columns_(columns), capacity_(size_for(columns)) {}

void RowSample::add(const SampledRows& rows) {
  for (std::size_t i = 0; i < rows.lots.size(); ++i) {
    if (rows.lots[i] > bound()) continue;
    rows_.lots.push_back(rows.lots[i]);
    const auto first =
        rows.values.begin() + static_cast<std::ptrdiff_t>(i * columns_);
    rows_.values.insert(rows_.values.end(), first,
                        first + static_cast<std::ptrdiff_t>(columns_));
    if (rows_.lots.size() == 2 * capacity_) cut();
  }
}

void RowSample::cut() {
  std::vector<std::size_t> order(rows_.lots.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto has_less = [&](std::size_t a, std::size_t b) {
    return rows_.lots[a] < rows_.lots[b];
  };
  if (order.size() > capacity_) {
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(capacity_);
    std::nth_element(order.begin(), end - 1, order.end(), has_less);
    bound_ = rows_.lots[*(end - 1)];
    order.erase(end, order.end());
  }
  SampledRows kept;
  for (const std::size_t row : order) {
    kept.lots.push_back(rows_.lots[row]);
    for (std::size_t i = 0; i < columns_; ++i) {
      kept.values.push_back(rows_.values[row * columns_ + i]);
    }
  }
  rows_ = std::move(kept);
}

std::size_t RowSample::finish() {
  cut();
  return rows_.lots.size();
}

std::vector<SampledValue> RowSample::column(std::size_t column) const {
  std::vector<SampledValue> values;
  for (std::size_t row = 0; row < rows_.lots.size(); ++row) {
    values.push_back(rows_.values[row * columns_ + column]);
  }
  return values;
}

}  // namespace csvimport
