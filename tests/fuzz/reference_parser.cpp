#include "reference_parser.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace csvimport::reference {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMaxSignificantDigits = 17;
constexpr std::size_t kMaxColumns = 2000;

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

// Of the white space, or the character that nobody sees, at the start of a
// name.
std::size_t blank_size(std::string_view text) {
  if (text.empty()) return 0;
  if (std::string_view(" \t\r\n\v\f").find(text[0]) != text.npos) return 1;
  if (text.starts_with("\u00A0")) return 2;
  for (const std::string_view one :
       {"\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
        "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u200B",
        "\u200E", "\u200F", "\u2028", "\u2029", "\u202A", "\u202B",
        "\u202C", "\u202D", "\u202E", "\u202F", "\u205F", "\u2060",
        "\u2066", "\u2067", "\u2068", "\u2069", "\uFEFF"}) {
    if (text.starts_with(one)) return one.size();
  }
  return 0;
}

// A name without what is dropped around it.
std::string_view trimmed_name(std::string_view text) {
  while (const std::size_t size = blank_size(text)) text.remove_prefix(size);
  for (std::size_t size = 1; size <= std::min<std::size_t>(3, text.size());) {
    if (blank_size(text.substr(text.size() - size)) == size) {
      text.remove_suffix(size);
      size = 1;
    } else {
      ++size;
    }
  }
  return text;
}

// Which quotes enclose fields.
enum class Quotes {
  kAll,
  kClean,  // of one line, those that close with nothing behind them
  kOuter,  // of one line, each with the first that a delimiter or its end
           // follows
};

// Reads one record of a text, from left to right.
class Scanner {
 public:
  Scanner(std::string_view text, const Rules& rules, std::size_t begin)
      : text_(text), rules_(rules), at_(begin) {}

  Record take() {
    Record record;
    record.begin = at_;
    take_marks();
    record.is_comment = starts_comment();
    if (record.is_comment) {
      take_comment();
    } else {
      take_fields(record);
    }
    take_line_end(record);
    return record;
  }

  Record take_line(Quotes quotes) {
    Record record;
    record.begin = at_;
    take_marks();
    Scanner line(text_.substr(0, line_end()), rules_, at_);
    line.quotes_ = quotes;
    line.take_fields(record);
    at_ = line.at_;
    take_line_end(record);
    return record;
  }

