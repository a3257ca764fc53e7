#include "export/sql_output.hpp"

#include "base/system_error.hpp"

#include <cerrno>
#include <cstddef>
#include <ostream>
#include <utility>

namespace csvimport {
namespace {

// By taste: far more than a pipe holds.
constexpr std::size_t kOutputBlock = std::size_t{1} << 20;

}  // namespace

SqlOutput::SqlOutput(std::ostream& out, std::string name)
    : out_(out), name_(std::move(name)) {
  block_.reserve(kOutputBlock);
}

void SqlOutput::add(std::string_view statement) {
  if (block_.size() + statement.size() + 2 > kOutputBlock) write_block();
  block_ += statement;
  block_ += ";\n";
}

void SqlOutput::flush() {
  write_block();
  if (!out_.flush()) throw SystemError(name_, "cannot write", errno);
}

void SqlOutput::write_block() {
  errno = 0;
  out_.write(block_.data(), static_cast<std::streamsize>(block_.size()));
  if (!out_) throw SystemError(name_, "cannot write", errno);
  block_.clear();
}

}  // namespace csvimport
