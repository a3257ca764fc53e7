#pragma once

// What an option's text means. All throw UsageError for a text that means
// nothing, and say what would. Where a name stands in front of an =, it is read
// by schema/named_value.

#include "cli/usage_error.hpp"
#include "import/import_job.hpp"
#include "schema/column_type.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace csvimport {

// The meaning of `raw`, one of the words in `choices`.
template <class T>
T checked_choice(const std::string& flag, const std::string& raw,
                 const std::vector<std::pair<std::string, T>>& choices) {
  std::string names;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (raw == choices[i].first) return choices[i].second;
    const bool is_last = i + 1 == choices.size();
    names += (i == 0 ? "" : is_last ? " or " : ", ") + choices[i].first;
  }
  throw UsageError(flag + ": must be " + names + ", not \"" + raw + "\"");
}

// A number of bytes, with or without a unit: 4096, 256K, 256KB, 256KiB.
struct SizeLimits {
  std::size_t least = 1;
  std::size_t most = 1'000'000'000;  // that a value may have in SQLite
};
std::size_t checked_size(const std::string& flag, const std::string& raw,
                         const SizeLimits& limits = {});

// A number of seconds, such as 30 or 0.5, in milliseconds.
std::uint64_t checked_seconds(const std::string& flag, const std::string& raw);

// What --delimiter says; \t is a tab, and \xHH the byte of that number.
std::string checked_delimiter(const std::string& raw);
// What --quotechar, --escape and --comment say, where fields are separated by
// `delimiter`; none of them could be taken for another.
std::optional<Quote> checked_quote(const std::string& raw,
                                   std::string_view delimiter);
char checked_escape(const std::string& raw, std::string_view delimiter);
std::string checked_comment(const std::string& raw, std::string_view delimiter,
                            const std::optional<Quote>& quote,
                            const std::optional<char>& escape);

// An encoding, by the name that iconv has for it.
std::string checked_encoding(const std::string& raw);

// A list in the form of a CSV record: a,b,"c,d".
std::vector<std::string> checked_names(const std::string& flag,
                                       const std::string& raw);

// NAME=NEW_NAME
std::pair<std::string, std::string> checked_rename(const std::string& raw);

// COLUMN=VALUE
std::pair<std::string, std::string> checked_default(const std::string& raw);

// COLUMN=TABLE.COLUMN; what stands behind the last dot is the column.
std::pair<std::string, ParentColumn> checked_foreign_key(
    const std::string& raw);

// NAME=VALUE
std::pair<std::string, std::string> checked_column(const std::string& raw);

// What --decimal and --thousands say; at least one of them is given. Takes
// `quote` for what encloses fields. None of both could be taken for a part of a
// number.
NumberMarks checked_marks(const std::optional<std::string>& decimal,
                          const std::optional<std::string>& thousands,
                          const std::optional<Quote>& quote);

// COLUMN, or COLUMN=YES,NO
std::pair<std::string, BooleanWords> checked_boolean(const std::string& raw);

// COLUMN=FORMAT, of --date or --datetime
std::pair<std::string, DateFormat> checked_date(const std::string& flag,
                                                const std::string& raw,
                                                DateFormat::Result result);

// COLUMN=TABLE
std::pair<std::string, Extraction> checked_extraction(const std::string& raw);

// COLUMN=TYPE
std::pair<std::string, ColumnType> checked_type(const std::string& raw);

// What --max-errors says, in `errors`: a number of records, or of every hundred
// of them.
void check_max_errors(const std::string& raw, ErrorOptions& errors);

}  // namespace csvimport
