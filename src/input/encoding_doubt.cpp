#include "input/encoding_doubt.hpp"

#include "base/message_text.hpp"
#include "base/utf8.hpp"
#include "input/encoding.hpp"
#include "input/iconv_handle.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace csvimport {
namespace {

constexpr std::size_t kUtf8Bytes = 4;  // of a character, at most

// A few bytes as UTF-8; none if some of them are no text.
std::optional<std::string> converted(std::string_view bytes,
                                     const std::string& encoding) {
  const IconvHandle conversion("UTF-8", encoding);
  std::string text(bytes);
  std::array<char, 64> out{};
  char* in_at = text.data();
  std::size_t in_left = text.size();
  char* out_at = out.data();
  std::size_t out_left = out.size();
  const std::size_t status =
      ::iconv(conversion.get(), &in_at, &in_left, &out_at, &out_left);
  if (status == static_cast<std::size_t>(-1)) return std::nullopt;
  return std::string(out.data(), out.size() - out_left);
}

bool is_ascii(char byte) { return static_cast<unsigned char>(byte) < 0x80; }

// One of ISO 8859's second set of control characters, which no CSV file has.
bool is_control_of_iso(char byte) {
  const auto code = static_cast<unsigned char>(byte);
  return code >= 0x80 && code < 0xA0;
}

// The first character beyond ASCII of a text that is valid UTF-8, but for one
// that may be cut at its end; "" if there is none, or the text is no UTF-8.
std::string_view first_of_utf8(std::string_view text) {
  const std::size_t valid = find_invalid_utf8(text);
  if (valid + kUtf8Bytes <= text.size()) return "";
  text = text.substr(0, valid);
  const auto* const begin =
      std::find_if_not(text.begin(), text.end(), is_ascii);
  if (begin == text.end()) return "";
  const auto* const end = std::find_if(begin + 1, text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80;
  });
  return {begin, static_cast<std::size_t>(end - begin)};
}

std::string doubt_of_controls(std::string_view start,
                              const std::string& encoding) {
  const auto* const byte =
      std::find_if(start.begin(), start.end(), is_control_of_iso);
  if (byte == start.end()) return "";
  const auto here = converted({byte, 1}, encoding);
  if (!here || here->size() != 2 || here->front() != '\xC2' ||
      !is_control_of_iso(here->back())) {
    return "";
  }
  const bool is_latin1 = converted("\xE3\xF8", encoding) == "ãø";
  const auto windows = converted({byte, 1}, "CP1252");
  if (!is_latin1 || !windows) {
    return "byte " + hex_byte(*byte) + " is a control character in " +
           encoding + "; an encoding of Windows may be meant";
  }
  return "byte " + hex_byte(*byte) + " is a control character in " + encoding +
         "; with --encoding WINDOWS-1252 it is " + quoted_for_message(*windows);
}

}  // namespace

std::string contrary_mark(std::string_view start, const std::string& encoding) {
  if (is_utf8_name(encoding)) return encoding_of_mark(start);
  std::string marked;
  std::size_t bytes = 0;
  if (start.starts_with(kByteOrderMark)) {
    marked = "UTF-8";
    bytes = kByteOrderMark.size();
  } else if (unit_bytes_of(encoding) > 1) {
    marked = encoding_of_mark(start);
    bytes = marked.starts_with("UTF-32") ? 4 : 2;
  }
  if (marked.empty()) return "";
  const auto mark = converted(start.substr(0, bytes), encoding);
  const bool fits = mark && (mark->empty() || *mark == kByteOrderMark);
  return fits ? "" : marked;
}

std::string contrary_order(std::string_view start,
                           const std::string& encoding) {
  using namespace std::string_view_literals;
  const bool is_little_endian = converted("\n\0"sv, encoding) == "\n";
  const bool is_big_endian = converted("\0\n"sv, encoding) == "\n";
  if (!is_little_endian && !is_big_endian) return "";
  std::array<std::size_t, 2> nuls{};  // at even places, and at odd ones
  for (std::size_t i = 0; i < start.size(); ++i) {
    if (start[i] == '\0') ++nuls[i % 2];
  }
  if (nuls[is_little_endian ? 1 : 0] > 0) return "";
  if (nuls[is_little_endian ? 0 : 1] > 0) {
    return "has its bytes in the other order than " + encoding +
           "; try --encoding " + (is_little_endian ? "UTF-16BE" : "UTF-16LE");
  }
  const bool is_ascii_text = std::all_of(start.begin(), start.end(), is_ascii);
  return is_ascii_text && !start.empty()
             ? "has no NUL byte, as " + encoding +
                   " would have; leave --encoding out"
             : "";
}

std::string encoding_doubt(std::string_view start,
                           const std::string& encoding) {
  const std::string_view character = first_of_utf8(start);
  if (character.empty()) return doubt_of_controls(start, encoding);
  const auto here = converted(character, encoding);
  return "is valid UTF-8" +
         (here
              ? ", of whose " + quoted_for_message(character) + " --encoding " +
                    encoding + " makes " + quoted_for_message(*here)
              : std::string()) +
         "; if that is wrong, leave --encoding out";
}

}  // namespace csvimport
