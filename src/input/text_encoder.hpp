#pragma once

// The way back from UTF-8 to the encoding that a text came in.

#include "input/iconv_handle.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace csvimport {

// Gives the bytes that EncodingSource made its text of, up to what an encoding
// may spell in two ways. One text, in pieces; one thread at a time.
class TextEncoder {
 public:
  // `encoding` is a known one.
  explicit TextEncoder(const std::string& encoding);

  // The byte-order mark, if the encoding has one that encoding_of_mark() knows.
  // Comes first, if at all.
  std::string mark();

  // The bytes of the next piece. Those that could not be decoded become what
  // they were; a character that they leave cut short, as the end of a file
  // does, is filled up with zeros, so that what follows stays in step.
  std::string encode(std::string_view text);

 private:
  // Appends the bytes of valid UTF-8.
  void convert(std::string_view text, std::string& bytes);

  IconvHandle conversion_;
  std::size_t unit_bytes_;  // a character is one or more units
};

}  // namespace csvimport
