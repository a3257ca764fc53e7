#include "cli/value_checks.hpp"

#include "cli/extraction_checks.hpp"
#include "cli/option_values.hpp"
#include "cli/usage_error.hpp"
#include "import/default_values.hpp"
#include "import/option_words.hpp"
#include "schema/names.hpp"
#include "schema/number.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace csvimport {
namespace {

// Whether a column of that type takes the text, which may have marks.
bool is_taken_by(ColumnType type, const std::string& text,
                 const std::optional<NumberMarks>& marks) {
  if (type == ColumnType::kText) return true;
  std::string plain;
  const MarkedText marked =
      marks ? read_marked(text, *marks, plain) : MarkedText::kAsItIs;
  if (marked == MarkedText::kMisplaced) return false;
  const std::string& number = marked == MarkedText::kNumber ? plain : text;
  return accepted_by(type, true).has(parse_number(number).kind);
}

// Throws UsageError if `type` is none that the column `name` can have.
void check_type_of_added(const std::string& name, ColumnType type,
                         const ImportJob& job) {
  const ColumnOptions& columns = job.columns;
  const auto fail_unless = [&](const char* flag,
                               const std::optional<std::string>& column,
                               ColumnType only) {
    if (!column || !same_name(name, *column) || type == only) return;
    throw UsageError("--type: the column of " + std::string(flag) + " is " +
                     std::string(name_of(only)));
  };
  fail_unless("--filename-column", columns.filename_column, ColumnType::kText);
  fail_unless("--line-column", columns.line_column, ColumnType::kInteger);
  for (const auto& [fixed, text] : columns.fixed) {
    if (!same_name(name, fixed) || job.values.is_null(text) ||
        is_taken_by(type, text, job.values.marks)) {
      continue;
    }
    throw UsageError("--column: \"" + text + "\" is no " +
                     std::string(name_of(type)) + ", as --type has column \"" +
                     fixed + '"');
  }
}

// Throws UsageError for a decimal mark that no field could hold.
void check_marks_are_possible(const NumberMarks& marks,
                              const DialectSettings& dialect, bool has_quotes) {
  const std::string decimal(1, marks.decimal);
  if (has_quotes || dialect.escape || dialect.delimiter != decimal) return;
  throw UsageError(
      "--decimal: must not be the delimiter where nothing encloses fields");
}

// Throws UsageError for a column that is converted twice, or that is not of the
// file.
void add_conversion(std::pair<std::string, ValueConversion> conversion,
                    ImportJob& job) {
  const auto& [name, how] = conversion;
  if (find_name(name, job.columns.added_names())) {
    throw UsageError(flag_of(how) + ": column \"" + name +
                     "\" is none of the files, but added");
  }
  for (const auto& [other, other_how] : job.values.conversions) {
    if (!same_name(name, other)) continue;
    throw UsageError(flag_of(how) + ": column \"" + name + "\" has a " +
                     flag_of(other_how) + " already");
  }
  job.values.conversions.push_back(std::move(conversion));
}

void check_conversions(const RawOptions& raw, ImportJob& job) {
  for (const std::string& boolean : raw.booleans) {
    add_conversion(checked_boolean(boolean), job);
  }
  for (const std::string& date : raw.dates) {
    add_conversion(checked_date("--date", date, DateFormat::Result::kDate),
                   job);
  }
  for (const std::string& datetime : raw.datetimes) {
    add_conversion(
        checked_date("--datetime", datetime, DateFormat::Result::kDatetime),
        job);
  }
  for (const std::string& extract : raw.extracts) {
    auto extraction = checked_extraction(extract);
    check_extraction(extraction.first, extraction.second.table, job);
    add_conversion(std::move(extraction), job);
  }
}

// Throws UsageError for a type that no converted value has.
void check_type_is_possible(const std::pair<std::string, ColumnType>& type,
                            const ValueOptions& values) {
  for (const auto& [name, conversion] : values.conversions) {
    if (!same_name(name, type.first)) continue;
    const ColumnType only = type_after(conversion);
    const bool is_id = std::holds_alternative<Extraction>(conversion);
    const bool is_possible =
        is_id ? type.second == only
              : type.second == ColumnType::kText || only != ColumnType::kText;
    if (is_possible) continue;
    throw UsageError("--type: a column of " + flag_of(conversion) + " is " +
                     std::string(name_of(only)));
  }
}

void check_empties(const std::string& word, ValueOptions& values) {
  values.empties = checked_choice("--empty", word, empty_words());
  if (values.empties != EmptyRule::kNull && find_name("", values.nulls)) {
    throw UsageError("--empty: " + word +
                     " contradicts --null \"\", which makes NULL of it");
  }
}

// Throws UsageError for a default that would pass for another number, or none,
// among those of the files that tell its column's type; or for one that is a
// number with the marks of the files, which are not those of a default.
void check_defaults_under_marks(const ImportJob& job) {
  const ValueOptions& values = job.values;
  if (!values.marks || values.all_text) return;
  const auto has = [](const auto& columns, const std::string& name) {
    return std::any_of(columns.begin(), columns.end(), [&](const auto& column) {
      return same_name(column.first, name);
    });
  };
  for (const auto& [name, text] : job.table_options.defaults) {
    std::string plain;
    const MarkedText marked = read_marked(text, *values.marks, plain);
    if (has(values.types, name) || has(values.conversions, name) ||
        marked == MarkedText::kAsItIs) {
      continue;
    }
    const std::string way_out = "give column \"" + name + "\" its --type";
    if (values.empties == EmptyRule::kDefault) {
      throw UsageError(
          "--default: \"" + text +
          "\" would be read by --decimal and --thousands for --empty "
          "default; " +
          way_out);
    }
    if (marked == MarkedText::kNumber) {
      throw UsageError(
          "--default: \"" + text +
          "\" is taken as it is written, and not by --decimal and --thousands; "
          "write " +
          plain + ", or " + way_out);
    }
  }
}

// Throws UsageError for a default that is no value of its column, as far as
// other options say what these are.
void check_defaults(const ImportJob& job) {
  for (const auto& [name, text] : job.table_options.defaults) {
    try {
      (void)default_value(name, text, job.values);
    } catch (const std::invalid_argument& problem) {
      throw UsageError("--default: column \"" + name + "\": " + problem.what());
    }
  }
  check_defaults_under_marks(job);
}

}  // namespace

void check_values(const RawOptions& raw, ImportJob& job) {
  if (raw.empty) check_empties(*raw.empty, job.values);
  if (raw.decimal || raw.thousands) {
    const std::optional<Quote> quote = checked_quote(
        raw.quotechar.value_or("\""), job.csv.dialect.delimiter.value_or(","));
    job.values.marks = checked_marks(raw.decimal, raw.thousands, quote);
    check_marks_are_possible(*job.values.marks, job.csv.dialect,
                             quote.has_value());
  }
  check_conversions(raw, job);
  for (const std::string& list : raw.coerced) {
    for (std::string& name : checked_names("--coerce", list)) {
      job.values.coerced.push_back(std::move(name));
    }
  }
  for (const std::string& raw_type : raw.types) {
    const auto type = checked_type(raw_type);
    check_type_of_added(type.first, type.second, job);
    check_type_is_possible(type, job.values);
    job.values.types.push_back(type);
  }
  check_defaults(job);
}

}  // namespace csvimport
