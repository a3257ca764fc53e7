// Included by csv/block_loops.cpp once for each set of instructions, which it
// compiles this for, each time into a namespace of its own.

// NOLINTBEGIN(misc-definitions-in-headers): no other source includes it.
namespace csvimport::CSVIMPORT_INSTRUCTIONS {
namespace {

// Sets of positions in a block of 64 bytes: bit i stands for byte i.
constexpr std::size_t kMaskBytes = 64;

// A text, in blocks of so many bytes; the last is filled up with NULs.
class TextBlocks {
 public:
  // From `at` on. Borrows the text.
  explicit TextBlocks(std::string_view text, std::size_t at = 0)
      : text_(text), at_(at) {}

  // Where the next block begins; the end of the text, or behind it, if there is
  // none.
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool has_next() const { return at_ < text_.size(); }
  // The next block, of which there must be one. It is valid until the next
  // call.
  const char* next() {
    const char* const block = text_.data() + at_;
    const std::size_t left = text_.size() - at_;
    at_ += kMaskBytes;
    if (left >= kMaskBytes) return block;
    std::memcpy(last_.data(), block, left);
    return last_.data();
  }

 private:
  std::string_view text_;
  std::size_t at_;
  std::array<char, kMaskBytes> last_{};
};

// Where `byte` occurs among the 64 bytes at `block`.
inline std::uint64_t positions_of(char byte, const char* block) {
  std::uint64_t mask = 0;
#ifdef __AVX2__
  const __m256i wanted = _mm256_set1_epi8(byte);
  for (std::size_t i = 0; i < kMaskBytes; i += sizeof(__m256i)) {
    const __m256i part =
        _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + i));
    const auto equal = static_cast<std::uint32_t>(
        _mm256_movemask_epi8(_mm256_cmpeq_epi8(part, wanted)));
    mask |= std::uint64_t{equal} << i;
  }
#elif defined(__SSE2__)
  const __m128i wanted = _mm_set1_epi8(byte);
  for (std::size_t i = 0; i < kMaskBytes; i += sizeof(__m128i)) {
    const __m128i part =
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + i));
    const auto equal = static_cast<std::uint32_t>(
        _mm_movemask_epi8(_mm_cmpeq_epi8(part, wanted)));
    mask |= std::uint64_t{equal} << i;
  }
#else
  for (std::size_t i = 0; i < kMaskBytes; ++i) {
    mask |= std::uint64_t{block[i] == byte} << i;
  }
#endif
  return mask;
}

// The number of bits that are set. std::popcount() is a call unless the
// compiler may count on the instruction.
inline std::size_t count_of(std::uint64_t bits) {
#ifdef __POPCNT__
  return static_cast<std::size_t>(std::popcount(bits));
#else
  bits -= bits >> 1 & 0x5555555555555555;
  bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F;
  return static_cast<std::size_t>(bits * 0x0101010101010101 >> 56);
#endif
}

// Calls put(i, position) for the position of each bit that is set, the lowest
// first, and up to kStep - 1 times more, with 64. Blocks of one text have about
// as many each, so that a processor foretells the steps, as it could not each
// bit. Returns the number of bits.
template <std::size_t kStep, class Put>
[[gnu::always_inline]] inline std::size_t put_positions(std::uint64_t bits,
                                                        Put put) {
  const std::size_t count = count_of(bits);
  for (std::size_t i = 0; i < count; i += kStep) {
    for (std::size_t k = 0; k < kStep; ++k) {
      put(i + k, static_cast<std::size_t>(std::countr_zero(bits)));
      bits &= bits - 1;
    }
  }
  return count;
}

// Bit i of the result is the parity of bits 0 to i.
inline std::uint64_t running_parity(std::uint64_t bits) {
  for (unsigned shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

// Which bytes are within quotes, from block to block.
class QuoteParity {
 public:
  // Set from each of the `quotes` of the next block that opens up to before the
  // one that closes it.
  std::uint64_t quoted(std::uint64_t quotes) {
    const std::uint64_t quoted = running_parity(quotes) ^ inside_;
    inside_ = quoted >> 63 != 0 ? ~std::uint64_t{0} : 0;
    return quoted;
  }

 private:
  std::uint64_t inside_ = 0;  // all ones while a quote is open
};

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
    const std::uint64_t odd = after_closing & ~(ends | opening);
    if ((odd | after_return_) != 0 && !take_returns(odd, block)) return false;
    doubled_ = opening & after_closing;
    after_end_ = ends >> 63;
    after_closing_ = closing >> 63;
    return true;
  }

  // The quotes of the block that are data, with one before each.
  [[nodiscard]] std::uint64_t doubled() const { return doubled_; }

 private:
  // Whether CRs stand at these places, each before a line end.
  bool take_returns(std::uint64_t places, const char* block) {
    if ((places & ~positions_of('\r', block)) != 0) return false;
    const std::uint64_t after_return = places << 1 | after_return_;
    after_return_ = places >> 63;
    return (after_return & ~positions_of(line_end_, block)) == 0;
  }

  char quote_;
  char line_end_;
  QuoteParity parity_;
  // In bit 0: the next byte follows such a one.
  std::uint64_t after_end_ = 1;
  std::uint64_t after_closing_ = 0;
  std::uint64_t after_return_ = 0;
  std::uint64_t doubled_ = 0;
};