 private:
  // Where a file was appended to another.
  void take_marks() {
    while (sees(kByteOrderMark)) at_ += kByteOrderMark.size();
  }
  void take_line_end(Record& record) {
    record.text_end = at_;
    const std::size_t line_end = at_end() ? 0 : line_end_size();
    at_ += line_end;
    record.end = at_;
    record.has_end = line_end > 0 && text_[at_ - 1] == rules_.line_end;
  }
  // Where the line under way ends, quotes or not.
  [[nodiscard]] std::size_t line_end() const {
    Scanner ahead = *this;
    while (!ahead.at_end() && ahead.line_end_size() == 0) {
      if (ahead.sees(rules_.escape)) {
        ahead.take_escaped();
      } else {
        ++ahead.at_;
      }
    }
    return ahead.at_;
  }

  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] bool sees(std::string_view word) const {
    return text_.substr(at_, word.size()) == word;
  }
  [[nodiscard]] bool sees_quote() const {
    return rules_.quote && sees(*rules_.quote);
  }
  [[nodiscard]] bool sees(const std::optional<char>& byte) const {
    return byte && !at_end() && text_[at_] == *byte;
  }

  // A record ends at LF or CRLF, or at CR; a CR that ends the file belongs to
  // a line end cut short.
  [[nodiscard]] std::size_t line_end_size() const {
    if (quotes_ != Quotes::kAll) return 0;
    if (sees(rules_.line_end)) return 1;
    if (rules_.line_end == '\r' || !sees('\r')) return 0;
    if (sees("\r\n")) return 2;
    return at_ + 1 == text_.size() ? 1 : 0;
  }

  // Spaces and tabs around fields are dropped, unless they are the delimiter.
  [[nodiscard]] bool sees_dropped_blank() const {
    return rules_.trim && (sees(' ') || sees('\t')) && !sees(rules_.delimiter);
  }

  // Padding is dropped before fields only.
  [[nodiscard]] bool sees_padding() const {
    return sees_dropped_blank() ||
           (rules_.skips_initial_space && sees(' ') && !sees(rules_.delimiter));
  }

  // A comment is a line that starts with the character, with trimming also
  // behind blanks.
  [[nodiscard]] bool starts_comment() const {
    Scanner ahead = *this;
    while (ahead.sees_dropped_blank()) ++ahead.at_;
    return rules_.comment && ahead.sees(*rules_.comment);
  }
  void take_comment() {
    while (!at_end() && line_end_size() == 0) ++at_;
  }

  void take_fields(Record& record) {
    for (;;) {
      record.fields.emplace_back();
      if (!take_field(record.fields.back())) {
        record.open_quote = open_quote_;
        return;
      }
      if (at_end() || !sees(rules_.delimiter)) break;
      at_ += rules_.delimiter.size();
    }
    const Field& first = record.fields.front();
    record.is_blank =
        record.fields.size() == 1 && !first.quoted && first.raw.empty();
    record.has_stray_quote = has_stray_quote_;
    record.has_loose_line_feed = has_loose_line_feed_;
  }

  // A quote opens a quoted field only as the first character of the field,
  // after dropped blanks. False if it does not close.
  bool take_field(Field& field) {
    field.begin = at_;
    while (sees_padding()) ++at_;
    const bool has_quote = sees_quote();
    field.has_literal_quote = has_quote && !encloses();
    field.quoted = has_quote && !field.has_literal_quote;
    if (field.quoted && !take_enclosed(field)) return false;
    take_unquoted(field.quoted ? field.text_after_quote : field.text,
                  field.raw);
    if (field.quoted) drop_blanks_behind(field);
    return true;
  }
  bool take_enclosed(Field& field) {
    return quotes_ == Quotes::kOuter ? take_outer(field) : take_quoted(field);
  }
  // Where records are read leniently, blanks behind a closing quote are no
  // text.
  void drop_blanks_behind(Field& field) const {
    const bool has_text = field.raw.find_first_not_of(" \t") != field.raw.npos;
    if (!rules_.lenient_width || has_text) return;
    field.raw.clear();
    field.text_after_quote.clear();
  }
  // Whether the quote here opens a field.
  [[nodiscard]] bool encloses() const {
    if (quotes_ == Quotes::kAll) return true;
    Scanner ahead = *this;
    Field field;
    if (!ahead.take_enclosed(field)) return false;
    ahead.take_unquoted(field.text_after_quote, field.raw);
    drop_blanks_behind(field);
    return field.raw.empty();
  }

  // Up to the quote that nothing but blanks follows; the others are data.
  bool take_outer(Field& field) {
    at_ += rules_.quote->size();
    while (!at_end()) {
      if (sees(rules_.escape)) {
        field.text += take_escaped();
      } else if (!sees_quote()) {
        field.text += text_[at_++];
      } else {
        const bool is_outer = is_outer_quote();
        at_ += rules_.quote->size();
        if (is_outer) return true;
        field.text += *rules_.quote;
        if (sees_quote() && !is_outer_quote()) {
          at_ += rules_.quote->size();
        } else {
          ++field.inner_quotes;
        }
      }
    }
    return false;
  }
  [[nodiscard]] bool is_outer_quote() const {
    Scanner ahead = *this;
    ahead.at_ += rules_.quote->size();
    while ((ahead.sees(' ') || ahead.sees('\t')) &&
           !ahead.sees(rules_.delimiter)) {
      ++ahead.at_;
    }
    return ahead.at_end() || ahead.sees(rules_.delimiter);
  }

  // Inside quotes everything is literal; a doubled quote is one quote.
  bool take_quoted(Field& field) {
    std::string& text = field.text;
    open_quote_ = at_;
    at_ += rules_.quote->size();
    const std::size_t inside = at_;
    while (!at_end()) {
      field.raw_inside = text_.substr(inside, at_ - inside);
      if (sees(rules_.escape)) {
        text += take_escaped();
      } else if (!sees_quote()) {
        if (sees(rules_.line_end)) {
          field.spans_lines = true;
          field.last_line = at_ + 1;
        }
        text += text_[at_++];
      } else {
        at_ += rules_.quote->size();
        if (!sees_quote()) return true;
        at_ += rules_.quote->size();
        text += *rules_.quote;
      }
    }
    return false;
  }

  // What is not quoted ends at a delimiter or a line end. `text` and `raw` are
  // without the blanks at the end, but for escaped ones.
  void take_unquoted(std::string& text, std::string& raw) {
    const std::size_t begin = at_;
    std::string all;
    bool is_behind_escaped_cr = false;
    while (!at_end() && !sees(rules_.delimiter) && line_end_size() == 0) {
      const bool is_dropped_at_the_end = sees_dropped_blank();
      if (sees(rules_.escape)) {
        all += take_escaped();
        is_behind_escaped_cr = text_[at_ - 1] == '\r';
      } else {
        // An escaped CRLF is one also where lines end at CR.
        if (sees('\n') && !is_behind_escaped_cr) has_loose_line_feed_ = true;
        is_behind_escaped_cr = false;
        has_stray_quote_ |= sees_quote();
        all += text_[at_++];
      }
      if (is_dropped_at_the_end) continue;
      text = all;
      raw = text_.substr(begin, at_ - begin);
    }
  }

  // An escape makes a delimiter, a line end or any one byte literal, and is
  // dropped; one that ends the file is literal itself. Some letters and numbers
  // stand for bytes.
  std::string take_escaped() {
    if (at_ + 1 == text_.size()) return std::string(text_.substr(at_++, 1));
    ++at_;
    if (rules_.c_escapes) {
      if (const std::optional<char> byte = take_c_escape()) return {*byte};
    }
    std::size_t size = 1;
    if (sees(rules_.delimiter)) {
      size = rules_.delimiter.size();
    } else if (rules_.line_end == '\n' && sees("\r\n")) {
      size = 2;
    }
    at_ += size;
    return std::string(text_.substr(at_ - size, size));
  }

  // What stands behind an escape, if it is not literal.
  std::optional<char> take_c_escape() {
    for (const auto& [letter, byte] : {std::pair{'n', '\n'},
                                       {'t', '\t'},
                                       {'r', '\r'},
                                       {'b', '\b'},
                                       {'f', '\f'},
                                       {'v', '\v'},
                                       {'Z', '\x1A'},
                                       {'0', '\0'}}) {
      if (!sees(letter)) continue;
      ++at_;
      return byte;
    }
    if (sees('x')) {
      ++at_;
      if (const auto byte = take_number("0123456789abcdef", 2)) return byte;
      --at_;
      return std::nullopt;
    }
    return take_number("01234567", 3);
  }
  // Of some digits, each worth its place among them, in any case.
  std::optional<char> take_number(std::string_view digits, std::size_t most) {
    int number = 0;
    std::size_t taken = 0;
    for (; taken < most && !at_end(); ++taken, ++at_) {
      const char byte = text_[at_];
      const bool is_upper = byte >= 'A' && byte <= 'Z';
      const std::size_t digit =
          digits.find(is_upper ? static_cast<char>(byte - 'A' + 'a') : byte);
      if (digit == digits.npos) break;
      number =
          number * static_cast<int>(digits.size()) + static_cast<int>(digit);
    }
    if (taken == 0) return std::nullopt;
    return number > 0xFF ? '\xFF' : static_cast<char>(number);
  }

  std::string_view text_;
  const Rules& rules_;
  std::size_t at_;
  Quotes quotes_ = Quotes::kAll;  // if not, the text is the record
  std::size_t open_quote_ = 0;
  bool has_stray_quote_ = false;  // or behind a closing quote
  bool has_loose_line_feed_ = false;
};

