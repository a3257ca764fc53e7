#include "csv/record_limit.hpp"

#include "csv/record_end.hpp"

#include <algorithm>

namespace csvimport {

bool is_too_long(std::string_view record, LineEnd line_end,
                 std::size_t max_bytes) {
  return without_line_end(record, line_end).size() > max_bytes;
}

Endless explain_endless(std::string_view text, std::uint64_t line,
                        const Dialect& dialect, std::size_t max_bytes) {
  const bool is_cut = text.size() > max_bytes;
  text = text.substr(0, max_bytes);
  const char* const quote = RecordEndFinder(dialect)
                                .find(text.data(), text.data() + text.size())
                                .open_quote;
  const std::string limit = std::to_string(max_bytes) + " bytes";
  const auto way_out = [&](const char* condition) {
    return max_bytes < kLargestRecord
               ? "; if " + std::string(condition) + ", raise --max-record"
               : ", the most that SQLite takes";
  };
  if (quote == nullptr) {
    return {std::nullopt,
            {line, std::nullopt,
             "the record is longer than " + limit + way_out("that is right")}};
  }
  line += static_cast<std::uint64_t>(
      std::count(text.data(), quote, dialect.line_end_byte()));
  const auto place = static_cast<std::size_t>(quote - text.data());
  if (!is_cut) {
    return {place,
            {line, std::nullopt,
             "the quote that opens here never closes; if quotes are data, use "
             "--quotechar none"}};
  }
  return {place,
          {line, std::nullopt,
           "the quote that opens here does not close within " + limit +
               way_out("the field is that long")}};
}

}  // namespace csvimport
