#include "load/record_advice.hpp"

#include "base/message_text.hpp"
#include "csv/blank.hpp"
#include "schema/likely_marks.hpp"
#include "sniff/sniffer.hpp"

#include <algorithm>

namespace csvimport {
namespace {

constexpr std::string_view kEscapeAdvice =
    "; if a backslash makes the next character literal, use --escape '\\'";
constexpr std::string_view kTrimAdvice =
    "; if blanks around fields are no data, use --trim";

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Whether a quote stands behind a delimiter and blanks.
bool has_quote_behind_blanks(std::string_view record, std::string_view quote) {
  for (std::size_t at = record.find(quote); at != record.npos;
       at = record.find(quote, at + 1)) {
    const std::string_view before = record.substr(0, at);
    const std::size_t text = before.find_last_not_of(" \t");
    const bool starts_field = text == before.npos || before[text] == '\0';
    if (starts_field && text + 1 != at) return true;
  }
  return false;
}

// Whether nothing but blanks stands behind the quote that closes the field
// that ends at `end`.
bool has_blanks_behind(std::string_view record, const char* end) {
  const auto at = static_cast<std::size_t>(end - record.data()) + 1;
  const std::size_t text = record.find_first_not_of(" \t", at);
  return text == record.npos || record[text] == '\0';
}

// Whether it would be a delimiter in other files.
bool holds_other_delimiter(std::string_view record,
                           const std::string& delimiter) {
  const auto is_other = [&](char byte) {
    return byte != delimiter[0] && holds(record, {&byte, 1});
  };
  return std::any_of(kUsualDelimiters.begin(), kUsualDelimiters.end(),
                     is_other) ||
         std::any_of(kRareDelimiters.begin(), kRareDelimiters.end(), is_other);
}

}  // namespace

std::string header_advice(std::uint64_t lines) {
  return "; if the header is line " + std::to_string(lines + 1) +
         ", use --skip " + std::to_string(lines);
}

std::string width_advice(std::string_view record, std::size_t fields,
                         const LoadPlan& plan) {
  const Dialect& dialect = plan.dialect;
  std::string advice;
  if (plan.skip_hint > 0 && !plan.skips_bad_records) {
    return header_advice(plan.skip_hint);
  }
  const bool may_be_cut_wrongly =
      plan.names.fields.size() == 1 ||
      holds_other_delimiter(record, dialect.delimiter);
  if (plan.delimiter_is_sniffed && may_be_cut_wrongly) {
    advice = "; fields are cut at " + quoted_for_message(dialect.delimiter);
  }
  if (plan.skips_bad_records) return advice;
  if (fields <= plan.names.fields.size()) return advice;
  const bool has_one_more = fields == plan.names.fields.size() + 1;
  if (has_one_more && record.ends_with('\0') && advice.empty()) {
    return "; --lenient drops the empty field at its end";
  }
  if (dialect.escape) return advice;
  if (!plan.has_plain_backslashes &&
      holds(record, std::string_view("\\\0", 2))) {
    return advice += kEscapeAdvice;
  }
  const bool trims = dialect.quote && !dialect.drops_blanks() &&
                     has_quote_behind_blanks(record, dialect.quote->bytes());
  return trims ? advice += kTrimAdvice : advice;
}

std::string quote_advice(std::string_view record, std::string_view field,
                         const LoadPlan& plan) {
  if (plan.skips_bad_records) return "";
  const Dialect& dialect = plan.dialect;
  if (field.ends_with('\\') && !dialect.escape && !plan.has_plain_backslashes) {
    return std::string(kEscapeAdvice);
  }
  // Such a field has moved in the record.
  if (dialect.quote && holds(field, dialect.quote->bytes())) return "";
  const bool is_in_record = field.data() >= record.data() &&
                            field.data() < record.data() + record.size();
  if (is_in_record && !dialect.drops_blanks() &&
      has_blanks_behind(record, field.data() + field.size())) {
    return std::string(kTrimAdvice);
  }
  const auto delimiters = static_cast<std::size_t>(std::count_if(
      record.begin(), record.end(),
      [&](char byte) { return byte == '\0' || byte == dialect.delimiter[0]; }));
  return delimiters + 1 == plan.names.fields.size()
             ? "; if quotes are data, use --quotechar none"
             : "";
}

std::string marks_advice(std::string_view text) {
  LikelyMarks marks;
  marks.add_text(text);
  const std::string flags = marks.flags();
  return flags.empty() ? ""
                       : "; with " + flags + " (in all columns) it is a number";
}

}  // namespace csvimport
