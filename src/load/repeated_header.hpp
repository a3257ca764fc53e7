#pragma once

// Records of data that repeat the header, as in files that were put together.

#include "csv/field_splitter.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// The records of a header, as vectors of their fields.
using HeaderFields = std::vector<std::vector<std::string>>;

// Tells them. Any thread may use one.
class RepeatedHeader {
 public:
  // Of an input with the header `records`, the fields of each as they were
  // read; the input's records have `width` fields. Empty texts alone make no
  // header, nor does a single field. Of several records, those that give each
  // column a name or a part of one, not all of them numbers, are known alone;
  // the others, such as one of units or years, may well be data.
  RepeatedHeader(const HeaderFields& records, std::size_t width);

  // Whether a record of these fields repeats the header, or one of its records,
  // letter by letter, but for what names are trimmed of. Quick to say no by the
  // first byte.
  [[nodiscard]] bool is_repeated_by(std::span<const Field> fields) const {
    return may_start_[static_cast<unsigned char>(*fields.front().begin)] &&
           is_any_of_it(fields);
  }

 private:
  // Lets records in that may start with this name.
  void note_start(std::string_view name);
  [[nodiscard]] bool is_any_of_it(std::span<const Field> fields) const;

  HeaderFields records_;  // trimmed
  // The first bytes of the records, and of what they are trimmed of; all, where
  // one starts with an empty field, behind which there may be any.
  std::array<bool, 256> may_start_{};
};

}  // namespace csvimport
