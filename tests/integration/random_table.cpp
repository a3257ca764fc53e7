#include "random_table.hpp"

#include "test_variables.hpp"

#include <string>
#include <string_view>

namespace csvimport {
namespace {

constexpr std::size_t kMaxColumns = 40;

enum class Kind { kBit, kInteger, kReal, kNumber, kText, kOddity, kAny, kNull };

std::string random_integer(Random& random) {
  const auto bits = static_cast<std::int64_t>(random.bits());
  return std::to_string(bits >> random.below(64));
}

std::string random_real(Random& random) {
  std::string text = random.once_in(3) ? "-" : "";
  text += std::to_string(random.bits() >> (14 + random.below(50)));
  text = text.substr(0, 10) + '.';
  const std::size_t decimals = 1 + random.below(7);
  for (std::size_t i = 0; i < decimals; ++i) {
    text += static_cast<char>('0' + random.below(10));
  }
  if (random.once_in(5)) {
    text += random.one_of<std::string>({"e", "E", "e+", "e-", "E-"});
    text += std::to_string(random.below(290));
  }
  return text;
}

std::string random_oddity(Random& random) {
  static const std::vector<std::string> oddities = {"007",
                                                    "+49",
                                                    "1_000",
                                                    "0x1F",
                                                    "NaN",
                                                    "inf",
                                                    "1e5",
                                                    "12E4",
                                                    "1e400",
                                                    "1e-400",
                                                    "1.",
                                                    ".5",
                                                    "-",
                                                    "--1",
                                                    " 1",
                                                    "1 ",
                                                    "-0",
                                                    "-0.0",
                                                    "NULL",
                                                    "9223372036854775807",
                                                    "00.5",
                                                    "1.5e3",
                                                    "1.5e+3",
                                                    "-9223372036854775808",
                                                    "2e-3",
                                                    "2024-01-01",
                                                    "1,5",
                                                    "9223372036854775808",
                                                    "1:30",
                                                    "''",
                                                    "0",
                                                    "12345678901234567890",
                                                    "\xEF\xBB\xBF",
                                                    "é",
                                                    "😀",
                                                    "9007199254740993",
                                                    "9007199254740992",
                                                    "0.12345678901234567",
                                                    "0.123456789012345678"};
  return random.one_of(oddities);
}

std::size_t random_length(Random& random) {
  if (random.once_in(2000)) return 5000 + random.below(2'000'000);
  if (random.once_in(200)) return 3000 + random.below(12'000);
  return random.below(random.once_in(10) ? 300 : 12);
}

std::string random_text(Random& random, const Dress& dress) {
  const std::vector<std::string> pieces = {"a",         "b",
                                           "xyz",       "0",
                                           "7",         " ",
                                           "ä",         "€",
                                           "😀",         "\"",
                                           "'",         "|",
                                           ",",         ";",
                                           ":",         dress.delimiter,
                                           dress.quote, dress.line_end,
                                           "\\",        "#",
                                           "\t"};
  const std::size_t length = random_length(random);
  std::string text;
  while (text.size() < length) text += random.one_of(pieces);
  return text;
}

std::optional<std::string> random_cell(Random& random, Kind kind,
                                       const Dress& dress) {
  switch (kind) {
    case Kind::kBit:
      return std::string(random.once_in(2) ? "0" : "1");
    case Kind::kInteger:
      return random_integer(random);
    case Kind::kReal:
      return random_real(random);
    case Kind::kNumber:
      return random.once_in(2) ? random_real(random)
                               : std::to_string(random.below(1'000'000));
    case Kind::kText:
      return random_text(random, dress);
    case Kind::kOddity:
      return random_oddity(random);
    case Kind::kAny:
      return random_cell(random, static_cast<Kind>(random.below(6)), dress);
    case Kind::kNull:
      break;
  }
  return std::nullopt;
}

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Characters that mean something in the dress.
std::string special_in(const Dress& dress) {
  std::string special = dress.delimiter + dress.quote + "\r\n";
  if (dress.escape) special += *dress.escape;
  if (dress.comment) special += *dress.comment;
  if (dress.is_padded) special += " \t";
  return special;
}

bool starts_with_mark(const std::string& text) {
  return text.starts_with(kByteOrderMark);
}

bool needs_quotes(const std::string& text, const Dress& dress) {
  return text.empty() || starts_with_mark(text) ||
         text.find_first_of(special_in(dress)) != std::string::npos;
}

std::string quoted(const std::string& text, const Dress& dress,
                   Random& random) {
  std::string quoted = dress.quote;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (dress.escape && text[at] == *dress.escape) {
      quoted += *dress.escape;
    } else if (std::string_view(text).substr(at).starts_with(dress.quote)) {
      const bool is_escaped = dress.escape && random.once_in(2);
      quoted += is_escaped ? std::string(1, *dress.escape) : dress.quote;
    }
    quoted += text[at];
  }
  return quoted + dress.quote;
}

// Escapes would run together with the delimiter behind the field.
bool ends_like_a_delimiter(const std::string& text, const Dress& dress) {
  return dress.delimiter.size() > 1 &&
         dress.delimiter.find(text.back()) != std::string::npos;
}

std::string escaped(const std::string& text, const Dress& dress) {
  const std::string special = special_in(dress);
  std::string escaped;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = std::string_view(text).substr(at);
    std::size_t size = 1;
    if (rest.starts_with(dress.delimiter)) size = dress.delimiter.size();
    if (rest.starts_with("\r\n") && dress.line_end == "\r\n") size = 2;
    if (rest.starts_with(dress.quote)) size = dress.quote.size();
    const bool is_ascii = rest[0] > 0;
    if (size > 1 || (is_ascii && special.find(rest[0]) != std::string::npos)) {
      escaped += *dress.escape;
    }
    escaped += rest.substr(0, size);
    at += size;
  }
  return escaped;
}

std::string blanks(const Dress& dress, Random& random) {
  if (!dress.is_padded || random.once_in(2)) return "";
  const bool is_tab = random.once_in(3) && dress.delimiter != "\t";
  return std::string(random.below(3), is_tab ? '\t' : ' ');
}

std::string field(const std::optional<std::string>& cell, const Dress& dress,
                  Random& random) {
  if (!cell) return dress.escape && random.once_in(2) ? "\\N" : "";
  if (!dress.quotes_always && !needs_quotes(*cell, dress)) return *cell;
  const bool is_escaped = dress.escape && !cell->empty() &&
                          !ends_like_a_delimiter(*cell, dress) &&
                          !starts_with_mark(*cell) && random.once_in(2);
  return is_escaped ? escaped(*cell, dress) : quoted(*cell, dress, random);
}

std::string padded_field(const std::optional<std::string>& cell,
                         const Dress& dress, Random& random) {
  const std::string before = blanks(dress, random);
  const std::string text = field(cell, dress, random);
  return before + text + blanks(dress, random);
}

// A line that is no record, such as may stand before one.
std::string comment_line(const Dress& dress, Random& random) {
  std::string line = blanks(dress, random) + *dress.comment;
  while (!random.once_in(4)) {
    line += random.one_of<std::string>(
        {dress.delimiter, dress.quote, "\\", " ", "x", "#", "\xFF"});
  }
  return line + dress.line_end;
}

}  // namespace

