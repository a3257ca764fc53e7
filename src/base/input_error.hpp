#pragma once

// What is wrong with the input, and where.

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace csvimport {

// A place in the input. Lines count from 1; 0 means the file as a whole.
struct Location {
  std::string file;
  std::uint64_t line = 0;
};

// Something the user can fix: what() is the whole message, place included. Ends
// the run with exit status 1.
class ImportError : public std::runtime_error {
 public:
  ImportError(const Location& where, std::string_view problem);
};

// `text` as a message shows it: in quotes, cut to a readable length, control
// bytes and bytes that are not ASCII or UTF-8 as \xNN.
std::string quoted_for_message(std::string_view text);

// All of `text`, its control bytes and bytes that are not ASCII or UTF-8 as
// \xNN, so that it is one line and steers no terminal.
std::string on_one_line(std::string_view text);

// "1 field", "3 fields"
std::string counted(std::uint64_t count, std::string_view noun);

}  // namespace csvimport