template <bool kQuoted>
bool find_ends_in(std::string_view text, const BlockSyntax& syntax,
                  FieldEnds& found) {
  std::uint32_t* out = found.ends;
  QuoteMasks masks(syntax.quote.value_or('\0'), syntax.line_end);
  TextBlocks blocks(text);
  while (blocks.has_next()) {
    const std::size_t at = blocks.at();
    const char* const block = blocks.next();
    std::uint64_t ends = positions_of(syntax.delimiter, block) |
                         positions_of(syntax.line_end, block);
    if constexpr (kQuoted) {
      if (!masks.take(block, ends)) return false;
      for (std::uint64_t bits = masks.doubled(); bits != 0; bits &= bits - 1) {
        found.doubled->push_back(static_cast<std::uint32_t>(
            at + static_cast<std::size_t>(std::countr_zero(bits))));
      }
    }
    const auto so_far = static_cast<std::size_t>(out - found.ends);
    if (found.most - so_far < count_of(ends)) return false;
    out +=
        put_positions<kSpareEnds>(ends, [&](std::size_t i, std::size_t place) {
          out[i] = static_cast<std::uint32_t>(at + place);
        });
  }
  found.count = static_cast<std::size_t>(out - found.ends);
  return true;
}

bool find_ends(std::string_view text, const BlockSyntax& syntax,
               FieldEnds& found) {
  return find_ends_in<false>(text, syntax, found);
}

bool find_quoted_ends(std::string_view text, const BlockSyntax& syntax,
                      FieldEnds& found) {
  return find_ends_in<true>(text, syntax, found);
}

// Marks the records that end in the block at marker.at.
void mark_ends(RecordMarker& marker, std::uint64_t line_ends,
               std::uint64_t record_ends) {
  const bool one_line_each = line_ends == record_ends;
  std::uint64_t counted = 0;  // the line ends up to the last mark
  for (std::uint64_t ends = record_ends; ends != 0; ends &= ends - 1) {
    const auto bit = static_cast<unsigned>(std::countr_zero(ends));
    if (one_line_each) {
      ++marker.open_lines;
    } else {
      const std::uint64_t up_to = line_ends & ((std::uint64_t{2} << bit) - 1);
      marker.open_lines += count_of(up_to & ~counted);
      counted = up_to;
    }
    marker.mark(marker.at + bit + 1);
  }
  if (one_line_each) return;
  marker.open_lines += count_of(line_ends & ~counted);
}

bool mark_lines(RecordMarker& marker, char line_end) {
  std::vector<RecordMark>& marks = marker.marks;
  constexpr std::size_t kStep = 4;
  constexpr std::size_t kNewMarks = 1024;  // at a time; by taste
  std::uint64_t line_starts = 1;  // bit 0: a line starts at the next byte
  // Bit 0: of the line that goes on with the next byte, a CR is all so far.
  std::uint64_t after_return = 0;
  std::size_t lines = 0;
  TextBlocks blocks(marker.text);
  while (blocks.has_next()) {
    const std::size_t at = blocks.at();
    const char* const block = blocks.next();
    const std::uint64_t ends = positions_of(line_end, block);
    const std::uint64_t starts = ends << 1 | line_starts;
    if ((starts & positions_of(kByteOrderMark[0], block)) != 0) return false;
    const std::uint64_t returns =
        marker.returns == 0 ? 0 : starts & positions_of('\r', block);
    marker.summary.blank_lines +=
        count_of(ends & (starts | returns << 1 | after_return));
    line_starts = ends >> 63;
    after_return = returns >> 63;
    if (marks.size() < lines + kMaskBytes + kStep) {
      marks.resize(lines + kNewMarks);
    }
    RecordMark* const out = marks.data() + lines;
    lines += put_positions<kStep>(ends, [&](std::size_t i, std::size_t place) {
      out[i] = {static_cast<std::uint32_t>(at + place + 1), 1};
    });
  }
  marks.resize(lines);
  marker.summary.lines = lines;
  return true;
}

void mark_records(RecordMarker& marker, const BlockSyntax& syntax) {
  QuoteParity parity;
  std::uint64_t field_starts = 1;  // bit 0: a field may start at the next byte
  TextBlocks blocks(marker.text, marker.at);
  while (blocks.has_next()) {
    const char* const block = blocks.next();
    const std::uint64_t line_ends = positions_of(syntax.line_end, block);
    std::uint64_t record_ends = line_ends;
    if (syntax.quote) {
      const std::uint64_t quotes = positions_of(*syntax.quote, block);
      const std::uint64_t delimiters = positions_of(syntax.delimiter, block);
      const std::uint64_t quoted = parity.quoted(quotes);
      record_ends = line_ends & ~quoted;
      // A doubled quote looks like a field that closes and opens again.
      const std::uint64_t before_field =
          (delimiters & ~quoted) | record_ends | (quotes & ~quoted);
      const std::uint64_t may_open = before_field << 1 | field_starts;
      if ((quotes & quoted & ~may_open) != 0) return;
      field_starts = before_field >> 63;
    }
    mark_ends(marker, line_ends, record_ends);
    marker.at = std::min(blocks.at(), marker.text.size());
  }
}

constexpr BlockLoops kLoops = {find_ends, find_quoted_ends, mark_lines,
                               mark_records};

}  // namespace
}  // namespace csvimport::CSVIMPORT_INSTRUCTIONS
// NOLINTEND(misc-definitions-in-headers)
