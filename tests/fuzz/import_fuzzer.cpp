// A libFuzzer target: imports a file of any bytes, in batches of two sizes, and
// compares what SQLite then finds in the table, and which records are bad, with
// the plain reading of the reference parser.

#include "fuzz_options.hpp"
#include "reference_parser.hpp"
#include "staged_import.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {
namespace {

using reference::Defect;
using reference::Problem;

// By which the shape of a file is found; the header is one of them.
constexpr std::uint64_t kMaxRecordsMeasured = 200;

// Says what went wrong, in which import, and ends the process.
class Judge {
 public:
  Judge(const FuzzOptions& options, std::size_t batch_bytes)
      : options_(options), batch_bytes_(batch_bytes) {}

  template <class T>
  void expect_equal(const char* what, const T& found, const T& expected) const {
    if (found == expected) return;
    fail(std::string(what) + " is " + shown(found) + ", not " +
         shown(expected));
  }
  [[noreturn]] void fail(const std::string& problem) const {
    std::fprintf(stderr, "%s\nin batches of %zu bytes: %s\n",
                 described(options_).c_str(), batch_bytes_, problem.c_str());
    std::abort();
  }

 private:
  static std::string shown(std::uint64_t number) {
    return std::to_string(number);
  }
  static std::string shown(const std::optional<std::size_t>& number) {
    return number ? std::to_string(*number) : "none";
  }
  static std::string shown(const std::string& text) {
    std::string all = "\"";
    for (const char byte : text) {
      if (byte >= ' ' && byte <= '~') {
        all += byte;
      } else {
        char hex[5];
        std::snprintf(hex, sizeof hex, "\\x%02X",
                      static_cast<unsigned char>(byte));
        all += hex;
      }
    }
    return all + "\"";
  }
  static std::string shown(const reference::Value& value) {
    switch (value.index()) {
      case 0:
        return "NULL";
      case 1:
        return "INTEGER " + std::to_string(std::get<1>(value));
      case 2:
        return "REAL " + std::to_string(std::get<2>(value));
      default:
        return "TEXT " + shown(std::get<3>(value));
    }
  }

