#include "csv/dialect.hpp"

namespace csvimport {

std::string_view without_line_end(std::string_view record, LineEnd line_end) {
  if (!record.ends_with(byte_of(line_end))) return record;
  const char* const begin = record.data();
  const char* const end =
      before_returns(begin, begin + record.size() - 1, returns_of(line_end));
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace csvimport