// The line at `begin`, as a record.
Record take_line(std::string_view text, const Rules& rules, std::size_t begin,
                 Quotes quotes) {
  return Scanner(text, rules, begin).take_line(quotes);
}

// The number of line ends in [begin, end) of the text.
std::uint64_t count_line_ends(std::string_view text, const Rules& rules,
                              std::size_t begin, std::size_t end) {
  std::uint64_t count = 0;
  for (std::size_t at = begin; at < end; ++at) {
    if (text[at] == rules.line_end) ++count;
  }
  return count;
}

// Whether the last character is an escape that is not escaped itself.
bool ends_in_escape(std::string_view text, const Rules& rules) {
  std::size_t escapes = 0;
  while (escapes < text.size() &&
         text[text.size() - 1 - escapes] == rules.escape) {
    ++escapes;
  }
  return escapes % 2 == 1;
}

// A record in which the file ends, with a line end that leaves its meaning when
// it is imported again: an escape that ends the file is data, and so is a CR
// behind one.
std::string closed(std::string_view record, const Rules& rules) {
  const std::string line_end(1, rules.line_end);
  const std::string bytes(record);
  if (ends_in_escape(record, rules)) return bytes + *rules.escape + line_end;
  const bool ends_in_escaped_cr =
      record.size() > 1 && record.back() == '\r' &&
      ends_in_escape(record.substr(0, record.size() - 1), rules);
  return bytes + (ends_in_escaped_cr && line_end == "\n" ? "\r\n" : line_end);
}

// Whether something stands in a field, which may be nothing but NULL.
bool has_content(const Field& field) {
  return !field.text.empty() || !field.raw.empty();
}
bool is_overfull(const Record& record, std::size_t width) {
  for (std::size_t i = width; i < record.fields.size(); ++i) {
    if (has_content(record.fields[i])) return true;
  }
  return false;
}
// A record fits if it has as many fields as most, surplus empty ones aside.
bool fits(const Record& record, std::size_t width) {
  return record.fields.size() >= width && !is_overfull(record, width);
}
// Whether text stands behind a closing quote.
bool has_text_behind(const Record& record) {
  return std::any_of(
      record.fields.begin(), record.fields.end(),
      [](const Field& field) { return field.quoted && !field.raw.empty(); });
}
bool has_literal_quote(const Record& record) {
  return std::any_of(
      record.fields.begin(), record.fields.end(),
      [](const Field& field) { return field.has_literal_quote; });
}
// The first field, if any, whose quote closes in a later line than it opened,
// with text behind it.
const Field* find_late_text(const Record& record) {
  const auto late = std::find_if(
      record.fields.begin(), record.fields.end(), [](const Field& field) {
        return field.spans_lines && !field.raw.empty();
      });
  return late == record.fields.end() ? nullptr : &*late;
}

// Text after a closing quote is kept.
void keep_text_after_quotes(Record& record, Repairs& repairs) {
  for (Field& field : record.fields) {
    if (!field.quoted || field.raw.empty()) continue;
    field.text += field.text_after_quote;
    ++repairs.kept_texts;
  }
}

// A quote that does not open a field is an ordinary character.
void count_literal_quotes(const Record& record, Repairs& repairs) {
  for (const Field& field : record.fields) {
    if (field.has_literal_quote) ++repairs.literal_quotes;
    repairs.literal_quotes += field.inner_quotes;
  }
}

// A short record is padded with NULL.
void pad(Record& record, std::size_t width, Repairs& repairs) {
  if (record.fields.size() >= width) return;
  Field missing;
  missing.is_missing = true;
  record.fields.resize(width, missing);
  ++repairs.padded_records;
}

// Surplus empty fields are dropped, if all surplus fields are empty.
void drop_surplus(Record& record, std::size_t width, Repairs& repairs) {
  if (record.fields.size() <= width || is_overfull(record, width)) return;
  record.fields.resize(width);
  ++repairs.cut_records;
}

void add(const Repairs& some, Repairs& all) {
  all.padded_records += some.padded_records;
  all.cut_records += some.cut_records;
  all.repeated_headers += some.repeated_headers;
  all.kept_texts += some.kept_texts;
  all.literal_quotes += some.literal_quotes;
  all.replaced_characters += some.replaced_characters;
}

// Takes apart a number whose decimal mark is `decimal`, with or without groups
// of three digits, which `separator` parts; '\0' for none. Gives it as SQL
// writes it, blanks around it included; none if it is no such number.
std::optional<std::string> plain_number(const std::string& text, char decimal,
                                        char separator) {
  const auto is_blank = [](char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
  };
  std::string body = text;
  std::string behind;
  while (!body.empty() && is_blank(body.back())) {
    behind.insert(behind.begin(), body.back());
    body.pop_back();
  }
  std::size_t at = 0;
  std::string plain;
  while (at < body.size() && is_blank(body[at])) plain += body[at++];
  const auto take_sign = [&] {
    if (at < body.size() && (body[at] == '-' || body[at] == '+')) {
      plain += body[at++];
    }
  };
  const auto take_digits = [&] {
    std::size_t count = 0;
    for (; at < body.size() && is_digit(body[at]); ++count) plain += body[at++];
    return count;
  };
  take_sign();
  std::size_t digits = take_digits();
  bool has_groups = false;
  while (separator != '\0' && at < body.size() && body[at] == separator) {
    if (!has_groups && (digits == 0 || digits > 3)) return std::nullopt;
    has_groups = true;
    ++at;
    if (take_digits() != 3) return std::nullopt;
  }
  if (at < body.size() && body[at] == decimal) {
    plain += '.';
    ++at;
    digits += take_digits();
  }
  if (digits == 0) return std::nullopt;
  if (!has_groups && at < body.size() && (body[at] | 0x20) == 'e') {
    plain += body[at++];
    take_sign();
    if (take_digits() == 0) return std::nullopt;
  }
  if (at != body.size()) return std::nullopt;
  return plain + behind;
}
std::optional<std::string> plain_number(const std::string& text) {
  return plain_number(text, ',', '.');
}