  const FuzzOptions& options_;
  std::size_t batch_bytes_;
};

// Part of what a message has to say.
std::string words_for(const Defect& defect, std::size_t columns) {
  switch (defect.problem) {
    case Problem::kTooLong:
      return "the record is longer than";
    case Problem::kOpenQuote:
      return "the quote that opens here";
    case Problem::kInvalidByte:
      return "not valid UTF-8";
    case Problem::kNulByte:
      return "a NUL byte";
    case Problem::kLineFeed:
      return "a line feed outside quotes";
    case Problem::kTextAfterQuote:
      return "text after the closing quote";
    case Problem::kFieldCount:
      return "expected " + std::to_string(columns) +
             (columns == 1 ? " field" : " fields") + ", got " +
             std::to_string(defect.fields);
    case Problem::kRepeatsHeader:
      return "repeats the header";
    case Problem::kEscapedNul:
      return "an escape stands for a NUL byte";
    case Problem::kEscapedInvalidByte:
      return "escapes stand for bytes that are not valid UTF-8";
    case Problem::kNotInteger:
      return "is not a 64-bit integer";
    case Problem::kNotReal:
      return "is not a number";
    case Problem::kNotMarked:
      return "is not a number by --decimal";
    case Problem::kNotBoolean:
      return "is neither yes nor no";
    case Problem::kNotDate:
      return "is ";  // of another form, or a day that there is not
    case Problem::kTooManyColumns:
      return "columns; a SQLite table has at most 2000";
    case Problem::kNothingToRead:
      return "the file is empty";
  }
  std::abort();
}

bool says(const std::string& message, const Defect& defect,
          std::size_t columns) {
  return message.find(words_for(defect, columns)) != std::string::npos;
}

void compare_failure(const Judge& judge, const StagedResult& found,
                     const Defect& expected, std::size_t columns) {
  if (!found.failure) {
    judge.fail("nothing failed, but " + words_for(expected, columns) +
               " in line " + std::to_string(expected.line));
  }
  const std::string place =
      expected.problem == Problem::kNothingToRead
          ? "a.csv: "
          : "a.csv:" + std::to_string(expected.line) + ": ";
  if (found.failure->starts_with(place) &&
      says(*found.failure, expected, columns)) {
    return;
  }
  judge.fail("the failure is \"" + *found.failure + "\", not \"" + place +
             words_for(expected, columns) + "\"");
}

void compare_bad_records(const Judge& judge, const StagedResult& found,
                         const reference::Table& expected) {
  for (std::size_t i = 0; i < found.bad.size() && i < expected.bad.size();
       ++i) {
    const StagedResult::BadRecord& one = found.bad[i];
    const Defect& other = expected.bad[i];
    judge.expect_equal("the number of a bad record", one.record, other.record);
    judge.expect_equal("the line of a bad record", one.line, other.line);
    judge.expect_equal("the field of a bad record", one.field, other.field);
    judge.expect_equal("the text of a bad record", one.bytes, other.bytes);
    if (!says(one.reason, other, expected.columns)) {
      judge.fail("the reason is \"" + one.reason + "\", not \"" +
                 words_for(other, expected.columns) + "\"");
    }
  }
  judge.expect_equal("the number of bad records", found.bad.size(),
                     expected.bad.size());
}

void compare_types(const Judge& judge, const StagedResult& found,
                   const reference::Table& expected) {
  judge.expect_equal("the number of columns", found.types.size(),
                     expected.columns);
  for (std::size_t i = 0; i < expected.columns; ++i) {
    judge.expect_equal(("the type of column " + std::to_string(i)).c_str(),
                       static_cast<std::uint64_t>(found.types[i]),
                       static_cast<std::uint64_t>(expected.types[i]));
  }
}

void compare_rows(const Judge& judge, const std::vector<reference::Row>& found,
                  const reference::Table& expected) {
  for (std::size_t i = 0; i < found.size() && i < expected.rows.size(); ++i) {
    const reference::Row& row = expected.rows[i];
    judge.expect_equal("a rowid", found[i].rowid, row.rowid);
    judge.expect_equal("the width of a row", found[i].values.size(),
                       row.values.size());
    for (std::size_t j = 0; j < row.values.size(); ++j) {
      const std::string what = "column " + std::to_string(j) + " of row " +
                               std::to_string(row.rowid);
      judge.expect_equal(what.c_str(), found[i].values[j], row.values[j]);
    }
  }
  judge.expect_equal("the number of rows", found.size(), expected.rows.size());
}

void compare_repairs(const Judge& judge, const RepairCounts& found,
                     const reference::Repairs& expected) {
  judge.expect_equal("the number of headers dropped", found.repeated_headers,
                     expected.repeated_headers);
  judge.expect_equal("the number of records padded", found.padded_records,
                     expected.padded_records);
  judge.expect_equal("the number of records cut", found.cut_records,
                     expected.cut_records);
  judge.expect_equal("the number of texts kept", found.kept_texts,
                     expected.kept_texts);
  judge.expect_equal("the number of literal quotes", found.literal_quotes,
                     expected.literal_quotes);
  judge.expect_equal("the number of characters replaced",
                     found.replaced_characters, expected.replaced_characters);
}

// A file that keeps the rules is the same under --lenient.
void compare_with_strict(const FuzzOptions& options, const std::string& file,
                         const reference::Table& lenient) {
  reference::Rules strict = options.rules;
  strict.lenient_width.reset();
  strict.preamble_lines = 0;
  const reference::Table expected = reference::read_table(file, strict);
  if (expected.failure || !expected.bad.empty()) return;
  // Other records are the last ones where a quote in the footer is mended.
  reference::Rules with_footer = strict;
  with_footer.footer_records = 0;
  if (!reference::read_table(file, with_footer).bad.empty()) return;
  // All records are looked at, if there are no more than that.
  if (expected.records >= kMaxRecordsMeasured) return;
  const Judge judge(options, 0);
  if (options.rules.preamble_lines > 0) judge.fail("records are skipped");
  compare_repairs(judge, {}, lenient.repairs);
  judge.expect_equal("the number of columns", lenient.columns,
                     expected.columns);
  compare_rows(judge, lenient.rows, expected);
}

StagedResult check_import(const std::string& file, const FuzzOptions& options,
                          std::size_t batch_bytes,
                          const reference::Table& expected,
                          ScratchDatabase& database) {
  const Judge judge(options, batch_bytes);
  StagedResult found = import_in_stages(file, options, batch_bytes, database);
  const bool ends_early = !options.skips_bad_records && !expected.bad.empty();
  if (ends_early || expected.failure) {
    compare_failure(judge, found,
                    ends_early ? expected.bad.front() : *expected.failure,
                    expected.columns);
    return found;
  }
  if (found.failure) judge.fail("failed: " + *found.failure);
  judge.expect_equal("the number of records", found.records, expected.records);
  compare_bad_records(judge, found, expected);
  compare_types(judge, found, expected);
  compare_rows(judge, database.rows(), expected);
  compare_repairs(judge, found.repairs, expected.repairs);
  return found;
}

void check(std::string_view input) {
  static ScratchDatabase database;
  FuzzOptions options = read_options(input);
  const std::string file(input.substr(kOptionBytes));
  if (options.measures_shape) measure_shape_of(file, options.rules);
  const reference::Table expected = reference::read_table(file, options.rules);
  if (options.measures_shape) compare_with_strict(options, file, expected);
  const StagedResult in_small_batches =
      check_import(file, options, 1, expected, database);
  if (options.batch_bytes == 1) return;
  const StagedResult found =
      check_import(file, options, options.batch_bytes, expected, database);
  const Judge judge(options, options.batch_bytes);
  judge.expect_equal("the message", found.failure.value_or(""),
                     in_small_batches.failure.value_or(""));
  if (found.bad != in_small_batches.bad) {
    judge.fail("the bad records depend on the size of batches");
  }
}

}  // namespace
}  // namespace csvimport

// For speed: what is freed is watched for a while, not for long.
extern "C" const char* __asan_default_options() {
  return "malloc_context_size=8:quarantine_size_mb=8";
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size < csvimport::kOptionBytes) return 0;
  csvimport::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
