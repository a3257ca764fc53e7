#include "csv/record_rewriter.hpp"

#include "csv/c_escapes.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace csvimport {

RecordRewriter::RecordRewriter(const Dialect& dialect, std::size_t width)
    : syntax_(dialect),
      delimiter_size_(dialect.delimiter.size()),
      c_escapes_(dialect.c_escapes),
      escaped_nulls_(dialect.escaped_nulls),
      nulls_may_be_quoted_(dialect.nulls_may_be_quoted),
      width_(width) {}

// A record on its way into the common form: what stands at in_ goes to out_,
// which never overtakes it.
class RecordRewriter::Copy {
 public:
  Copy(const RecordRewriter& rewriter, char* begin, char* end,
       RepairCounts& repairs)
      : rewriter_(rewriter),
        syntax_(rewriter.syntax_),
        end_(end),
        repairs_(repairs),
        in_(begin),
        out_(begin) {}

  // Returns its end.
  char* all_fields(QuoteReading reading) {
    for (std::size_t fields = 0;; ++fields) {
      in_ = syntax_.after_padding(in_, end_);
      if (fields < rewriter_.width_) escaped_null(reading);
      syntax_.quote_at(in_, end_) ? quoted_field(reading) : to_delimiter();
      if (in_ == end_) return out_;
      in_ += rewriter_.delimiter_size_;
      *out_++ = kCommonDelimiter;
    }
  }

 private:
  // A field that is NULL, up to its end.
  void escaped_null(QuoteReading reading) {
    const char* const next = rewriter_.after_escaped_null(in_, end_, reading);
    if (next == in_) return;
    *out_++ = kCommonNull;
    in_ = next;
  }

  // Stops at the delimiter, as each of those below does that copies a field.
  void quoted_field(QuoteReading reading) {
    switch (reading) {
      case QuoteReading::kStrict:
        if (to_closing_quote()) *out_++ = kCommonQuote;
        to_delimiter();
        break;
      case QuoteReading::kOuter:
        to_outer_quote();
        break;
      case QuoteReading::kKeepText:
        with_text_behind();
        break;
      case QuoteReading::kWithinLine:
        if (syntax_.after_clean_quotes(in_, end_) != nullptr) {
          with_text_behind();
        } else {
          ++repairs_.literal_quotes;
          to_delimiter();
        }
    }
  }

  // Without the blanks at its end, if these are dropped.
  void to_delimiter() {
    char* trimmed_end = out_;
    while (in_ != end_ && !syntax_.delimiter_at(in_, end_)) {
      if (syntax_.escape_at(in_, end_)) {
        escaped();
        trimmed_end = out_;
      } else {
        const bool is_blank = syntax_.is_blank(*in_);
        *out_++ = *in_++;
        if (!is_blank) trimmed_end = out_;
      }
    }
    out_ = trimmed_end;
  }

  // The quoted field, and what stands behind its quotes, in quotes. There is a
  // closing one, or the record would be read in another way.
  void with_text_behind() {
    (void)to_closing_quote();
    const char* const next = syntax_.after_any_blanks(in_, end_);
    if (next == end_ || syntax_.delimiter_at(next, end_)) {
      in_ = next;
    } else {
      to_delimiter();
      ++repairs_.kept_texts;
    }
    *out_++ = kCommonQuote;
  }

  // The field with its outer quotes, of which there are two; those within are
  // data, doubled or not.
  void to_outer_quote() {
    const char* const after_quotes = syntax_.after_outer_quotes(in_, end_);
    const char* const closing = after_quotes - syntax_.quote_size();
    *out_++ = kCommonQuote;
    for (in_ += syntax_.quote_size(); in_ != closing;) {
      if (syntax_.escape_at(in_, end_)) {
        escaped();
      } else if (!syntax_.quote_at(in_, end_)) {
        *out_++ = *in_++;
      } else {
        quote();
        if (in_ != closing && syntax_.quote_at(in_, end_)) {
          in_ += syntax_.quote_size();
        } else {
          ++repairs_.literal_quotes;
        }
      }
    }
    *out_++ = kCommonQuote;
    in_ = syntax_.after_any_blanks(after_quotes, end_);
  }