// Whether SQL would take it for a number.
bool looks_like_number(const std::string& text) {
  return plain_number(text, '.', '\0').has_value();
}

std::optional<bool> read_boolean_word(std::string text) {
  for (char& byte : text) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  }
  for (const char* const yes : {"true", "yes", "t", "y", "1"}) {
    if (text == yes) return true;
  }
  for (const char* const no : {"false", "no", "f", "n", "0"}) {
    if (text == no) return false;
  }
  return std::nullopt;
}

// 2025-12-31 for 31.12.2025; none for another text, or where there is no such
// day.
std::optional<std::string> iso_date(const std::string& text) {
  const std::size_t first = text.find('.');
  const std::size_t second = text.find('.', std::min(first, text.size()) + 1);
  if (first == text.npos || second == text.npos) return std::nullopt;
  const std::string parts[3] = {text.substr(0, first),
                                text.substr(first + 1, second - first - 1),
                                text.substr(second + 1)};
  for (const std::string& part : parts) {
    const bool is_year = &part == &parts[2];
    if (part.empty() || part.size() > (is_year ? 4U : 2U)) return std::nullopt;
    if (is_year && part.size() != 4) return std::nullopt;
    if (!std::all_of(part.begin(), part.end(), is_digit)) return std::nullopt;
  }
  const std::chrono::year_month_day date(
      std::chrono::year(std::stoi(parts[2])),
      std::chrono::month(static_cast<unsigned>(std::stoi(parts[1]))),
      std::chrono::day(static_cast<unsigned>(std::stoi(parts[0]))));
  if (!date.ok()) return std::nullopt;
  const auto two_digits = [](const std::string& digits) {
    return digits.size() == 1 ? '0' + digits : digits;
  };
  return parts[2] + '-' + two_digits(parts[1]) + '-' + two_digits(parts[0]);
}

// Takes a file apart, record by record.
class TableReader {
 public:
  TableReader(std::string_view file, const Rules& rules)
      : text_(file), rules_(rules) {
    if (text_.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
      text_.remove_prefix(kByteOrderMark.size());
    }
    skip_preamble();
  }

  Table read() {
    if (!(rules_.has_header ? take_header() : look_at_first_record())) {
      return std::move(table_);
    }
    std::vector<Taken> before_records{taken()};
    while (at_ < text_.size() && !table_.failure) {
      const Taken before = taken();
      if (take_next()) before_records.push_back(before);
    }
    if (!table_.failure) leave_out_footer(before_records);
    choose_types();
    for (Good& record : good_) add_row(record);
    return std::move(table_);
  }

 private:
  // A record that keeps the rules of section 4.
  struct Good {
    std::uint64_t number = 0;
    std::vector<Field> fields;
  };
  // The record that comes next, and how its quotes are read.
  struct Next {
    Record record;
    Quotes quotes = Quotes::kAll;
  };

  // How much there is of everything.
  struct Taken {
    std::uint64_t records = 0;
    std::size_t good = 0;
    std::size_t bad = 0;
    Repairs repairs;
  };
  [[nodiscard]] Taken taken() const {
    return {table_.records, good_.size(), table_.bad.size(), table_.repairs};
  }
  // The last records, blank lines and comments not counted, and what stands
  // behind the first of them are as if they had never been; all, if there are
  // not so many.
  void leave_out_footer(const std::vector<Taken>& before_records) {
    if (rules_.footer_records == 0) return;
    const std::size_t records = before_records.size() - 1;
    const Taken& before =
        rules_.footer_records > records
            ? before_records.front()
            : before_records[1 + records - rules_.footer_records];
    table_.records = before.records;
    good_.resize(before.good);
    table_.bad.resize(before.bad);
    table_.repairs = before.repairs;
  }

  // Whatever is in its lines.
  void skip_preamble() {
    for (std::size_t i = 0; i < rules_.preamble_lines; ++i) {
      while (at_ < text_.size() && text_[at_] != rules_.line_end) ++at_;
      if (at_ < text_.size()) ++at_;
    }
    first_ = at_;
  }

  // A quote in a quoted field that is not doubled is data, where all fields of
  // the line so have a closing one. Else, an opening quote that never closes,
  // that closes in a later line before text, or whose record only fits without
  // it, is an ordinary character, and the record ends where its line ends. But
  // one before text is believed where the record only fits so, unless the line
  // where it closes is, or begins, a record that keeps the rules.
  // Quotes that make no field too many are believed where neither reading fits.
  [[nodiscard]] Next take_next_record() const {
    Next by_quotes{take_record(text_, rules_, at_), Quotes::kAll};
    const Record& record = by_quotes.record;
    if (!rules_.lenient_width || record.is_comment || record.is_blank) {
      return by_quotes;
    }
    const bool is_whole = !record.open_quote && !is_too_long(record);
    if (is_whole && !has_text_behind(record) && fits(record, width_)) {
      return by_quotes;
    }
    Next by_outer{take_line(text_, rules_, at_, Quotes::kOuter),
                  Quotes::kOuter};
    if (!is_too_long(by_outer.record) && !has_literal_quote(by_outer.record) &&
        fits(by_outer.record, width_)) {
      return by_outer;
    }
    Next by_line{take_line(text_, rules_, at_, Quotes::kClean), Quotes::kClean};
    if (!is_whole) return by_line;
    const Field* const late = find_late_text(record);
    if (fits(record, width_) && late == nullptr) return by_quotes;
    if (fits(by_line.record, width_)) return by_line;
    if (fits(record, width_)) {
      return ends_another_record(record, late->last_line) ? by_line : by_quotes;
    }
    return late != nullptr || is_overfull(record, width_) ? by_line : by_quotes;
  }
  // Whether a line of the record begins one that keeps the rules.
  [[nodiscard]] bool ends_another_record(const Record& record,
                                         std::size_t line) const {
    const Record other = take_record(text_, rules_, line);
    return other.end == record.end && !other.open_quote &&
           !has_text_behind(other) && !other.has_stray_quote &&
           fits(other, width_);
  }

