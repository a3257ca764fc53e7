#include "csv/lenient_splitter.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <span>
#include <string_view>

namespace csvimport {

LenientSplitter::LenientSplitter(const Dialect& dialect, std::size_t width)
    : width_(width),
      quote_(dialect.quote),
      has_escape_(dialect.escape.has_value()),
      // What is split here is within the limit already.
      reading_(dialect, width, std::numeric_limits<std::size_t>::max() / 2),
      redress_(dialect, width),
      splitter_(dialect),
      redressed_splitter_(FieldSplitter::of_common_dress()) {}

std::size_t LenientSplitter::split(char* begin, char* end,
                                   std::vector<Field>& fields,
                                   RepairCounts& repairs) const {
  const std::string_view text(begin, static_cast<std::size_t>(end - begin));
  std::size_t count = 0;
  const bool has_quote = quote_ && text.find(*quote_) != std::string_view::npos;
  if (has_quote || has_escape_) {
    end = redress_.apply(begin, end, reading_.read(text), repairs);
    count = redressed_splitter_.split(begin, end, true, fields).fields;
  } else {
    count = splitter_.split(begin, end, false, fields).fields;
  }
  if (count < width_) {
    std::fill(fields.begin() + static_cast<std::ptrdiff_t>(count),
              fields.begin() + static_cast<std::ptrdiff_t>(width_), Field{});
    ++repairs.padded_records;
    return width_;
  }
  if (count == width_ || count > fields.size()) return count;
  const auto surplus = std::span(fields).subspan(width_, count - width_);
  const bool has_content =
      std::any_of(surplus.begin(), surplus.end(),
                  [](const Field& field) { return field.begin != field.end; });
  if (has_content) return count;
  ++repairs.cut_records;
  return width_;
}

}  // namespace csvimport
