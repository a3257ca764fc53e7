#include "sniff/sample_shape.hpp"

#include "csv/field_splitter.hpp"
#include "sniff/sample_records.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace csvimport {
namespace {

using Fields = std::vector<std::string>;

struct SplitRecord {
  std::uint64_t lines_before = 0;
  Fields fields;
};
using Records = std::vector<SplitRecord>;

Fields split_record(std::string_view text, const FieldSplitter& splitter) {
  std::string bytes(text);
  // The splitter takes no NULs.
  std::replace(bytes.begin(), bytes.end(), '\0', ' ');
  std::vector<Field> fields(bytes.size() + 1);
  const std::size_t count =
      splitter.split(bytes.data(), bytes.data() + bytes.size(), true, fields)
          .fields;
  Fields texts;
  for (std::size_t i = 0; i < count; ++i) texts.emplace_back(fields[i].text());
  return texts;
}

Records split_sample(std::string_view sample, const Dialect& dialect) {
  const FieldSplitter splitter(dialect);
  Records records;
  for (const SampleRecord& record : cut_sample(sample, dialect).records) {
    if (records.size() == kMaxSampleRecords) break;
    records.push_back(
        {record.lines_before, split_record(record.text, splitter)});
  }
  return records;
}

bool has_quote(std::string_view sample, const Dialect& dialect) {
  return dialect.quote && sample.find(*dialect.quote) != std::string_view::npos;
}

struct Width {
  std::size_t fields = 0;
  double part = 0;  // of the records that have it
};

// The width that most records have, the larger one of equals.
Width usual_width(const Records& records) {
  std::map<std::size_t, std::size_t> records_by_width;
  for (const SplitRecord& record : records) {
    ++records_by_width[record.fields.size()];
  }
  Width usual;
  for (const auto& [width, count] : records_by_width) {
    const double part =
        static_cast<double>(count) / static_cast<double>(records.size());
    if (part >= usual.part) usual = {width, part};
  }
  return usual;
}

bool is_number(std::string_view text) {
  return text.find_first_of("0123456789") != std::string_view::npos &&
         text.find_first_not_of("0123456789+-.,eE %") == std::string_view::npos;
}

// Whether the fields, but for empty ones at the end, can be names of columns.
bool names_columns(Fields fields) {
  while (!fields.empty() && fields.back().empty()) fields.pop_back();
  return !fields.empty() &&
         std::none_of(fields.begin(), fields.end(), [](const auto& field) {
           return field.empty() || is_number(field);
         });
}

// Whether a column that has no number in `names` has nothing else in the
// records behind it that are as wide.
bool differs_from_rows(Records::const_iterator names,
                       Records::const_iterator end) {
  for (std::size_t i = 0; i < names->fields.size(); ++i) {
    if (is_number(names->fields[i])) continue;
    std::size_t numbers = 0;
    const bool has_text = std::any_of(names + 1, end, [&](const auto& record) {
      if (record.fields.size() != names->fields.size()) return false;
      const std::string& field = record.fields[i];
      if (is_number(field)) ++numbers;
      return !field.empty() && !is_number(field);
    });
    if (!has_text && numbers > 0) return true;
  }
  return false;
}

bool has_one_field(const SplitRecord& record) {
  return record.fields.size() == 1;
}

// The first row of the header, where `usual` is the first record that is as
// wide as most.
Records::const_iterator find_header(const Records& records,
                                    Records::const_iterator usual,
                                    std::size_t header_rows) {
  const auto first = records.begin();
  if (usual == first) return first;
  if (names_columns(usual->fields)) {
    // The last row of the header: those above it may be narrower.
    const auto rows_above = std::min<std::ptrdiff_t>(
        static_cast<std::ptrdiff_t>(header_rows) - 1, usual - first);
    if (differs_from_rows(usual, records.end())) return usual - rows_above;
    if (std::all_of(first, usual, has_one_field)) return usual - rows_above;
  }
  const auto several = std::find_if_not(first, usual, has_one_field);
  return several == usual ? usual - 1 : several;
}

}  // namespace

SampleShape measure_shape(std::string_view sample, const Dialect& dialect,
                          std::size_t header_rows) {
  Records records = split_sample(sample, dialect);
  Width usual = usual_width(records);
  if (usual.part < 1 && has_quote(sample, dialect)) {
    // Where quotes are astray, lines tell more than records.
    Dialect unquoted = dialect;
    unquoted.quote.reset();
    Records lines = split_sample(sample, unquoted);
    const Width usual_of_lines = usual_width(lines);
    if (usual_of_lines.part > usual.part) {
      records = std::move(lines);
      usual = usual_of_lines;
    }
  }
  const auto first = std::find_if(
      records.begin(), records.end(),
      [&](const auto& record) { return record.fields.size() == usual.fields; });
  if (first == records.end()) return {};
  const auto header = find_header(records, first, header_rows);
  const bool has_preamble = header != records.begin();
  return {usual.fields, has_preamble ? header->lines_before : 0};
}

}  // namespace csvimport