  // What is to be mended in the record, done.
  [[nodiscard]] Record mended(const Next& next, Repairs& repairs) const {
    const Record& record = next.record;
    const RepairedText text =
        repaired(text_.substr(record.begin, record.end - record.begin));
    Record good = next.quotes == Quotes::kAll
                      ? take_record(text.text, rules_, 0)
                      : take_line(text.text, rules_, 0, next.quotes);
    repairs.replaced_characters += text.replaced;
    keep_text_after_quotes(good, repairs);
    count_literal_quotes(good, repairs);
    pad(good, width_, repairs);
    drop_surplus(good, width_, repairs);
    return good;
  }

  [[nodiscard]] std::uint64_t line_of(std::size_t place) const {
    return 1 + count_line_ends(text_, rules_, 0, place);
  }
  bool fail(Problem problem, std::size_t place) {
    table_.failure = Defect{0, line_of(place), problem, {}, 0, ""};
    return false;
  }

  // The first record says how many columns there are, so nothing may be wrong
  // with it. The blank lines and comments before a header are passed over.
  bool take_header() {
    for (;;) {
      if (at_ == text_.size()) return fail(Problem::kNothingToRead, 0);
      const Next next = take_next_record();
      const Record& record = next.record;
      if (!check_first(next)) return false;
      at_ = record.end;
      if (!record.is_comment && !record.is_blank) return true;
    }
  }
  // Without one they stay in place, as the first record does.
  bool look_at_first_record() {
    if (!take_header()) return false;
    at_ = first_;
    header_.clear();
    table_.repairs = {};
    return true;
  }
  bool check_first(const Next& next) {
    const Record& record = next.record;
    if (is_too_long(record)) {
      const auto quote = open_quote_within_limit(record);
      return quote ? fail(Problem::kOpenQuote, *quote)
                   : fail(Problem::kTooLong, record.begin);
    }
    if (record.open_quote) return fail(Problem::kOpenQuote, *record.open_quote);
    if (record.is_comment || record.is_blank) return true;
    if (rules_.lenient_width) {
      const Record names = mended(next, table_.repairs);
      if (names.fields.size() > kMaxColumns) {
        return fail(Problem::kTooManyColumns, record.begin);
      }
      if (const auto problem = problem_with_escapes(names)) {
        return fail(*problem, record.begin);
      }
      learn_width(names);
      learn_header(names.fields);
      return true;
    }
    if (const auto defect = find_byte_defect(record)) {
      return fail(defect->problem, record.begin);
    }
    if (record.text_after_quote()) {
      return fail(Problem::kTextAfterQuote, record.begin);
    }
    if (record.fields.size() > kMaxColumns) {
      return fail(Problem::kTooManyColumns, record.begin);
    }
    if (const auto problem = problem_with_escapes(record)) {
      return fail(*problem, record.begin);
    }
    table_.columns = record.fields.size();
    learn_header(record.fields);
    return true;
  }
  // The width is what most records have, or more where there are names for it.
  void learn_width(const Record& names) {
    const auto has_name = [](const Field& field) {
      return !trimmed_name(field.text).empty();
    };
    table_.columns = names.fields.size();
    while (table_.columns > width_ &&
           !has_name(names.fields[table_.columns - 1])) {
      --table_.columns;
    }
    width_ = table_.columns;
  }

  // A record that does not end is as long as the rest of the file. An escape
  // that ends the file counts twice, as it must be written to be read again.
  [[nodiscard]] bool is_too_long(const Record& record) const {
    const std::size_t size = record.text_end - record.begin;
    const bool ends_so = !record.has_end && record.end == text_.size() &&
                         ends_in_escape(text_of(record), rules_);
    return size + (ends_so ? 1 : 0) > rules_.max_record;
  }
  // A quote never closed is given up after so many bytes.
  [[nodiscard]] std::optional<std::size_t> open_quote_within_limit(
      const Record& record) const {
    if (!is_too_long(record)) return record.open_quote;
    return take_record(text_.substr(0, record.begin + rules_.max_record),
                       rules_, record.begin)
        .open_quote;
  }

  // Whether it took anything but a blank line or a comment.
  bool take_next() {
    const Next next = take_next_record();
    Record record = next.record;
    const std::optional<std::size_t> quote = open_quote_within_limit(record);
    if (quote && rules_.lenient_width) {
      fail(Problem::kOpenQuote, *quote);
      return false;
    }
    if (quote) {
      take_open_quote(*quote);
      return true;
    }
    if (is_too_long(record)) {
      fail(Problem::kTooLong, record.begin);
      return false;
    }
    at_ = record.end;
    if (record.is_comment) return false;
    if (record.is_blank && table_.columns != 1) return false;
    ++table_.records;
    Repairs repairs;
    std::optional<Defect> defect =
        rules_.lenient_width ? find_lenient_defect(next, record, repairs)
                             : find_defect(record);
    if (defect && rules_.lenient_width &&
        defect->problem == Problem::kRepeatsHeader) {
      ++table_.repairs.repeated_headers;
      return true;
    }
    if (defect) {
      const std::string_view bytes =
          text_.substr(record.begin, record.end - record.begin);
      defect->bytes = record.has_end ? bytes : closed(bytes, rules_);
      add_bad(std::move(*defect));
    } else {
      for (Field& field : record.fields) field = filled(field);
      good_.push_back({table_.records, record.fields});
      add(repairs, table_.repairs);
    }
    return !record.is_blank;
  }

