#include "base/import_error.hpp"

namespace csvimport {
namespace {

std::string prefix(const Location& where) {
  std::string text = where.file + ":";
  if (where.line != 0) text += std::to_string(where.line) + ":";
  return text + " ";
}

}  // namespace

ImportError::ImportError(const Location& where, std::string_view problem)
    : std::runtime_error(prefix(where) + std::string(problem)) {}

}  // namespace csvimport
