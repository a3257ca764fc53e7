#include "csv/lenient_splitter.hpp"

#include "csv/blank.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <string_view>

namespace csvimport {

LenientSplitter::LenientSplitter(const Dialect& dialect, std::size_t width)
    : width_(width),
      quote_(dialect.quote),
      trims_(dialect.trim),
      // What is split here is within the limit already.
      reading_(dialect, width, std::numeric_limits<std::size_t>::max() / 2),
      rewriter_(dialect, width),
      splitter_(dialect),
      common_splitter_(FieldSplitter::of_common_form()) {}

std::size_t LenientSplitter::split(char* begin, char* end,
                                   std::span<Field> fields,
                                   RepairCounts& repairs) const {
  const std::string_view text(begin, static_cast<std::size_t>(end - begin));
  std::size_t count = 0;
  const bool is_rewritten =
      splitter_.rewrites() ||
      (quote_ && text.find(quote_->bytes()) != std::string_view::npos);
  if (is_rewritten) {
    end = rewriter_.rewrite(begin, end, reading_.read(text), repairs);
    count = common_splitter_.split(begin, end, true, fields).fields;
  } else {
    count = splitter_.split(begin, end, false, fields).fields;
  }
  if (count < width_) {
    std::fill(fields.begin() + static_cast<std::ptrdiff_t>(count),
              fields.begin() + static_cast<std::ptrdiff_t>(width_), Field{});
    ++repairs.padded_records;
  } else if (count > width_) {
    if (has_content(fields[width_ - 1].end, end, is_rewritten)) return count;
    ++repairs.cut_records;
  }
  if (is_rewritten && rewriter_.knows_nulls()) {
    FieldSplitter::take_nulls(fields.first(width_));
  }
  return width_;
}

bool LenientSplitter::has_content(const char* at, const char* end,
                                  bool is_rewritten) const {
  // Delimiters are NULs by now. Blanks that are dropped are left only in a
  // record that was not rewritten.
  return std::any_of(at, end, [&](char byte) {
    const bool is_dropped = trims_ && !is_rewritten && is_blank_byte(byte);
    return byte != '\0' && byte != kCommonQuote && !is_dropped;
  });
}

}  // namespace csvimport
