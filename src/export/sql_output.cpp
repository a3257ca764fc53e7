#include "export/sql_output.hpp"

#include "base/file_io.hpp"

#include <cstddef>
#include <utility>

namespace csvimport {
namespace {

// By taste: far more than a pipe holds.
constexpr std::size_t kBlock = std::size_t{1} << 20;

}  // namespace

SqlOutput::SqlOutput(int fd, std::string name)
    : fd_(fd), name_(std::move(name)) {
  block_.reserve(kBlock);
}

void SqlOutput::add(std::string_view statement) {
  if (block_.size() + statement.size() + 2 > kBlock) flush();
  block_ += statement;
  block_ += ";\n";
}

void SqlOutput::flush() {
  write_all(fd_, block_.data(), block_.size(), name_);
  block_.clear();
}

}  // namespace csvimport
