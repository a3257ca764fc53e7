#include "csv/record_limit.hpp"

#include "csv/record_end.hpp"

#include <algorithm>
#include <string>

namespace csvimport {

void fail_too_long(const Location& start, std::string_view text,
                   const Dialect& dialect, std::size_t max_bytes) {
  text = text.substr(0, max_bytes);
  const char* const open_quote =
      RecordEndFinder(dialect)
          .find(text.data(), text.data() + text.size())
          .open_quote;
  const std::string limit = std::to_string(max_bytes) + " bytes; if ";
  if (open_quote == nullptr) {
    throw ImportError(start, "the record is longer than " + limit +
                                 "that is right, raise --max-record");
  }
  const auto lines =
      std::count(text.data(), open_quote, dialect.line_end_byte());
  throw ImportError(
      {start.file, start.line + static_cast<std::uint64_t>(lines)},
      "the quote that opens here does not close within " + limit +
          "the field is that long, raise --max-record");
}

}  // namespace csvimport