  // The record with a quote that does not close goes up to the end of the line
  // where that opens, if so much may be in a record.
  void take_open_quote(std::size_t quote) {
    const std::size_t begin = at_;
    std::size_t end = quote;
    while (end < text_.size() && text_[end] != rules_.line_end) ++end;
    const bool has_end = end < text_.size();
    const bool is_crlf =
        has_end && rules_.line_end == '\n' && text_[end - 1] == '\r';
    if (end - begin - (is_crlf ? 1 : 0) > rules_.max_record) {
      fail(Problem::kOpenQuote, quote);
      return;
    }
    if (has_end) ++end;
    ++table_.records;
    const std::string_view bytes = text_.substr(begin, end - begin);
    add_bad({0,
             line_of(quote),
             Problem::kOpenQuote,
             {},
             0,
             has_end ? std::string(bytes) : closed(bytes, rules_)});
    at_ = end;
  }

  void add_bad(Defect defect) {
    defect.record = table_.records;
    table_.bad.push_back(std::move(defect));
  }

  [[nodiscard]] std::string_view text_of(const Record& record) const {
    return text_.substr(record.begin, record.text_end - record.begin);
  }
  static std::size_t field_at(const Record& record, std::size_t place) {
    std::size_t field = 0;
    while (field + 1 < record.fields.size() &&
           record.fields[field + 1].begin <= place) {
      ++field;
    }
    return field;
  }

  [[nodiscard]] std::optional<Defect> find_byte_defect(
      const Record& record) const {
    const std::string_view text = text_of(record);
    const std::size_t nul = std::min(text.find('\0'), text.size());
    const std::size_t invalid = find_invalid_byte(text).value_or(text.size());
    const std::size_t place = record.begin + std::min(nul, invalid);
    if (place == record.text_end) return std::nullopt;
    return Defect{0,
                  line_of(place),
                  nul < invalid ? Problem::kNulByte : Problem::kInvalidByte,
                  field_at(record, place),
                  record.fields.size(),
                  ""};
  }

  [[nodiscard]] std::optional<Defect> find_defect(const Record& record) const {
    if (auto defect = find_byte_defect(record)) return defect;
    Defect defect{0,  line_of(record.begin), Problem::kLineFeed,
                  {}, record.fields.size(),  ""};
    if (has_loose_line_feed(record)) return defect;
    if (const auto field = record.text_after_quote()) {
      defect.problem = Problem::kTextAfterQuote;
      defect.field = *field;
      // The line of a field that no column has is not told.
      if (*field < table_.columns && !rules_.c_escapes) {
        defect.line = line_of(record.fields[*field].begin);
      }
      return defect;
    }
    return find_unfit_value(record, defect.line);
  }
  // What no lenient rule mends; `record` becomes the mended one.
  [[nodiscard]] std::optional<Defect> find_lenient_defect(
      const Next& next, Record& record, Repairs& repairs) const {
    const std::uint64_t line = line_of(record.begin);
    if (has_loose_line_feed(record)) {
      return Defect{0, line, Problem::kLineFeed, {}, record.fields.size(), ""};
    }
    Record good = mended(next, repairs);
    record.fields = std::move(good.fields);
    return find_unfit_value(record, line);
  }
  [[nodiscard]] bool has_loose_line_feed(const Record& record) const {
    return rules_.line_end == '\r' && record.has_loose_line_feed;
  }
  [[nodiscard]] std::optional<Defect> find_unfit_value(
      const Record& record, std::uint64_t line) const {
    Defect defect{0, line, Problem::kFieldCount, {}, record.fields.size(), ""};
    if (record.fields.size() != table_.columns) return defect;
    for (std::size_t i = 0; i < table_.columns; ++i) {
      const auto problem = problem_with_escapes(record.fields[i]);
      if (!problem) continue;
      return Defect{0, line, *problem, i, record.fields.size(), ""};
    }
    if (repeats_header(record)) {
      defect.problem = Problem::kRepeatsHeader;
      return defect;
    }
    if (const auto problem =
            problem_with_conversion(filled(record.fields[0]))) {
      defect.problem = *problem;
      defect.field = 0;
      return defect;
    }
    if (!sets_type()) return std::nullopt;
    if (is_misplaced(filled(record.fields[set_column()]))) {
      defect.problem = Problem::kNotMarked;
      defect.field = set_column();
      return defect;
    }
    if (!fits_set_type(filled(record.fields[set_column()]))) {
      defect.problem = *rules_.set_type == Type::kInteger ? Problem::kNotInteger
                                                          : Problem::kNotReal;
      defect.field = set_column();
      return defect;
    }
    return std::nullopt;
  }

  // Where several columns have a name.
  [[nodiscard]] bool repeats_header(const Record& record) const {
    if (header_.size() != record.fields.size()) return false;
    std::size_t names = 0;
    for (std::size_t i = 0; i < header_.size(); ++i) {
      const std::string text = text_beside_nulls(record.fields[i]);
      if (trimmed_name(text) != header_[i]) return false;
      if (!header_[i].empty()) ++names;
    }
    return names > 1;
  }
  // A spelling of NULL with an escape is no text.
  [[nodiscard]] std::string text_beside_nulls(const Field& field) const {
    const bool is_raw_null =
        !field.quoted && rules_.escape &&
        field.raw.find(*rules_.escape) != std::string::npos &&
        std::find(rules_.nulls.begin(), rules_.nulls.end(), field.raw) !=
            rules_.nulls.end();
    return is_raw_null ? "" : field.text;
  }
  void learn_header(const std::vector<Field>& fields) {
    for (const Field& field : fields) {
      header_.emplace_back(trimmed_name(field.text));
    }
  }

