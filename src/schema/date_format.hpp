#pragma once

// Dates in a form that the user describes with the words of strptime(3), such
// as %d.%m.%Y, read strictly and written as ISO 8601. Only .%f may be missing,
// as some programs leave out a fraction of 0.

#include "schema/full_day.hpp"
#include "schema/moment.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// Any thread may use one.
class DateFormat {
 public:
  enum class Result : std::uint8_t { kDate, kDatetime };

  // Throws std::invalid_argument, with the problem, for a format that has a
  // word that is not known, or one twice, or does not say all that `result`
  // needs, or more.
  DateFormat(std::string_view format, Result result);

  // Whether `text` is one of the form; lets `iso` be 2025-12-31, or
  // 2025-12-31 13:05:00 with the fraction and the offset from UTC behind it, if
  // the format has them.
  bool read(std::string_view text, std::string& iso) const;

  // Why `text` is none, with it, as a message tells it.
  [[nodiscard]] std::string problem_of(std::string_view text) const;

  // As the user wrote it.
  [[nodiscard]] const std::string& format() const { return format_; }
  [[nodiscard]] Result result() const { return result_; }

 private:
  // A word of the format, or a character that stands for itself.
  struct Word {
    char letter = '\0';  // of %d, 'd'; '\0' for a character
    char character = '\0';
    // Digits stand next to it, so it has as many as it can.
    bool is_full = false;
  };

  enum class Reading : std::uint8_t {
    kGood,
    kOtherForm,   // than the format's
    kFarOffset,   // from UTC, which SQLite does not read
    kImpossible,  // a day or a time that there is not
  };

  Reading read_words(std::string_view text, Moment& moment) const;
  void append(std::string_view format);
  void check_words() const;
  void find_full_words();
  void find_full_day();
  [[nodiscard]] bool has(char letter) const;
  // Whether the word there is one, which a text may lack with its fraction.
  [[nodiscard]] bool is_point_of_fraction(std::size_t place) const;

  std::string format_;
  Result result_;
  std::vector<Word> words_;
  std::optional<FullDay> full_day_;  // if the format is one for such days
};

}  // namespace csvimport
