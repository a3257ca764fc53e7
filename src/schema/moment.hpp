#pragma once

// A moment of the calendar, as a text says it, and in the words of ISO 8601.

#include <string>
#include <string_view>

namespace csvimport {

// What a text says, piece by piece; -1 for what it does not.
struct Moment {
  int year = -1;
  int month = -1;
  int day = -1;
  int day_of_year = -1;
  int weekday = -1;
  int hour = -1;
  int hour_of_12 = -1;
  int is_afternoon = -1;
  int minute = 0;
  int second = 0;
  std::string_view fraction;
  std::string_view offset_sign;  // "Z" for none
  int offset_hour = 0;
  int offset_minute = 0;

  // Whether SQLite reads times so far from UTC.
  [[nodiscard]] bool has_near_offset() const;

  // Makes month, day and hour of what was said in other words. False if there
  // is no such moment. The day is said, and its year.
  bool complete() { return complete_day() && complete_time(); }

 private:
  bool complete_day();
  bool complete_time();
};

// Appends 2025-12-31.
void append_day(const Moment& moment, std::string& iso);

// Appends a space and 13:05:00, with the fraction and the offset from UTC, if
// the moment has them.
void append_time(const Moment& moment, std::string& iso);

}  // namespace csvimport
