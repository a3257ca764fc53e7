#include "schema/date_format.hpp"

#include "base/ascii.hpp"
#include "base/message_text.hpp"
#include "schema/names.hpp"

#include <array>
#include <optional>
#include <stdexcept>
#include <utility>

namespace csvimport {
namespace {

constexpr std::string_view kWords = "%Y %y %m %b %B %h %d %e %j %a %A";
constexpr std::string_view kTimeWords = "%H %I %p %M %S %f %z";

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kWeekdays = {
    "Sunday",   "Monday", "Tuesday", "Wednesday",
    "Thursday", "Friday", "Saturday"};
constexpr std::size_t kShortName = 3;

// Words of several others.
struct Short {
  char letter;
  std::string_view format;
};
constexpr std::array<Short, 4> kShorts = {
    {{'F', "%Y-%m-%d"}, {'D', "%m/%d/%y"}, {'T', "%H:%M:%S"}, {'R', "%H:%M"}}};

bool is_word(std::string_view words, char letter) {
  const std::size_t at = words.find(letter);
  return letter != '%' && letter != ' ' && at != std::string_view::npos;
}

// %b, %B and %h read the same, as %a and %A, and %d and %e do.
char kind_of(char letter) {
  switch (letter) {
    case 'B':
    case 'h':
      return 'b';
    case 'A':
      return 'a';
    case 'e':
      return 'd';
    default:
      return letter;
  }
}

// The most digits of a number, 0 for what is none.
std::size_t digits_of(char letter) {
  switch (letter) {
    case 'Y':
      return 4;
    case 'j':
      return 3;
    case 'f':
      return 9;
    case 'y':
    case 'm':
    case 'd':
    case 'e':
    case 'H':
    case 'I':
    case 'M':
    case 'S':
      return 2;
    default:
      return 0;
  }
}

// Reads a text from its start.
class MomentReader {
 public:
  explicit MomentReader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool is_at_end() const { return rest_.empty(); }
  [[nodiscard]] bool is_at(char character) const {
    return !rest_.empty() && rest_.front() == character;
  }

