#pragma once

// Where SQL goes, in large blocks.

#include <iosfwd>
#include <string>
#include <string_view>

namespace csvimport {

// Writes to a stream, which it borrows. One thread.
class SqlOutput {
 public:
  // Messages call it `name`.
  SqlOutput(std::ostream& out, std::string name);

  // Adds a statement, a line of its own, with a semicolon. Throws SystemError,
  // as does flush().
  void add(std::string_view statement);
  // Writes what has not been written yet.
  void flush();

 private:
  void write_block();

  std::ostream& out_;
  std::string name_;
  std::string block_;
};

}  // namespace csvimport
