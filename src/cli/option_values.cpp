#include "cli/option_values.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "csv/field_splitter.hpp"
#include "input/encoding.hpp"
#include "schema/named_value.hpp"
#include "schema/names.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <system_error>

namespace csvimport {
namespace {

// One of ASCII that is no line end.
bool is_character(std::string_view raw) {
  return raw.size() == 1 && raw[0] != '\n' && raw[0] != '\r' &&
         static_cast<unsigned char>(raw[0]) < 0x80;
}

// Of which a name that is not known is likely to be a slip; of those that are
// as near, the first.
constexpr std::array kCommonEncodings = {
    "UTF-8",        "UTF-16",       "UTF-16LE",     "UTF-16BE",
    "WINDOWS-1252", "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1253",
    "WINDOWS-1254", "CP437",        "CP850",        "CP866",
    "CP1252",       "LATIN1",       "LATIN2",       "LATIN9",
    "ISO-8859-1",   "ISO-8859-2",   "ISO-8859-15",  "MACINTOSH",
    "SHIFT_JIS",    "EUC-JP",       "EUC-KR",       "GB18030",
    "BIG5",         "KOI8-R"};

bool is_text_within_line(std::string_view text) {
  constexpr std::string_view kOthers("\r\n\0", 3);
  return !text.empty() &&
         text.find_first_of(kOthers) == std::string_view::npos &&
         is_valid_utf8(text);
}

std::string start_with(std::string_view text) {
  return text.size() == 1 ? "be" : "start with";
}

// One of several bytes.
bool is_long_character(std::string_view raw) {
  return raw.size() > 1 && is_valid_utf8(raw) &&
         std::all_of(raw.begin() + 1, raw.end(), is_inside_character);
}

// Whether the character is a blank or none that is printed.
bool is_unseen(std::string_view raw) {
  return static_cast<unsigned char>(raw.front()) <= ' ' || raw == "\x7F";
}

// Whether a number may have the character in it, whatever its marks.
bool could_be_of_number(std::string_view character) {
  const char byte = character.front();
  return is_ascii_letter_or_digit(byte) || byte == '+' || byte == '-';
}

// With the bytes that \t and \xHH stand for.
std::string without_escapes(std::string_view raw) {
  constexpr std::size_t kHexSize = 4;
  std::string text;
  while (!raw.empty()) {
    const char* const digits_end = raw.data() + std::min(raw.size(), kHexSize);
    unsigned byte = 0;
    if (raw.starts_with("\\t")) {
      text += '\t';
      raw.remove_prefix(2);
    } else if (raw.starts_with("\\x") && raw.size() >= kHexSize &&
               std::from_chars(raw.data() + 2, digits_end, byte, 16).ptr ==
                   digits_end) {
      text += static_cast<char>(byte);
      raw.remove_prefix(kHexSize);
    } else {
      text += raw.front();
      raw.remove_prefix(1);
    }
  }
  return text;
}

}  // namespace

std::size_t checked_size(const std::string& flag, const std::string& raw,
                         const SizeLimits& limits) {
  std::size_t bytes = 0;
  const char* const end = raw.data() + raw.size();
  const auto [unit_begin, error] = std::from_chars(raw.data(), end, bytes);
  const std::string_view unit(unit_begin,
                              static_cast<std::size_t>(end - unit_begin));
  constexpr std::array<std::array<std::string_view, 3>, 4> kUnits = {
      {{"", "B", "B"},
       {"K", "KB", "KiB"},
       {"M", "MB", "MiB"},
       {"G", "GB", "GiB"}}};
  if (error == std::errc()) {
    std::size_t factor = 1;
    for (const auto& spellings : kUnits) {
      const bool named = std::any_of(
          spellings.begin(), spellings.end(),
          [&](std::string_view spelling) { return same_name(spelling, unit); });
      if (named && bytes <= limits.most / factor &&
          bytes * factor >= limits.least) {
        return bytes * factor;
      }
      factor *= 1024;
    }
  }
  throw UsageError(flag + ": must be a number of bytes from " +
                   std::to_string(limits.least) + " to " +
                   std::to_string(limits.most) + ", such as 256KiB, not \"" +
                   raw + "\"");
}

std::uint64_t checked_seconds(const std::string& flag, const std::string& raw) {
  constexpr double kMostSeconds = 1'000'000;
  double seconds = 0;
  const char* const end = raw.data() + raw.size();
  const auto [stop, error] =
      std::from_chars(raw.data(), end, seconds, std::chars_format::fixed);
  // Not a number is in no range.
  const bool is_in_range = seconds >= 0 && seconds <= kMostSeconds;
  if (stop != end || error != std::errc() || !is_in_range) {
    throw UsageError(flag +
                     ": must be a number of seconds from 0 to 1000000, such as "
                     "0.5, not \"" +
                     raw + '"');
  }
  return static_cast<std::uint64_t>(seconds * 1000);
}

std::string checked_delimiter(const std::string& raw) {
  std::string delimiter = without_escapes(raw);
  if (!is_text_within_line(delimiter)) {
    throw UsageError(
        "--delimiter: must be one or more characters, none of them a line "
        "end");
  }
  return delimiter;
}

std::optional<Quote> checked_quote(const std::string& raw,
                                   std::string_view delimiter) {
  if (raw == "none") return std::nullopt;
  if (!is_character(raw) && !is_long_character(raw)) {
    throw UsageError("--quotechar: must be one character, or none");
  }
  if (delimiter.find(raw) != std::string::npos) {
    throw UsageError("--quotechar: must not occur in the delimiter");
  }
  return Quote(raw);
}

char checked_escape(const std::string& raw, std::string_view delimiter) {
  if (!is_character(raw)) {
    throw UsageError("--escape: must be one ASCII character");
  }
  if (delimiter.find(raw) != std::string::npos) {
    throw UsageError("--escape: must not occur in the delimiter");
  }
  return raw[0];
}

std::string checked_comment(const std::string& raw, std::string_view delimiter,
                            const std::optional<Quote>& quote,
                            const std::optional<char>& escape) {
  if (!is_text_within_line(raw)) {
    throw UsageError(
        "--comment: must be one or more characters, none of them a line end");
  }
  if (delimiter.starts_with(raw)) {
    throw UsageError("--comment: must not start the delimiter");
  }
  if (raw.starts_with(delimiter)) {
    throw UsageError("--comment: must not start with the delimiter");
  }
  if (quote && raw.starts_with(quote->bytes())) {
    throw UsageError("--comment: must not " + start_with(raw) +
                     " the quote character");
  }
  if (escape && raw.starts_with(*escape)) {
    throw UsageError("--comment: must not " + start_with(raw) +
                     " the escape character");
  }
  return raw;
}

std::string checked_encoding(const std::string& raw) {
  if (auto known = known_encoding(raw)) return *std::move(known);
  const std::optional<std::string> nearest =
      nearest_name(raw, {kCommonEncodings.begin(), kCommonEncodings.end()});
  throw UsageError("--encoding: \"" + raw + "\" is not known" +
                   (nearest ? "; did you mean " + *nearest + "? " : "; ") +
                   "iconv -l lists the names");
}

std::vector<std::string> checked_names(const std::string& flag,
                                       const std::string& raw) {
  std::string text = raw;
  std::vector<Field> fields(raw.size() + 1);
  const SplitResult split = FieldSplitter(Dialect()).split(
      text.data(), text.data() + text.size(), true, fields);
  std::vector<std::string> names;
  for (const Field& field : std::span(fields).first(split.fields)) {
    names.emplace_back(trimmed(field.text()));
    const bool is_good = !names.back().empty() && is_valid_utf8(names.back()) &&
                         !split.text_after_quote;
    if (!is_good || find_name(names.back(), names) != names.size() - 1) {
      throw UsageError(flag + ": \"" + raw +
                       "\" is not a list of different names, such as a,b,c");
    }
  }
  return names;
}

std::pair<std::string, std::string> checked_rename(const std::string& raw) {
  if (auto names = named_value(raw)) {
    std::string to(trimmed(names->second));
    if (!to.empty()) return {std::move(names->first), std::move(to)};
  }
  throw UsageError("--rename: \"" + raw + "\" is not NAME=NEW_NAME");
}

std::pair<std::string, std::string> checked_default(const std::string& raw) {
  if (auto value = named_value(raw)) return *std::move(value);
  throw UsageError("--default: \"" + raw + "\" is not COLUMN=VALUE");
}

std::pair<std::string, ParentColumn> checked_foreign_key(
    const std::string& raw) {
  if (const auto value = named_value(raw)) {
    const auto& [name, parent] = *value;
    const std::size_t dot = parent.rfind('.');
    const std::string table(trimmed(std::string_view(parent).substr(0, dot)));
    if (dot != std::string::npos && !table.empty()) {
      const std::string column(
          trimmed(std::string_view(parent).substr(dot + 1)));
      if (!column.empty()) return {name, {table, column}};
    }
  }
  throw UsageError("--foreign-key: \"" + raw + "\" is not COLUMN=TABLE.COLUMN");
}

std::pair<std::string, Extraction> checked_extraction(const std::string& raw) {
  if (const auto value = named_value(raw)) {
    std::string table(trimmed(value->second));
    if (!table.empty()) return {value->first, Extraction{std::move(table)}};
  }
  throw UsageError("--extract: \"" + raw + "\" is not COLUMN=TABLE");
}

std::pair<std::string, std::string> checked_column(const std::string& raw) {
  if (auto value = named_value(raw)) return *std::move(value);
  throw UsageError("--column: \"" + raw + "\" is not NAME=VALUE");
}

NumberMarks checked_marks(const std::optional<std::string>& decimal,
                          const std::optional<std::string>& thousands,
                          const std::optional<Quote>& quote) {
  const auto check = [&](const std::string& flag, const std::string& mark) {
    if (quote && mark == quote->bytes()) {
      throw UsageError(flag + ": must not be the quote character");
    }
    if (could_be_of_number(mark)) {
      throw UsageError(flag +
                       ": must not be a letter, a digit, + or -, which numbers "
                       "have besides");
    }
  };
  NumberMarks marks;
  if (decimal) {
    if (!is_character(*decimal) || is_unseen(*decimal)) {
      throw UsageError(
          "--decimal: must be one ASCII character that is seen, such as ,");
    }
    check("--decimal", *decimal);
    marks.decimal = decimal->front();
  }
  if (!thousands) return marks;
  if (!is_character(*thousands) && !is_long_character(*thousands)) {
    throw UsageError("--thousands: must be one character, such as .");
  }
  check("--thousands", *thousands);
  if (*thousands == std::string(1, marks.decimal)) {
    throw UsageError(
        decimal ? "--thousands: must not be the decimal mark"
                : "--thousands: must not be the decimal mark, which is a point "
                  "unless --decimal says otherwise, such as --decimal ,");
  }
  marks.thousands = *thousands;
  return marks;
}

std::pair<std::string, BooleanWords> checked_boolean(const std::string& raw) {
  const auto fail = [&] {
    throw UsageError("--boolean: \"" + raw +
                     "\" is not COLUMN or COLUMN=YES,NO with two different "
                     "words");
  };
  std::string alone = name_alone(raw);
  if (!alone.empty()) return {std::move(alone), BooleanWords()};
  auto value = named_value(raw);
  if (!value) fail();
  auto& [name, words] = *value;
  const std::size_t comma = words.find(',');
  if (comma == std::string::npos) fail();
  BooleanWords read{words.substr(0, comma), words.substr(comma + 1)};
  const bool are_words = !read.yes.empty() && !read.no.empty() &&
                         read.no.find(',') == std::string::npos &&
                         !same_name(read.yes, read.no);
  if (!are_words) fail();
  return {std::move(name), std::move(read)};
}

std::pair<std::string, DateFormat> checked_date(const std::string& flag,
                                                const std::string& raw,
                                                DateFormat::Result result) {
  auto value = named_value(raw);
  if (!value) {
    throw UsageError(flag + ": \"" + raw +
                     "\" is not COLUMN=FORMAT, such as day=%d.%m.%Y");
  }
  auto& [name, format] = *value;
  try {
    return {std::move(name), DateFormat(format, result)};
  } catch (const std::invalid_argument& problem) {
    throw UsageError(flag + ": \"" + format + "\" " + problem.what());
  }
}

std::pair<std::string, ColumnType> checked_type(const std::string& raw) {
  if (auto value = named_value(raw)) {
    for (const ColumnType type :
         {ColumnType::kInteger, ColumnType::kReal, ColumnType::kText}) {
      if (same_name(value->second, name_of(type))) {
        return {std::move(value->first), type};
      }
    }
  }
  throw UsageError("--type: \"" + raw +
                   "\" is not COLUMN=TYPE with the type INTEGER, REAL or TEXT");
}

void check_max_errors(const std::string& raw, ErrorOptions& errors) {
  const bool is_percent = raw.ends_with('%');
  const char* const begin = raw.data();
  const char* const end = begin + raw.size() - (is_percent ? 1 : 0);
  std::uint64_t count = 0;
  double percent = 0;
  const std::from_chars_result result =
      is_percent
          ? std::from_chars(begin, end, percent, std::chars_format::fixed)
          : std::from_chars(begin, end, count);
  const bool is_part = percent >= 0 && percent <= 100;
  if (result.ec != std::errc() || result.ptr != end || !is_part) {
    throw UsageError(
        "--max-errors: must be a number of records, such as 100, "
        "or a part of them, such as 0.5%, not \"" +
        raw + "\"");
  }
  if (is_percent) {
    errors.max_percent = percent;
  } else {
    errors.max_count = count;
  }
}

}  // namespace csvimport