  // The opening quote and the text, up to behind the closing quote, which is
  // left out. Whether there is one.
  bool to_closing_quote() {
    *out_++ = kCommonQuote;
    for (in_ += syntax_.quote_size(); in_ != end_;) {
      if (syntax_.escape_at(in_, end_)) {
        escaped();
      } else if (!syntax_.quote_at(in_, end_)) {
        *out_++ = *in_++;
      } else {
        in_ += syntax_.quote_size();
        if (!syntax_.quote_at(in_, end_)) return true;
        quote();  // a doubled one, which is plain data in the common form
      }
    }
    return false;
  }

  void quote() {
    out_ = std::copy_n(in_, syntax_.quote_size(), out_);
    in_ += syntax_.quote_size();
  }

  // What the escape makes of what stands behind it.
  void escaped() {
    if (rewriter_.c_escapes_ && c_escaped()) return;
    const char* const next = syntax_.after_escaped(in_, end_);
    if (in_ + 1 != end_) ++in_;  // the last byte is literal itself
    while (in_ != next) *out_++ = *in_++;
  }
  bool c_escaped() {
    const auto escaped =
        c_escape({in_ + 1, static_cast<std::size_t>(end_ - in_ - 1)});
    if (!escaped) return false;
    *out_++ = escaped->byte;
    in_ += 1 + escaped->size;
    return true;
  }

  const RecordRewriter& rewriter_;
  const Syntax& syntax_;
  const char* end_;
  RepairCounts& repairs_;
  const char* in_;
  char* out_;
};

char* RecordRewriter::rewrite(char* begin, char* end, QuoteReading reading,
                              RepairCounts& repairs) const {
  return Copy(*this, begin, end, repairs).all_fields(reading);
}

char* RecordRewriter::rewrite(char* begin, char* end) const {
  RepairCounts none;
  return rewrite(begin, end, QuoteReading::kStrict, none);
}

const char* RecordRewriter::after_escaped_null(const char* at, const char* end,
                                               QuoteReading reading) const {
  if (!syntax_.quote_at(at, end)) return after_unquoted_null(at, end);
  return nulls_may_be_quoted_ ? after_quoted_null(at, end, reading) : at;
}

const char* RecordRewriter::after_unquoted_null(const char* at,
                                                const char* end) const {
  const std::string_view rest(at, static_cast<std::size_t>(end - at));
  const bool may_be_one =
      std::any_of(escaped_nulls_.begin(), escaped_nulls_.end(),
                  [&](const auto& null) { return rest.starts_with(null); });
  if (!may_be_one) return at;
  const char* const text_end = syntax_.text_end(at, end);
  const char* trimmed_end = text_end;
  while (trimmed_end != at && syntax_.is_blank(trimmed_end[-1])) --trimmed_end;
  return is_escaped_null(at, trimmed_end) ? text_end : at;
}

const char* RecordRewriter::after_quoted_null(const char* at, const char* end,
                                              QuoteReading reading) const {
  const char* const closed = syntax_.after_clean_quotes(at, end);
  if (closed == nullptr || !is_escaped_null(at + syntax_.quote_size(),
                                            closed - syntax_.quote_size())) {
    return at;
  }
  const char* const next = reading == QuoteReading::kStrict
                               ? syntax_.after_blanks(closed, end)
                               : syntax_.after_any_blanks(closed, end);
  return next == end || syntax_.delimiter_at(next, end) ? next : at;
}

bool RecordRewriter::is_escaped_null(const char* begin, const char* end) const {
  const std::string_view text(begin, static_cast<std::size_t>(end - begin));
  return std::find(escaped_nulls_.begin(), escaped_nulls_.end(), text) !=
         escaped_nulls_.end();
}

}  // namespace csvimport