  // The bytes that escapes stand for must make a text.
  [[nodiscard]] std::optional<Problem> problem_with_escapes(
      const Field& field) const {
    if (!rules_.c_escapes) return std::nullopt;
    const std::size_t nul = std::min(field.text.find('\0'), field.text.size());
    const std::size_t invalid =
        find_invalid_byte(field.text).value_or(field.text.size());
    if (std::min(nul, invalid) == field.text.size()) return std::nullopt;
    return nul < invalid ? Problem::kEscapedNul : Problem::kEscapedInvalidByte;
  }
  [[nodiscard]] std::optional<Problem> problem_with_escapes(
      const Record& record) const {
    for (const Field& field : record.fields) {
      if (const auto problem = problem_with_escapes(field)) return problem;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::size_t set_column() const {
    return rules_.sets_last_column ? table_.columns - 1 : 0;
  }
  // A column that is converted has its type from that.
  [[nodiscard]] bool sets_type() const {
    return rules_.set_type && !(converts_first() && set_column() == 0);
  }
  [[nodiscard]] bool converts_first() const {
    return rules_.conversion == Conversion::kBoolean ||
           rules_.conversion == Conversion::kDate;
  }

  // Of the first column.
  [[nodiscard]] std::optional<Problem> problem_with_conversion(
      const Field& field) const {
    if (!converts_first() || field.is_filled || is_null(field) ||
        field.text.empty() || converted_first(field.text)) {
      return std::nullopt;
    }
    return rules_.conversion == Conversion::kDate ? Problem::kNotDate
                                                  : Problem::kNotBoolean;
  }
  [[nodiscard]] std::optional<Value> converted_first(
      const std::string& text) const {
    if (rules_.conversion == Conversion::kDate) return iso_date(text);
    if (const auto value = read_boolean_word(text)) return std::int64_t{*value};
    return std::nullopt;
  }

  // A number of SQL that is none by the marks, in a column of numbers.
  [[nodiscard]] bool is_misplaced(const Field& field) const {
    return rules_.conversion == Conversion::kMarks &&
           *rules_.set_type != Type::kText && !is_null(field) &&
           !field.text.empty() && !plain_number(field.text) &&
           looks_like_number(field.text);
  }
  // By the marks that there are.
  [[nodiscard]] Number number_of(const std::string& text) const {
    if (rules_.conversion != Conversion::kMarks) return read_number(text);
    const std::optional<std::string> plain = plain_number(text);
    return plain ? read_number(*plain) : Number{};
  }

  // A value that does not fit a type that was set makes a bad record.
  [[nodiscard]] bool fits_set_type(const Field& field) const {
    if (*rules_.set_type == Type::kText) return true;
    if (is_null(field) || field.text.empty()) return true;
    const Number number = number_of(field.text);
    if (*rules_.set_type == Type::kInteger) return number.integer.has_value();
    return number.real || number.bare_exponent;
  }

  // The field as it counts, where empty ones become something else.
  [[nodiscard]] Field filled(const Field& field) const {
    if (!rules_.replaces_empty || field.is_missing || !field.text.empty()) {
      return field;
    }
    Field filled;
    filled.is_filled = rules_.empty_text.has_value();
    filled.text = rules_.empty_text.value_or("");
    return filled;
  }

  // A field that is empty or spells NULL, unquoted or where quotes make no
  // difference. A spelling with an escape is compared before escapes are taken
  // away.
  [[nodiscard]] bool is_null(const Field& field) const {
    if (field.is_filled) return false;
    if (field.quoted && !rules_.nulls_may_be_quoted) return false;
    if (field.text.empty() && field.raw.empty()) return true;
    std::vector<std::string> nulls = rules_.nulls;
    if (rules_.c_escapes) nulls.push_back({*rules_.escape, 'N'});
    return std::any_of(nulls.begin(), nulls.end(), [&](const auto& null) {
      const bool is_raw =
          rules_.escape && null.find(*rules_.escape) != std::string::npos;
      if (!is_raw) return null == field.text;
      if (!field.quoted) return null == field.raw;
      return field.raw.empty() && null == field.raw_inside;
    });
  }

  // INTEGER if every value is one; else REAL if every value is one; else TEXT.
  // Neither NULL nor an empty field is a value here.
  void choose_types() {
    for (std::size_t column = 0; column < table_.columns; ++column) {
      bool has_value = false;
      bool all_integers = true;
      bool all_reals = true;
      for (const Good& record : good_) {
        const Field& field = record.fields[column];
        if (is_null(field) || field.text.empty()) continue;
        const Number number = number_of(field.text);
        has_value = true;
        all_integers = all_integers && number.integer;
        all_reals = all_reals && number.real;
      }
      table_.types.push_back(!has_value     ? Type::kText
                             : all_integers ? Type::kInteger
                             : all_reals    ? Type::kReal
                                            : Type::kText);
    }
    if (table_.types.empty()) return;
    if (converts_first()) {
      table_.types[0] =
          rules_.conversion == Conversion::kDate ? Type::kText : Type::kInteger;
    }
    if (sets_type()) table_.types[set_column()] = *rules_.set_type;
  }

  void add_row(const Good& record) {
    Row row{record.number, {}};
    for (std::size_t column = 0; column < table_.columns; ++column) {
      const Field& field = record.fields[column];
      const bool is_converted =
          converts_first() && column == 0 && !field.is_filled;
      row.values.push_back(is_converted
                               ? converted_value(field)
                               : value_of(field, table_.types[column]));
    }
    table_.rows.push_back(std::move(row));
  }
  [[nodiscard]] Value converted_value(const Field& field) const {
    if (is_null(field) || field.text.empty()) return {};
    return *converted_first(field.text);
  }
  [[nodiscard]] Value value_of(const Field& field, Type type) const {
    if (is_null(field)) return {};
    if (type == Type::kText) return field.text;
    if (field.text.empty()) return {};  // quoted: only TEXT has room for it
    const Number number = number_of(field.text);
    if (type == Type::kInteger) return *number.integer;
    return number.real ? *number.real : *number.bare_exponent;
  }

  std::string_view text_;
  const Rules& rules_;
  std::size_t width_ = rules_.lenient_width.value_or(0);
  std::vector<std::string> header_;  // its fields, in a file that has one
  std::size_t at_ = 0;
  std::size_t first_ = 0;  // where the preamble ends
  Table table_;
  std::vector<Good> good_;
};

// "0", or an optional "-" and digits without leading zero, in 64 bits.
std::optional<std::int64_t> read_integer(const std::string& text) {
  if (text == "0") return 0;
  const bool is_negative = !text.empty() && text.front() == '-';
  const std::string digits = text.substr(is_negative ? 1 : 0);
  if (digits.empty() || digits.front() == '0') return std::nullopt;
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  const std::string limit =
      is_negative ? "9223372036854775808" : "9223372036854775807";
  if (digits.size() > limit.size()) return std::nullopt;
  if (digits.size() == limit.size() && digits > limit) return std::nullopt;
  std::uint64_t magnitude = 0;
  for (const char digit : digits) {
    magnitude = magnitude * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return static_cast<std::int64_t>(is_negative ? 0 - magnitude : magnitude);
}

std::size_t significant_digits(const std::string& digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string::npos ? 0 : digits.size() - first;
}

std::string take_digits(const std::string& text, std::size_t& at) {
  const std::size_t begin = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  return text.substr(begin, at - begin);
}

// The double nearest to a decimal number: none beyond the finite ones, and none
// where it would make a zero of what is not.
std::optional<double> nearest_double(const std::string& text,
                                     bool has_significant_digits) {
  const double value = std::strtod(text.c_str(), nullptr);
  if (!std::isfinite(value)) return std::nullopt;
  if (value == 0 && has_significant_digits) return std::nullopt;
  return value;
}

// A character of UTF-8, or what there is of one.
struct Sequence {
  std::size_t size = 1;
  bool is_character = false;
};

// What stands at a place of the text (Unicode, table 3-7).
Sequence sequence_at(std::string_view text, std::size_t at) {
  const auto is_within = [&](std::size_t place, unsigned first, unsigned last) {
    if (place >= text.size()) return false;
    const auto byte = static_cast<unsigned char>(text[place]);
    return byte >= first && byte <= last;
  };
  const auto take_rest = [&](std::size_t size, unsigned first, unsigned last) {
    std::size_t taken = 1;
    while (taken < size && is_within(at + taken, first, last)) {
      ++taken;
      first = 0x80;
      last = 0xBF;
    }
    return Sequence{taken, taken == size};
  };
  if (is_within(at, 0x00, 0x7F)) return {1, true};
  if (is_within(at, 0xC2, 0xDF)) return take_rest(2, 0x80, 0xBF);
  if (is_within(at, 0xE0, 0xE0)) return take_rest(3, 0xA0, 0xBF);
  if (is_within(at, 0xED, 0xED)) return take_rest(3, 0x80, 0x9F);
  if (is_within(at, 0xE1, 0xEF)) return take_rest(3, 0x80, 0xBF);
  if (is_within(at, 0xF0, 0xF0)) return take_rest(4, 0x90, 0xBF);
  if (is_within(at, 0xF4, 0xF4)) return take_rest(4, 0x80, 0x8F);
  if (is_within(at, 0xF1, 0xF3)) return take_rest(4, 0x80, 0xBF);
  return {1, false};
}

}  // namespace

Number read_number(const std::string& text) {
  Number number;
  number.integer = read_integer(text);
  std::size_t at = !text.empty() && text.front() == '-' ? 1 : 0;
  const std::string whole = take_digits(text, at);
  std::string fraction;
  const bool has_point = at < text.size() && text[at] == '.';
  if (has_point) fraction = take_digits(text, ++at);
  bool has_exponent = false;
  bool exponent_has_sign = false;
  std::string exponent;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    has_exponent = true;
    ++at;
    exponent_has_sign =
        at < text.size() && (text[at] == '+' || text[at] == '-');
    if (exponent_has_sign) ++at;
    exponent = take_digits(text, at);
  }
  const bool has_form = at == text.size() &&
                        (has_point ? !fraction.empty() : !whole.empty()) &&
                        (!has_exponent || !exponent.empty());
  if (!has_form) return number;
  if (whole.size() > 1 && whole.front() == '0') return number;
  const std::size_t digits = significant_digits(whole + fraction);
  if (digits > kMaxSignificantDigits) return number;
  const std::optional<double> nearest = nearest_double(text, digits > 0);
  if (!has_point && !has_exponent) {  // an integer: only if it is exact
    const bool is_exact =
        number.integer && nearest &&
        static_cast<std::int64_t>(*nearest) == *number.integer;
    if (is_exact) number.real = nearest;
    return number;
  }
  const bool is_bare = has_exponent && !has_point && !exponent_has_sign;
  (is_bare ? number.bare_exponent : number.real) = nearest;
  return number;
}

std::optional<std::size_t> find_invalid_byte(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Sequence sequence = sequence_at(text, at);
    if (!sequence.is_character) return at;
    at += sequence.size;
  }
  return std::nullopt;
}

RepairedText repaired(std::string_view text) {
  RepairedText good;
  for (std::size_t at = 0; at < text.size();) {
    const Sequence sequence = sequence_at(text, at);
    if (sequence.is_character && text[at] != '\0') {
      good.text += text.substr(at, sequence.size);
    } else {
      good.text += "\xEF\xBF\xBD";
      ++good.replaced;
    }
    at += sequence.size;
  }
  return good;
}

std::optional<std::size_t> Record::text_after_quote() const {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].quoted && !fields[i].raw.empty()) return i;
  }
  return std::nullopt;
}

Record take_record(std::string_view text, const Rules& rules,
                   std::size_t begin) {
  return Scanner(text, rules, begin).take();
}

Table read_table(std::string_view file, const Rules& rules) {
  if (rules.line_end != '\r' || !file.ends_with('\n')) {
    return TableReader(file, rules).read();
  }
  // There, a LF that ends the file ends its last line, if none does.
  std::string text(file.substr(0, file.size() - 1));
  if (!text.empty() && !text.ends_with('\r')) text += '\r';
  return TableReader(text, rules).read();
}

}  // namespace csvimport::reference
