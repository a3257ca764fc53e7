#include "csv/field_index.hpp"

#include "csv/block_loops.hpp"

#include <libfccp/csv.h>

#include <limits>

namespace csvimport {
namespace {

// What the library takes quotes off a field with, whatever separates fields;
// null for a quote that it has no instance for here.
void (*unescape_for(const Quote& quote))(char*&, char*&) {
  if (quote == '"') return &io::double_quote_escape<',', '"'>::unescape;
  if (quote == '\'') return &io::double_quote_escape<',', '\''>::unescape;
  return nullptr;
}

}  // namespace

FieldIndex::FieldIndex(const Dialect& dialect, std::size_t width)
    : width_(width),
      unescape_(unescape_for(dialect.quote.value_or('"'))),
      fits_(dialect.delimiter.size() == 1 && unescape_ != nullptr &&
            !dialect.escape && !dialect.drops_blanks() &&
            dialect.line_end == LineEnd::kLf),
      has_comments_(dialect.comment.has_value()),
      delimiter_(dialect.delimiter[0]),
      quote_(dialect.quote.value_or('\0').first_byte()) {}

bool FieldIndex::index(Batch& batch) {
  // A quote in a comment means nothing.
  if (!fits_ || (has_comments_ && batch.has_quote)) return false;
  bytes_ = batch.bytes.data();
  has_quote_ = batch.has_quote;
  const std::size_t most_ends = batch.marks.size() * width_;
  if (ends_.size() < most_ends + kSpareEnds) {
    ends_.resize(most_ends + kSpareEnds);
  }
  doubled_.clear();
  const BlockSyntax syntax = {delimiter_, quote_, '\n'};
  FieldEnds found = {ends_.data(), most_ends, 0, &doubled_};
  const BlockLoops& loops = block_loops();
  const auto find = has_quote_ ? loops.find_quoted_ends : loops.find_ends;
  const bool is_found = find(batch.bytes.view(), syntax, found);
  at_ = ends_.data();
  end_ = at_ + found.count;
  // Behind whatever is taken.
  doubled_.push_back(std::numeric_limits<std::uint32_t>::max());
  next_doubled_ = doubled_.data();
  return is_found;
}

void FieldIndex::undouble(Field& field) {
  while (*next_doubled_ < offset_of(field.end)) ++next_doubled_;
  if (!field.quoted) return;  // they were in a record that was not taken
  --field.begin;
  ++field.end;
  unescape_(field.begin, field.end);
}

}  // namespace csvimport
