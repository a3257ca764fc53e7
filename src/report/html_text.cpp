#include "report/html_text.hpp"

#include "base/message_text.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <cstdio>

namespace csvimport {
namespace {

constexpr std::string_view kCodeStart = "<span class=code>";
constexpr std::string_view kCodeEnd = "</span>";

// A byte of ASCII that is no control.
bool is_plain(char byte) { return byte >= ' ' && byte <= '~'; }

void add_plain(char byte, std::string& html) {
  switch (byte) {
    case '&':
      html += "&amp;";
      break;
    case '<':
      html += "&lt;";
      break;
    case '>':
      html += "&gt;";
      break;
    case '"':
      html += "&quot;";
      break;
    case '\'':
      html += "&#39;";
      break;
    default:
      html += byte;
  }
}

// The size of the character at the start, which is no plain byte; of bytes that
// are none, 0.
std::size_t size_of_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t size = lead >= 0xF0   ? 4
                           : lead >= 0xE0 ? 3
                           : lead >= 0xC0 ? 2
                                          : 1;
  if (size > text.size()) return 0;
  return is_valid_utf8(text.substr(0, size)) ? size : 0;
}

// Calls `plain` and `code` for the pieces of `text`, in their order.
template <class Plain, class Code>
void for_each_piece(std::string_view text, Plain plain, Code code) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_plain(text[at])) {
      plain(text.substr(at, 1));
      ++at;
      continue;
    }
    const std::size_t size = size_of_character(text.substr(at));
    if (size == 0) {
      char hex[5];
      std::snprintf(hex, sizeof hex, "\\x%02X",
                    static_cast<unsigned char>(text[at]));
      code(std::string_view(hex));
      ++at;
      continue;
    }
    const std::string_view character = text.substr(at, size);
    // Between letters, so that one that joins them stays.
    const std::string shown = on_one_line("x" + std::string(character) + "x");
    const std::string_view middle =
        std::string_view(shown).substr(1, shown.size() - 2);
    if (middle == character) {
      plain(character);
    } else {
      code(middle);
    }
    at += size;
  }
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string html;
  const auto add = [&](std::string_view piece) {
    for (const char byte : piece) add_plain(byte, html);
  };
  for_each_piece(text, add, add);
  return html;
}

std::string html_value(std::string_view text) {
  constexpr std::string_view kBlank = "␣";
  std::string html;
  const auto add_code = [&](std::string_view piece) {
    html += kCodeStart;
    html += piece;
    html += kCodeEnd;
  };
  const std::size_t first = text.find_first_not_of(' ');
  const std::size_t begin = std::min(first, text.size());
  const std::size_t end =
      first == std::string_view::npos ? begin : text.find_last_not_of(' ') + 1;
  for (std::size_t i = 0; i < begin; ++i) add_code(kBlank);
  for_each_piece(
      text.substr(begin, end - begin),
      [&](std::string_view piece) {
        for (const char byte : piece) add_plain(byte, html);
      },
      add_code);
  for (std::size_t i = end; i < text.size(); ++i) add_code(kBlank);
  return html;
}

}  // namespace csvimport
