#pragma once

// What a CSV file is and what becomes of it, by the letter of README.md:
// one character after the other, one function for each rule,
// slow, and plain enough to be believed. Shares no code with src/.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace csvimport::reference {

enum class Type { kInteger, kReal, kText };

// What the user has rewritten.
enum class Conversion {
  kNone,
  kMarks,    // 1.234,56 is a number in all columns
  kBoolean,  // in the first column, yes is 1
  kDate,     // there, 31.12.2025 is 2025-12-31
};

// What the user says of a file and of its values.
struct Rules {
  std::string delimiter = ",";
  std::optional<std::string> quote = "\"";  // of one character
  std::optional<char> escape = std::nullopt;
  std::optional<std::string> comment = std::nullopt;
  bool c_escapes = false;  // before letters and numbers; and \N is NULL
  bool trim = false;
  bool skips_initial_space = false;
  char line_end = '\n';  // or '\r', where a LF outside quotes is a mistake
  bool has_header = true;
  std::size_t max_record = 64 * 1024 * 1024;
  std::vector<std::string> nulls = {};  // with the escape: of the raw field
  bool nulls_may_be_quoted = false;
  // What an empty field becomes, quoted or not: NULL, or this text.
  bool replaces_empty = false;
  std::optional<std::string> empty_text = {};
  std::optional<Type> set_type = std::nullopt;  // of the column that is set
  bool sets_last_column = false;                // else the first one
  // Takes what can be taken, where most records seem to have so many fields, at
  // least 1.
  std::optional<std::size_t> lenient_width = std::nullopt;
  std::size_t preamble_lines = 0;  // to skip before the first record
  std::size_t footer_records = 0;  // to leave out at the end
  Conversion conversion = Conversion::kNone;
};

struct Field {
  std::size_t begin = 0;  // in the text, blanks before it included
  std::string text;
  bool quoted = false;
  bool spans_lines = false;   // quoted, with a line end inside
  std::size_t last_line = 0;  // where the line begins that it closes in, then
  // As it stands in the file, trimmed; of a quoted field, what follows it.
  std::string raw;
  std::string raw_inside;        // what stands between the quotes in the file
  std::string text_after_quote;  // what follows, without its escapes
  // Starts with a quote that is an ordinary character.
  bool has_literal_quote = false;
  std::size_t inner_quotes = 0;  // that are data, not doubled
  bool is_missing = false;       // from a short record
  bool is_filled = false;        // the text is what an empty one becomes
};

// What stands from one record's start to the next: a record, a blank line or a
// comment.
struct Record {
  std::size_t begin = 0;
  std::size_t text_end = 0;  // without the line end
  std::size_t end = 0;
  bool has_end = false;  // a line end of its own; else the text ended
  bool is_comment = false;
  bool is_blank = false;
  std::vector<Field> fields;     // none in a comment
  bool has_stray_quote = false;  // in a field that none encloses
  // Where lines end at CR: a LF that is neither quoted nor escaped.
  bool has_loose_line_feed = false;
  // The quote that was open where the text ended.
  std::optional<std::size_t> open_quote;

  // The first field with text after its closing quote.
  [[nodiscard]] std::optional<std::size_t> text_after_quote() const;
};

// The one that starts at `begin`, before the end of `text`.
Record take_record(std::string_view text, const Rules& rules,
                   std::size_t begin);

// What may be wrong with a record; where several things are, the first of
// these.
enum class Problem {
  kTooLong,  // without a quote that may be the cause
  kOpenQuote,
  kInvalidByte,
  kNulByte,
  kLineFeed,
  kTextAfterQuote,
  kFieldCount,
  kRepeatsHeader,
  kEscapedNul,
  kEscapedInvalidByte,
  kNotInteger,
  kNotReal,
  kNotMarked,
  kNotBoolean,
  kNotDate,
  kTooManyColumns,
  kNothingToRead,
};

struct Defect {
  std::uint64_t record = 0;  // its number; 0 if it ends the import
  std::uint64_t line = 0;
  Problem problem = Problem::kTooLong;
  std::optional<std::size_t> field;  // from 0, where the problem is in one
  std::size_t fields = 0;            // of the record
  std::string bytes;                 // of the record, with a line end
};

// How often each lenient rule was needed, in the header and in records that
// became rows.
struct Repairs {
  std::uint64_t repeated_headers = 0;  // records that are dropped
  std::uint64_t padded_records = 0;
  std::uint64_t cut_records = 0;
  std::uint64_t kept_texts = 0;
  std::uint64_t literal_quotes = 0;
  std::uint64_t replaced_characters = 0;
};

using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

struct Row {
  std::uint64_t rowid = 0;
  std::vector<Value> values;
};

// What the import of a file comes to where bad records are left out; where they
// are not, its first defect is what ends it.
struct Table {
  std::size_t columns = 0;
  std::vector<Type> types;
  std::vector<Row> rows;
  std::vector<Defect> bad;
  std::uint64_t records = 0;
  Repairs repairs;
  // What ends the import even so, behind all bad records.
  std::optional<Defect> failure;
};

Table read_table(std::string_view file, const Rules& rules);

// What a text is as a number.
struct Number {
  // In the form that a column of the type takes, if it was inferred.
  std::optional<std::int64_t> integer;
  std::optional<double> real;
  // The same as `real` for 12E4, which only a declared REAL column takes.
  std::optional<double> bare_exponent;
};
Number read_number(const std::string& text);

// The offset of the first byte that is not valid UTF-8.
std::optional<std::size_t> find_invalid_byte(std::string_view text);

// The text with U+FFFD for each NUL and for each longest piece that starts a
// character and does not end it, or starts none.
struct RepairedText {
  std::string text;
  std::uint64_t replaced = 0;
};
RepairedText repaired(std::string_view text);

}  // namespace csvimport::reference