  bool take(char character) {
    if (!is_at(character)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // False if the text goes on otherwise.
  bool take_word(char letter, bool is_full, Moment& moment) {
    const std::size_t digits = digits_of(letter);
    const std::size_t least = is_full ? digits : 1;
    switch (letter) {
      case 'Y':
        return take_number(digits, digits, moment.year);
      case 'y':
        if (!take_number(digits, digits, moment.year)) return false;
        moment.year += moment.year >= 69 ? 1900 : 2000;  // as POSIX has it
        return true;
      case 'm':
        return take_number(least, digits, moment.month);
      case 'e':
        if (take(' ')) return take_number(1, 1, moment.day);
        return take_number(least, digits, moment.day);
      case 'd':
        return take_number(least, digits, moment.day);
      case 'j':
        return take_number(least, digits, moment.day_of_year);
      case 'H':
        return take_number(least, digits, moment.hour);
      case 'I':
        return take_number(least, digits, moment.hour_of_12);
      case 'M':
        return take_number(least, digits, moment.minute);
      case 'S':
        return take_number(least, digits, moment.second);
      case 'f':
        return take_fraction(digits, moment.fraction);
      case 'p':
        return take_half(moment.is_afternoon);
      case 'z':
        return take_offset(moment);
      case 'a':
      case 'A':
        return take_name(kWeekdays, moment.weekday);
      default:
        if (!take_name(kMonths, moment.month)) return false;
        ++moment.month;
        return true;
    }
  }

 private:
  std::size_t count_digits(std::size_t most) const {
    std::size_t count = 0;
    while (count < most && count < rest_.size() &&
           is_ascii_digit(rest_[count])) {
      ++count;
    }
    return count;
  }

  bool take_number(std::size_t least, std::size_t most, int& number) {
    const std::size_t count = count_digits(most);
    if (count < least) return false;
    number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      number = number * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return true;
  }

  bool take_fraction(std::size_t most, std::string_view& fraction) {
    const std::size_t count = count_digits(most);
    fraction = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return count > 0;
  }

  bool take_half(int& is_afternoon) {
    const std::string_view word = rest_.substr(0, 2);
    if (!same_name(word, "AM") && !same_name(word, "PM")) return false;
    is_afternoon = same_name(word, "PM") ? 1 : 0;
    rest_.remove_prefix(2);
    return true;
  }

  // +0100, +01:00, +01 or Z.
  bool take_offset(Moment& moment) {
    moment.offset_sign = rest_.substr(0, 1);
    if (take('Z')) return true;
    if (!take('+') && !take('-')) return false;
    if (!take_number(2, 2, moment.offset_hour)) return false;
    if (!take(':') && count_digits(1) == 0) return true;
    return take_number(2, 2, moment.offset_minute);
  }

  // A name in full or its first three letters.
  template <std::size_t kCount>
  bool take_name(const std::array<std::string_view, kCount>& names,
                 int& number) {
    for (std::size_t i = 0; i < kCount; ++i) {
      for (const std::string_view name :
           {names[i], names[i].substr(0, kShortName)}) {
        if (!same_name(rest_.substr(0, name.size()), name)) continue;
        number = static_cast<int>(i);
        rest_.remove_prefix(name.size());
        return true;
      }
    }
    return false;
  }

  std::string_view rest_;
};

[[noreturn]] void fail_format(const std::string& problem) {
  throw std::invalid_argument(problem);
}

}  // namespace

DateFormat::DateFormat(std::string_view format, Result result)
    : format_(format), result_(result) {
  append(format);
  check_words();
  find_full_words();
  if (result == Result::kDate) find_full_day();
}

void DateFormat::append(std::string_view format) {
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      words_.push_back({'\0', format[i]});
      continue;
    }
    if (++i == format.size()) fail_format("ends with a lone %");
    const char letter = format[i];
    if (letter == '%') {
      words_.push_back({'\0', letter});
      continue;
    }
    std::optional<std::string_view> parts;
    for (const Short& one : kShorts) {
      if (one.letter == letter) parts = one.format;
    }
    if (parts) {
      append(*parts);
    } else if (is_word(kWords, letter) || is_word(kTimeWords, letter)) {
      words_.push_back({letter});
    } else {
      fail_format("has %" + std::string(1, letter) + ", which is none of " +
                  std::string(kWords) + ' ' + std::string(kTimeWords) +
                  " %F %D %T %R %%");
    }
  }
}

bool DateFormat::has(char letter) const {
  for (const Word& word : words_) {
    if (kind_of(word.letter) == letter) return true;
  }
  return false;
}

void DateFormat::check_words() const {
  std::string seen;
  bool has_time = false;
  for (const Word& word : words_) {
    if (word.letter == '\0') continue;
    const char kind = kind_of(word.letter);
    if (seen.find(kind) != std::string::npos) {
      fail_format("has %" + std::string(1, word.letter) +
                  " twice, or what means the same");
    }
    seen += kind;
    has_time = has_time || is_word(kTimeWords, word.letter);
  }
  if (seen.empty()) {
    fail_format(std::string("has no words for the parts of a date, such as ") +
                (result_ == Result::kDate ? "%d.%m.%Y" : "%d.%m.%Y %H:%M"));
  }
  if (has('Y') == has('y')) fail_format("needs one of %Y and %y");
  if (has('m') && has('b')) fail_format("has the month twice");
  const bool has_month = has('m') || has('b');
  if (has('j') ? has_month || has('d') : !has_month || !has('d')) {
    fail_format("needs a month and a day, or %j alone");
  }
  if (result_ == Result::kDate) {
    if (has_time) fail_format("has a time, which needs --datetime");
    return;
  }
  if (has('H') == has('I')) {
    fail_format(
        has('H')
            ? "has the hour twice"
            : "has no hour: it needs %H, or %I with %p; --date takes days");
  }
  if (has('I') != has('p')) fail_format("needs %p with %I, and only there");
  if (has('S') && !has('M')) fail_format("has seconds but no minutes");
  if (has('f') && !has('S')) fail_format("has a fraction but no seconds");
}

bool DateFormat::is_point_of_fraction(std::size_t place) const {
  return words_[place].character == '.' && place + 1 < words_.size() &&
         words_[place + 1].letter == 'f';
}

void DateFormat::find_full_words() {
  for (std::size_t i = 1; i < words_.size(); ++i) {
    Word& before = words_[i - 1];
    Word& word = words_[i];
    if (digits_of(before.letter) == 0 || digits_of(word.letter) == 0) continue;
    before.is_full = true;
    word.is_full = true;
  }
}

void DateFormat::find_full_day() {
  std::string form;
  std::size_t year_at = 0;
  std::size_t month_at = 0;
  std::size_t day_at = 0;
  for (const Word& word : words_) {
    if (word.letter == 'Y') {
      year_at = form.size();
    } else if (word.letter == 'm') {
      month_at = form.size();
    } else if (word.letter == 'd') {
      day_at = form.size();
    } else if (word.letter != '\0' || is_ascii_digit(word.character)) {
      return;
    }
    form += word.letter == '\0' ? std::string(1, word.character)
                                : std::string(digits_of(word.letter), '0');
  }
  if (form.size() <= FullDay::kMostSize) {
    full_day_.emplace(form, year_at, month_at, day_at);
  }
}

bool DateFormat::read(std::string_view text, std::string& iso) const {
  if (full_day_ && full_day_->read(text, iso)) return true;
  Moment moment;
  if (read_words(text, moment) != Reading::kGood) return false;
  iso.clear();
  append_day(moment, iso);
  if (result_ == Result::kDatetime) append_time(moment, iso);
  return true;
}

DateFormat::Reading DateFormat::read_words(std::string_view text,
                                           Moment& moment) const {
  MomentReader reader(text);
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const Word& word = words_[i];
    if (is_point_of_fraction(i) && !reader.is_at('.')) {
      ++i;  // nor is there a fraction
      continue;
    }
    const bool is_taken =
        word.letter == '\0'
            ? reader.take(word.character)
            : reader.take_word(word.letter, word.is_full, moment);
    if (!is_taken) return Reading::kOtherForm;
  }
  if (!reader.is_at_end()) return Reading::kOtherForm;
  if (!moment.complete()) return Reading::kImpossible;
  return moment.has_near_offset() ? Reading::kGood : Reading::kFarOffset;
}

std::string DateFormat::problem_of(std::string_view text) const {
  const std::string shown = quoted_for_message(text);
  Moment moment;
  switch (read_words(text, moment)) {
    case Reading::kOtherForm:
      return shown + " is not of the form " + quoted_for_message(format_);
    case Reading::kFarOffset:
      return shown +
             " has an offset from UTC beyond 14:59, which SQLite does not take";
    case Reading::kGood:
    case Reading::kImpossible:
      break;
  }
  return shown + (result_ == Result::kDate ? " is a day that there is not"
                                           : " is a time that there is not");
}

}  // namespace csvimport
