#include "csv/field_index.hpp"

#include "csv/byte_mask.hpp"

#include <libfccp/csv.h>

#include <limits>

namespace csvimport {
namespace {

constexpr std::size_t kStep = 8;  // of put_positions()

// What the library takes quotes off a field with, whatever separates fields;
// null for a quote that it has no instance for here.
void (*unescape_for(const Quote& quote))(char*&, char*&) {
  if (quote == '"') return &io::double_quote_escape<',', '"'>::unescape;
  if (quote == '\'') return &io::double_quote_escape<',', '\''>::unescape;
  return nullptr;
}

// Where quotes stand that make a field, and whether all do.
class QuoteMasks {
 public:
  QuoteMasks(char quote, char line_end) : quote_(quote), line_end_(line_end) {}

  // Looks at the next block, which has `ends` of fields where no quote is open.
  // Takes those out that are data. False if a quote is neither the first nor
  // the last character of its field, nor doubled.
  bool take(const char* block, std::uint64_t& ends) {
    const std::uint64_t quotes = positions_of(quote_, block);
    const std::uint64_t quoted = parity_.quoted(quotes);
    const std::uint64_t opening = quotes & quoted;
    const std::uint64_t closing = quotes & ~quoted;
    ends &= ~quoted;
    const std::uint64_t after_closing = closing << 1 | after_closing_;
    if ((opening & ~(ends << 1 | after_end_ | after_closing)) != 0) {
      return false;
    }
    // Behind the closing quote of a record's last field, a CR may stand.
    const std::uint64_t returns =
        after_closing & ~(ends | opening) & positions_of('\r', block);
    if ((after_closing & ~(ends | opening | returns)) != 0) return false;
    const std::uint64_t after_return = returns << 1 | after_return_;
    if ((after_return & ~positions_of(line_end_, block)) != 0) return false;
    doubled_ = opening & after_closing;
    after_end_ = ends >> 63;
    after_closing_ = closing >> 63;
    after_return_ = returns >> 63;
    return true;
  }

  // The quotes of the block that are data, with one before each.
  [[nodiscard]] std::uint64_t doubled() const { return doubled_; }

 private:
  char quote_;
  char line_end_;
  QuoteParity parity_;
  // In bit 0: the next byte follows such a one.
  std::uint64_t after_end_ = 1;
  std::uint64_t after_closing_ = 0;
  std::uint64_t after_return_ = 0;
  std::uint64_t doubled_ = 0;
};

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
  if (ends_.size() < most_ends + kStep) ends_.resize(most_ends + kStep);
  at_ = ends_.data();
  end_ = at_ + most_ends;
  doubled_.clear();
  const bool is_found = has_quote_ ? find_ends<true>(batch.bytes.view())
                                   : find_ends<false>(batch.bytes.view());
  // Behind whatever is taken.
  doubled_.push_back(std::numeric_limits<std::uint32_t>::max());
  next_doubled_ = doubled_.data();
  return is_found;
}

template <bool kQuoted>
bool FieldIndex::find_ends(std::string_view text) {
  constexpr char kLineEnd = '\n';
  std::uint32_t* out = ends_.data();
  QuoteMasks masks(quote_, kLineEnd);
  TextBlocks blocks(text);
  while (blocks.has_next()) {
    const std::size_t at = blocks.at();
    const char* const block = blocks.next();
    std::uint64_t ends =
        positions_of(delimiter_, block) | positions_of(kLineEnd, block);
    if constexpr (kQuoted) {
      if (!masks.take(block, ends)) return false;
      for (std::uint64_t bits = masks.doubled(); bits != 0; bits &= bits - 1) {
        doubled_.push_back(static_cast<std::uint32_t>(
            at + static_cast<std::size_t>(std::countr_zero(bits))));
      }
    }
    if (static_cast<std::size_t>(end_ - out) < count_of(ends)) return false;
    out += put_positions<kStep>(ends, [&](std::size_t i, std::size_t place) {
      out[i] = static_cast<std::uint32_t>(at + place);
    });
  }
  end_ = out;
  return true;
}

void FieldIndex::undouble(Field& field) {
  while (*next_doubled_ < offset_of(field.end)) ++next_doubled_;
  if (!field.quoted) return;  // they were in a record that was not taken
  --field.begin;
  ++field.end;
  unescape_(field.begin, field.end);
}

}  // namespace csvimport
