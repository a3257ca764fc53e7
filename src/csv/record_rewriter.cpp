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

char* RecordRewriter::rewrite(char* begin, char* end, QuoteReading reading,
                              RepairCounts& repairs) const {
  const char* in = begin;
  char* out = begin;
  const auto copy_c_escape = [&] {
    const auto escaped =
        c_escape({in + 1, static_cast<std::size_t>(end - in - 1)});
    if (!escaped) return false;
    *out++ = escaped->byte;
    in += 1 + escaped->size;
    return true;
  };
  const auto copy_escaped = [&] {
    if (c_escapes_ && copy_c_escape()) return;
    const char* const next = syntax_.after_escaped(in, end);
    if (in + 1 != end) ++in;  // the last byte is literal itself
    while (in != next) *out++ = *in++;
  };
  const auto copy_quoted = [&] {
    *out++ = kCommonQuote;
    for (in += syntax_.quote_size(); in != end;) {
      if (syntax_.escape_at(in, end)) {
        copy_escaped();
      } else if (!syntax_.quote_at(in, end)) {
        *out++ = *in++;
      } else {
        in += syntax_.quote_size();
        if (!syntax_.quote_at(in, end)) return true;
        // A doubled quote: plain data in the common form.
        out = std::copy_n(in, syntax_.quote_size(), out);
        in += syntax_.quote_size();
      }
    }
    return false;
  };
  const auto copy_to_outer_quote = [&](const char* after_quotes) {
    const char* const closing = after_quotes - syntax_.quote_size();
    *out++ = kCommonQuote;
    for (in += syntax_.quote_size(); in != closing;) {
      if (syntax_.escape_at(in, end)) {
        copy_escaped();
      } else if (!syntax_.quote_at(in, end)) {
        *out++ = *in++;
      } else {
        out = std::copy_n(in, syntax_.quote_size(), out);
        in += syntax_.quote_size();
        if (in != closing && syntax_.quote_at(in, end)) {
          in += syntax_.quote_size();  // a doubled one
        } else {
          ++repairs.literal_quotes;
        }
      }
    }
    *out++ = kCommonQuote;
    in = syntax_.after_any_blanks(after_quotes, end);
  };
  const auto copy_to_delimiter = [&] {
    char* trimmed_end = out;
    while (in != end && !syntax_.delimiter_at(in, end)) {
      if (syntax_.escape_at(in, end)) {
        copy_escaped();
        trimmed_end = out;
      } else {
        const bool is_blank = syntax_.is_blank(*in);
        *out++ = *in++;
        if (!is_blank) trimmed_end = out;
      }
    }
    out = trimmed_end;
  };
  for (std::size_t fields = 0;; ++fields) {
    in = syntax_.field_text(in, end);
    if (fields < width_) in = after_escaped_null(in, end, reading);
    if (!syntax_.quote_at(in, end)) {
      copy_to_delimiter();
    } else if (reading == QuoteReading::kStrict) {
      if (copy_quoted()) *out++ = kCommonQuote;
      copy_to_delimiter();
    } else if (reading == QuoteReading::kOuter) {
      copy_to_outer_quote(syntax_.after_outer_quotes(in, end));
    } else if (reading == QuoteReading::kKeepText ||
               syntax_.after_clean_quotes(in, end) != nullptr) {
      (void)copy_quoted();
      const char* const next = syntax_.after_any_blanks(in, end);
      if (next == end || syntax_.delimiter_at(next, end)) {
        in = next;
      } else {
        copy_to_delimiter();
        ++repairs.kept_texts;
      }
      *out++ = kCommonQuote;
    } else {
      ++repairs.literal_quotes;
      copy_to_delimiter();
    }
    if (in == end) return out;
    in += delimiter_size_;
    *out++ = kCommonDelimiter;
  }
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
