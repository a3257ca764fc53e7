#include "report/profile_json.hpp"

#include "profile/histogram.hpp"
#include "profile/iso_moment.hpp"
#include "report/profile_words.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <variant>

namespace csvimport {
namespace {

using Json = nlohmann::ordered_json;

Json value_json(const ShownValue& value) {
  return std::visit([](const auto& of) { return Json(of); }, value);
}

template <class Value>
Json value_json(const std::optional<Value>& value) {
  return value ? value_json(*value) : Json();
}

Json value_json(const std::optional<double>& number) {
  return number ? Json(*number) : Json();
}

Json lengths_of(const ColumnProfile& column) {
  if (column.texts == 0) return {};
  return {{"least", column.min_length},
          {"greatest", column.max_length},
          {"mean", value_json(column.mean_length)}};
}

Json frequent_json(const ColumnProfile& column) {
  Json list = Json::array();
  for (const FrequentValue& one : worth_showing(column)) {
    list.push_back({{"value", value_json(one.value)}, {"count", one.count}});
  }
  return list;
}

const char* kind_name(Histogram::Kind kind) {
  switch (kind) {
    case Histogram::Kind::kMoments:
      return "dates";
    case Histogram::Kind::kLengths:
      return "lengths";
    case Histogram::Kind::kNumbers:
      break;
  }
  return "numbers";
}

Json end_of_bar(double end, Histogram::Kind kind) {
  return kind == Histogram::Kind::kMoments ? Json(bar_end_text(end, kind))
                                           : Json(end);
}

Json histogram_json(const ColumnProfile& column) {
  const std::optional<Histogram>& histogram = column.histogram;
  if (!histogram) return {};
  Json bars = Json::array();
  for (const Bar& bar : histogram->bars) {
    bars.push_back({{"from", end_of_bar(bar.from, histogram->kind)},
                    {"to", end_of_bar(bar.to, histogram->kind)},
                    {"count", bar.count}});
  }
  return {{"of", kind_name(histogram->kind)},
          {"bars", bars},
          {"below", histogram->below},
          {"above", histogram->above}};
}

}  // namespace

Json profile_json(const TableSummary& table) {
  if (!table.profile) return {};
  Json columns = Json::array();
  for (std::size_t i = 0; i < table.profile->columns.size(); ++i) {
    const ColumnProfile& column = table.profile->columns[i];
    columns.push_back({{"column", table.schema.columns[i].name},
                       {"nulls", column.nulls},
                       {"integers", column.integers},
                       {"reals", column.reals},
                       {"texts", column.texts},
                       {"exact", column.is_exact},
                       {"distinct", column.distinct},
                       {"frequent", frequent_json(column)},
                       {"min_number", value_json(column.min_number)},
                       {"max_number", value_json(column.max_number)},
                       {"mean", value_json(column.mean)},
                       {"min_text", value_json(column.min_text)},
                       {"max_text", value_json(column.max_text)},
                       {"lengths", lengths_of(column)},
                       {"histogram", histogram_json(column)}});
  }
  return {{"rows", table.profile->rows},
          {"sampled_rows", table.profile->sampled_rows},
          {"columns", columns}};
}

}  // namespace csvimport
