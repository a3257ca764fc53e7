#pragma once

// A day of one form whose numbers have all the digits that they can have, such
// as 31.12.2025, read eight characters at a time.

#include "schema/word_form.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace csvimport {

// Any thread may use one.
class FullDay {
 public:
  // The sizes of forms that are read so.
  static constexpr std::size_t kLeastSize = 8;
  static constexpr std::size_t kMostSize = 16;

  // `form` has a 0 for each digit, as 00.00.0000 has, no other digit, and such
  // a size; the numbers are at these places in it.
  FullDay(std::string_view form, std::size_t year_at, std::size_t month_at,
          std::size_t day_at);

  // Lets `iso` be 2025-12-31. False if `text` is of another form, or no day.
  bool read(std::string_view text, std::string& iso) const;

 private:
  std::size_t size_;
  WordForm first_;  // may overlap the last
  WordForm last_;
  std::size_t year_at_;
  std::size_t month_at_;
  std::size_t day_at_;
};

}  // namespace csvimport
