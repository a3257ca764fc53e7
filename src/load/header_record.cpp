#include "load/header_record.hpp"

#include "base/import_error.hpp"
#include "csv/byte_order_mark.hpp"
#include "csv/byte_problem.hpp"
#include "csv/c_escapes.hpp"
#include "csv/field_splitter.hpp"
#include "csv/lenient_splitter.hpp"
#include "csv/text_repair.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

namespace csvimport {
namespace {

// As many as `text` can have in any reading.
std::size_t most_fields(std::string_view text, const std::string& delimiter) {
  std::size_t count = 1;
  for (std::size_t at = text.find(delimiter); at != std::string_view::npos;
       at = text.find(delimiter, at + 1)) {
    ++count;
  }
  return count;
}

// Throws ImportError unless the bytes are those of a text.
void check_bytes(const Location& where, std::string_view text,
                 const std::string& encoding) {
  std::optional<ByteProblem> problem = find_byte_problem(text, encoding);
  if (!problem) return;
  if (text[problem->at] == '\0' && encoding.empty()) {
    problem->reason +=
        "; if the file is UTF-16, say so with --encoding UTF-16LE or UTF-16BE";
  }
  throw ImportError(where, problem->reason);
}

void check_escapes(const Location& where, std::size_t field,
                   std::string_view text) {
  const std::optional<std::string> problem = escape_problem(text);
  if (!problem) return;
  throw ImportError(where,
                    "field " + std::to_string(field + 1) + ": " + *problem);
}

// The number of fields in `text`, the first of which go to `fields`.
std::size_t split_strictly(const Location& where, std::string& text,
                           const HeaderForm& form, std::span<Field> fields) {
  check_bytes(where, text, form.encoding);
  const SplitResult split =
      FieldSplitter(form.dialect)
          .split(text.data(), text.data() + text.size(), true, fields);
  if (!split.text_after_quote) return split.fields;
  throw ImportError(where,
                    "field " + std::to_string(*split.text_after_quote + 1) +
                        ": text after the closing quote; a quote inside a "
                        "quoted field must be doubled");
}

std::size_t split_leniently(std::string& text, const HeaderForm& form,
                            std::span<Field> fields, RepairCounts& repairs) {
  std::string repaired;
  repairs.replaced_characters +=
      append_repaired(text, !form.encoding.empty(), repaired);
  text = std::move(repaired);
  return LenientSplitter(form.dialect, *form.lenient_width)
      .split(text.data(), text.data() + text.size(), fields, repairs);
}

}  // namespace

std::vector<std::string> split_first_record(const RawRecord& record,
                                            const HeaderForm& form,
                                            RepairCounts& repairs) {
  const Location where{form.input_name, record.line};
  std::string text(without_byte_order_marks(
      without_line_end(record.bytes, form.dialect.line_end)));
  std::vector<Field> fields(std::max(most_fields(text, form.dialect.delimiter),
                                     form.lenient_width.value_or(0)));
  const std::size_t count = form.lenient_width
                                ? split_leniently(text, form, fields, repairs)
                                : split_strictly(where, text, form, fields);
  std::vector<std::string> values;
  for (std::size_t i = 0; i < count; ++i) {
    if (form.dialect.c_escapes) check_escapes(where, i, fields[i].text());
    values.emplace_back(fields[i].text());
  }
  return values;
}

}  // namespace csvimport