int runs_of_property(int usual) {
  const std::string runs = variable_of_tests("PROPERTY_RUNS");
  return runs.empty() ? usual : std::stoi(runs);
}

Dress random_dress(Random& random) {
  Dress dress;
  dress.delimiter = random.one_of<std::string>(
      {",", ",", ",", "\t", ";", "|", ", ", "||", "::", "€", "-=-"});
  dress.quote =
      random.one_of<std::string>({"\"", "\"", "\"", "'", "%", "`", "þ"});
  dress.line_end =
      random.one_of<std::string>({"\n", "\n", "\n", "\r\n", "\r\n", "\r"});
  dress.quotes_always = random.once_in(4);
  dress.has_byte_order_mark = random.once_in(4);
  dress.has_final_line_end = !random.once_in(3);
  dress.has_blank_lines = random.once_in(4);
  if (random.once_in(3)) dress.escape = '\\';
  dress.is_padded = random.once_in(3);
  if (random.once_in(3)) dress.comment = '#';
  return dress;
}

RandomTable random_table(Random& random, std::size_t rows, const Dress& dress) {
  RandomTable table;
  table.columns = 1 + random.below(random.once_in(3) ? kMaxColumns : 6);
  std::vector<Kind> kinds;
  std::vector<std::size_t> null_rates;  // NULL is one cell in so many
  for (std::size_t i = 0; i < table.columns; ++i) {
    kinds.push_back(static_cast<Kind>(random.below(8)));
    null_rates.push_back(1 + random.below(20));
  }
  for (std::size_t i = 0; i < rows; ++i) {
    RandomTable::Row row;
    for (std::size_t j = 0; j < table.columns; ++j) {
      row.push_back(random.once_in(null_rates[j])
                        ? std::nullopt
                        : random_cell(random, kinds[j], dress));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string to_csv(const RandomTable& table, const Dress& dress,
                   Random& random) {
  // In a table of one column a blank line is a record.
  const bool may_add_blank_lines = dress.has_blank_lines && table.columns > 1;
  std::string csv(dress.has_byte_order_mark ? kByteOrderMark : "");
  const auto add_comments = [&] {
    while (dress.comment && random.once_in(4)) {
      csv += comment_line(dress, random);
    }
  };
  add_comments();
  for (std::size_t i = 1; i <= table.columns; ++i) {
    csv += (i == 1 ? "" : dress.delimiter) +
           padded_field("c" + std::to_string(i), dress, random);
  }
  for (const RandomTable::Row& row : table.rows) {
    csv += dress.line_end;
    if (may_add_blank_lines && random.once_in(5)) {
      csv += blanks(dress, random) + dress.line_end;
    }
    add_comments();
    if (dress.has_byte_order_mark && random.once_in(10)) csv += kByteOrderMark;
    for (std::size_t i = 0; i < row.size(); ++i) {
      csv +=
          (i == 0 ? "" : dress.delimiter) + padded_field(row[i], dress, random);
    }
  }
  const bool ends_blank =
      table.columns == 1 && !table.rows.empty() && !table.rows.back()[0];
  if (dress.has_final_line_end || ends_blank) csv += dress.line_end;
  return csv;
}

}  // namespace csvimport
