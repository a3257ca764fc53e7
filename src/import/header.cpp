#include "import/header.hpp"

#include "base/input_error.hpp"
#include "csv/field_splitter.hpp"
#include "csv/record_end.hpp"
#include "csv/utf8.hpp"

#include <algorithm>

namespace csvimport {

std::vector<std::string> split_first_record(const RecordReader::Record& record,
                                            const Dialect& dialect,
                                            const std::string& input_name) {
  const Location where{input_name, record.line};
  std::string text(without_line_end(record.bytes, dialect.line_end));
  if (text.find('\0') != std::string::npos) {
    throw ImportError(where,
                      "a NUL byte, which no CSV file should hold; UTF-16 text "
                      "must be converted to UTF-8 first");
  }
  if (!is_valid_utf8(text)) {
    throw ImportError(where,
                      "not valid UTF-8; convert the file first, such as with: "
                      "iconv -f WINDOWS-1252 -t UTF-8");
  }
  // One field more than there are bytes is the most there can be.
  std::vector<Field> fields(text.size() + 1);
  const SplitResult split = FieldSplitter(dialect).split(
      text.data(), text.data() + text.size(), true, fields);
  if (split.text_after_quote) {
    throw ImportError(where, "field " +
                                 std::to_string(*split.text_after_quote + 1) +
                                 ": text after the closing quote; a quote "
                                 "inside a quoted field must be doubled");
  }
  std::vector<std::string> values;
  for (std::size_t i = 0; i < split.fields; ++i) {
    values.emplace_back(fields[i].text());
  }
  return values;
}

}  // namespace csvimport
