#include "fuzz_options.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace csvimport {
namespace {

using OptionalChar = std::optional<char>;
using OptionalText = std::optional<std::string_view>;

constexpr std::array<const char*, 12> kDelimiters = {
    ",",  ";",  "\t", "|",   " ",    "~",
    ", ", "||", "::", " | ", "\t\t", "\xE2\x82\xAC"};
constexpr std::array<const char*, 5> kQuotes = {"\"", "'", nullptr, "`",
                                                "\xC3\xBE"};
constexpr std::array<OptionalChar, 3> kEscapes = {std::nullopt, '\\', '^'};
constexpr std::array<OptionalText, 4> kComments = {std::nullopt, "#", "x",
                                                   "//"};
constexpr std::array<reference::Conversion, 4> kConversions = {
    reference::Conversion::kNone, reference::Conversion::kMarks,
    reference::Conversion::kBoolean, reference::Conversion::kDate};
constexpr std::array<std::optional<reference::Type>, 4> kTypes = {
    std::nullopt, reference::Type::kInteger, reference::Type::kReal,
    reference::Type::kText};

// One option after the other.
class OptionBytes {
 public:
  explicit OptionBytes(std::string_view bytes) : bytes_(bytes) {}

  std::size_t number() {
    return static_cast<std::uint8_t>(bytes_[at_++] - '0');
  }
  bool flag() { return number() % 2 == 1; }
  template <class T, std::size_t kCount>
  T one_of(const std::array<T, kCount>& choices) {
    return choices[number() % kCount];
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

std::vector<std::string> nulls_for(std::size_t choice) {
  std::vector<std::string> nulls;
  if (choice % 2 == 1) nulls.emplace_back("NA");
  if (choice / 2 % 2 == 1) nulls.emplace_back("\\N");
  if (choice / 4 % 2 == 1) nulls.emplace_back("0");
  return nulls;
}

std::string flag(const char* name, const std::string& value) {
  return std::string(" --") + name + " '" + value + "'";
}

}  // namespace

FuzzOptions read_options(std::string_view input) {
  OptionBytes bytes(input);
  FuzzOptions options;
  reference::Rules& rules = options.rules;
  rules.delimiter = bytes.one_of(kDelimiters);
  const char* const quote = bytes.one_of(kQuotes);
  rules.quote =
      quote == nullptr ? std::nullopt : std::optional<std::string>(quote);
  rules.escape = bytes.one_of(kEscapes);
  if (const OptionalText comment = bytes.one_of(kComments)) {
    rules.comment = *comment;
  }
  const std::size_t blanks = bytes.number();
  rules.trim = blanks % 2 == 1;
  rules.skips_initial_space = blanks / 2 % 2 == 1;
  rules.footer_records = blanks / 4 % 4;
  rules.line_end = bytes.flag() ? '\r' : '\n';
  rules.has_header = !bytes.flag();
  const std::size_t set_type = bytes.number() % (2 * kTypes.size());
  rules.set_type = kTypes.at(set_type % kTypes.size());
  rules.sets_last_column = set_type >= kTypes.size();
  const std::size_t nulls = bytes.number();
  rules.nulls = nulls_for(nulls);
  rules.nulls_may_be_quoted = nulls / 8 % 2 == 1;
  const std::size_t empty = nulls / 16 % 4;
  rules.replaces_empty = empty > 0;
  if (empty > 1) rules.empty_text = empty == 2 ? "" : "7";
  const std::size_t max_record = bytes.number();
  if (max_record > 0) rules.max_record = max_record;
  options.batch_bytes = 1 + bytes.number();
  const std::size_t others = bytes.number();
  options.skips_bad_records = others % 2 == 1;
  options.samples_all = others / 2 % 2 == 1;
  const std::size_t width = others / 4 % 8;
  const bool is_lenient = others / 32 % 2 == 1;
  if (is_lenient) rules.lenient_width = width;
  rules.c_escapes = rules.escape && others / 64 % 2 == 1;
  options.measures_shape = is_lenient && width == 0;
  rules.conversion = bytes.one_of(kConversions);
  return options;
}

std::string described(const FuzzOptions& options) {
  const reference::Rules& rules = options.rules;
  std::string flags = flag("delimiter", rules.delimiter) +
                      flag("quotechar", rules.quote.value_or("none"));
  if (rules.escape) flags += flag("escape", std::string(1, *rules.escape));
  if (rules.comment) flags += flag("comment", *rules.comment);
  if (rules.c_escapes) flags += " --escapes c";
  if (rules.trim) flags += " --trim";
  if (rules.skips_initial_space) flags += " --skip-initial-space";
  if (rules.footer_records > 0) {
    flags += flag("skip-footer", std::to_string(rules.footer_records));
  }
  if (rules.line_end == '\r') flags += " (lines end at CR)";
  if (!rules.has_header) flags += " --no-headers";
  if (rules.set_type) {
    constexpr std::array<const char*, 3> kNames = {"INTEGER", "REAL", "TEXT"};
    flags += rules.sets_last_column ? " --type LAST=" : " --type FIRST=";
    flags += kNames.at(static_cast<std::size_t>(*rules.set_type));
  }
  constexpr std::array<const char*, 4> kConversionFlags = {
      "", " --decimal , --thousands .", " --boolean FIRST",
      " --date FIRST=%d.%m.%Y"};
  flags += kConversionFlags.at(static_cast<std::size_t>(rules.conversion));
  for (const std::string& null : rules.nulls) flags += flag("null", null);
  if (rules.nulls_may_be_quoted) flags += " --null-quoted";
  if (rules.replaces_empty) {
    flags += !rules.empty_text           ? " --empty null"
             : rules.empty_text->empty() ? " --empty text"
                                         : " --empty default (7)";
  }
  flags += flag("max-record", std::to_string(rules.max_record));
  flags += flag("batch-size", std::to_string(options.batch_bytes));
  if (options.skips_bad_records) flags += " --on-error skip";
  if (rules.lenient_width) {
    flags += " --lenient (width " + std::to_string(*rules.lenient_width) +
             ", lines skipped " + std::to_string(rules.preamble_lines) + ")";
  }
  return flags.substr(1);
}

}  // namespace csvimport
