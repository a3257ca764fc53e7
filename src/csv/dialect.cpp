#include "csv/dialect.hpp"

namespace csvimport {

std::string_view without_line_end(std::string_view record, LineEnd line_end) {
  if (line_end == LineEnd::kCr) {
    if (record.ends_with('\r')) record.remove_suffix(1);
  } else if (record.ends_with('\n')) {
    record.remove_suffix(1);
    if (record.ends_with('\r')) record.remove_suffix(1);
  }
  return record;
}

}  // namespace csvimport
