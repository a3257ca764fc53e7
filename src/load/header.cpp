#include "load/header.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "schema/names.hpp"
#include "schema/number.hpp"
#include "schema/number_marks.hpp"
#include "schema/value_kind.hpp"
#include "sniff/field_looks.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace csvimport {
namespace {

// Says why there is no record behind the first `rows` of the header.
[[noreturn]] void fail_without_record(const HeaderReader& reader,
                                      std::size_t rows, const HeaderForm& form,
                                      const CsvOptions& options) {
  const Location where{form.input_name};
  if (rows > 0) {
    throw ImportError(where, "ends within the header; lower --header-rows");
  }
  if (options.skip_lines > 0) {
    throw ImportError(where,
                      "nothing is left to import behind the lines skipped");
  }
  if (!reader.has_passed_lines()) {
    throw ImportError(where, options.is_one_of_several
                                 ? "the file is empty; leave it out"
                                 : "the file is empty");
  }
  throw ImportError(where, form.dialect.comment
                               ? "holds no record, only blank lines and "
                                 "comments"
                               : "holds no record, only blank lines");
}

// Joins what stands one below the other in the rows of a header.
std::vector<std::string> joined(
    const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::string> names;
  for (const std::vector<std::string>& row : rows) {
    if (names.size() < row.size()) names.resize(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string_view part = trimmed(row[i]);
      if (part.empty()) continue;
      if (!names[i].empty()) names[i] += ' ';
      names[i] += part;
    }
  }
  return names;
}

// Makes them as many as most records have fields, if that is another number;
// names beyond it stay.
void fit_to_width(std::vector<std::string>& names, std::size_t width) {
  while (names.size() > width && names.back().empty()) names.pop_back();
  if (names.size() < width) names.resize(width);
}

bool is_decimal(std::string_view text) {
  std::string plain;
  return parse_number(text).kind == NumberKind::kReal ||
         read_marked(text, {',', ""}, plain) == MarkedText::kNumber;
}

bool looks_like_data(const std::vector<std::string>& names) {
  return has_only_figures(names.front()) || is_iso_moment(names.front()) ||
         std::any_of(names.begin(), names.end(), is_decimal);
}

// Throws ImportError unless --names gives a name for each of the `fields`.
void check_names_option(const Location& where,
                        const std::vector<std::string>& names,
                        std::size_t fields) {
  if (names.size() == fields) return;
  throw ImportError(where, "--names gives " + counted(names.size(), "name") +
                               " for " + counted(fields, "field"));
}

}  // namespace

std::vector<RawRecord> take_header(HeaderReader& reader, const HeaderForm& form,
                                   const CsvOptions& options) {
  std::vector<RawRecord> records;
  const bool is_read = options.header_rows > 0 || options.resumption;
  do {
    std::optional<RawRecord> record = is_read ? reader.take() : reader.look();
    if (!record && options.follows) throw HeaderIsOpen();
    if (!record) fail_without_record(reader, records.size(), form, options);
    records.push_back(std::move(*record));
  } while (records.size() < options.header_rows);
  return records;
}

Header parse_header(const std::vector<RawRecord>& records,
                    const HeaderForm& form, const CsvOptions& options) {
  Header header;
  header.line = records.front().line;
  RepairCounts repairs;
  std::vector<std::vector<std::string>> rows;
  rows.reserve(records.size());
  for (const RawRecord& record : records) {
    rows.push_back(split_first_record(record, form, repairs));
  }
  std::vector<std::string> names = joined(rows);
  if (form.lacks_first_name) {
    names.insert(names.begin(), "");
    repairs.padded_records = 0;  // it is no short one
  }
  if (form.lenient_width) fit_to_width(names, *form.lenient_width);
  if (options.header_rows > 0) {
    header.looks_like_data = looks_like_data(names);
    if (options.names.empty()) {
      header.empty_names = static_cast<std::size_t>(
          std::count(names.begin(), names.end(), std::string()));
    }
    header.repairs = repairs;
    for (const RawRecord& record : records) header.bytes += record.bytes;
    const bool are_figures =
        options.names.empty() &&
        std::all_of(names.begin(), names.end(), has_only_figures);
    if (!are_figures) header.fields = std::move(rows);
  } else {
    names.assign(names.size(), "");
  }
  if (!options.names.empty()) {
    check_names_option({form.input_name, records.front().line}, options.names,
                       names.size());
    names = options.names;
  }
  header.names = column_names(names);
  return header;
}

}  // namespace csvimport
