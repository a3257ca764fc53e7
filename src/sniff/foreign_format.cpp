#include "sniff/foreign_format.hpp"

#include "base/ascii.hpp"
#include "input/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace csvimport {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kBlanks = " \t\r\n";

struct Signature {
  std::string_view start;
  ForeignFormat format;
};

constexpr std::array kSignatures = {
    Signature{"SQLite format 3\0"sv, {"an SQLite database"}},
    Signature{"PAR1\x15", {"a Parquet file"}},
    Signature{"ARROW1\0"sv, {"an Arrow file"}},
    Signature{"Obj\001\004\024avro.", {"an Avro file"}},
    Signature{"Obj\001\004\026avro.", {"an Avro file"}},
    Signature{"%PDF-", {"a PDF document"}},
    Signature{"{\\rtf", {"a Rich Text document"}},
    Signature{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv,
              {"an Office document such as an .xls workbook"}},
    Signature{"\x89HDF\r\n"sv, {"an HDF5 file"}},
    Signature{"\x89PNG\r\n"sv, {"an image"}},
    Signature{"\xFF\xD8\xFF"sv, {"an image"}},
    Signature{"\x7F"
              "ELF"sv,
              {"a program"}},
    Signature{"version https://git-lfs.github.com/spec/",
              {"a Git LFS pointer, not the file itself"}},
};

constexpr std::array<std::string_view, 8> kHtmlStarts = {
    "!doctype", "html", "head", "body", "script", "table", "div", "!--"};

bool starts_with_tag(std::string_view text, std::string_view tag) {
  if (text.size() <= tag.size()) return false;
  const bool is_same = std::equal(
      tag.begin(), tag.end(), text.begin(),
      [](char of_tag, char byte) { return of_tag == ascii_lower(byte); });
  // Names in angle brackets may be those of columns: <TICKER>,<DATE>.
  const std::string_view rest = text.substr(tag.size());
  return is_same &&
         (tag == "!--" || rest.front() == '>' ||
          kBlanks.find(rest.front()) != std::string_view::npos) &&
         !rest.starts_with(">,") && !rest.starts_with(">;") &&
         !rest.starts_with(">\t") && !rest.starts_with(">|");
}

bool is_html(std::string_view text) {
  if (!text.starts_with('<')) return false;
  text.remove_prefix(1);
  return std::any_of(
      kHtmlStarts.begin(), kHtmlStarts.end(),
      [&](std::string_view tag) { return starts_with_tag(text, tag); });
}

// An object, or an array of objects, arrays or texts.
bool is_json(std::string_view text) {
  const bool is_array = text.starts_with('[');
  if (!is_array && !text.starts_with('{')) return false;
  const std::size_t next = text.find_first_not_of(kBlanks, 1);
  if (next == std::string_view::npos) return false;
  return text[next] == '"' || (is_array ? text[next] == '{' || text[next] == '['
                                        : text[next] == '}');
}

}  // namespace

std::optional<ForeignFormat> foreign_format(std::string_view start) {
  if (start.starts_with(kByteOrderMark)) {
    start.remove_prefix(kByteOrderMark.size());
  }
  for (const Signature& signature : kSignatures) {
    if (start.starts_with(signature.start)) return signature.format;
  }
  const std::size_t text = start.find_first_not_of(kBlanks);
  if (text == std::string_view::npos) return std::nullopt;
  start.remove_prefix(text);
  if (is_html(start)) return ForeignFormat{"HTML", true};
  if (start.starts_with("<?xml")) return ForeignFormat{"XML", true};
  if (is_json(start)) return ForeignFormat{"JSON", true};
  return std::nullopt;
}

}  // namespace csvimport
