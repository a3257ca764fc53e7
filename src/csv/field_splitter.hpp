#pragma once

// Cuts a record into fields with the policies of fast-cpp-csv-parser.

#include "csv/dialect.hpp"
#include "csv/record_rewriter.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace csvimport {

// A field's text, unquoted and unescaped, inside the record that was split. Of
// one that is there, 9 bytes from `begin` on may be read, however short it is.
struct Field {
  char* begin = nullptr;
  char* end = nullptr;
  bool quoted = false;

  [[nodiscard]] std::string_view text() const {
    return {begin, static_cast<std::size_t>(end - begin)};
  }
  // Whether it is empty in the record: neither lacking there nor a NULL that is
  // spelled with an escape, which have no text either.
  [[nodiscard]] bool is_given_empty() const {
    return begin == end && begin != nullptr && *begin != kCommonNull;
  }
};

// What a record came to: how many fields, and whether it keeps the rules.
struct SplitResult {
  std::size_t fields = 0;
  // The index of the first field with text after its closing quote, if any.
  std::optional<std::size_t> text_after_quote;
};

// Splits records of one dialect. Its separators are template arguments of the
// library, so the instance that fits is chosen once, from a table; a dialect
// that is not in it is brought to one that is. Any thread may use one.
class FieldSplitter {
 public:
  explicit FieldSplitter(const Dialect& dialect);
  // Of the common form that RecordRewriter writes.
  static FieldSplitter of_common_form();

  // Splits the record in [begin, end), which holds no NUL; a quote that does
  // not close goes to the end. Writes into the record, and a NUL to *end. The
  // first `fields.size()` fields are stored; the result counts all of them.
  SplitResult split(char* begin, char* end, bool has_quote,
                    std::span<Field> fields) const {
    if (rewriter_) return split_rewritten(begin, end, fields);
    *end = '\0';
    return has_quote ? split_quoted_(begin, fields)
                     : split_plain_(begin, fields);
  }

  // Takes the text from those of `fields` that are kCommonNull.
  static void take_nulls(std::span<Field> fields);

  // Whether it rewrites each record before it splits it.
  [[nodiscard]] bool rewrites() const { return rewriter_.has_value(); }

 private:
  FieldSplitter();

  SplitResult split_rewritten(char* begin, char* end,
                              std::span<Field> fields) const;

  using Split = SplitResult (*)(char*, std::span<Field>);
  Split split_plain_;
  Split split_quoted_;
  std::optional<RecordRewriter> rewriter_;
};

}  // namespace csvimport
