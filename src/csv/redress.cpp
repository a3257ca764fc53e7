#include "csv/redress.hpp"

#include <string_view>

namespace csvimport {

char* Redress::apply(char* begin, char* end) const {
  const char* in = begin;
  char* out = begin;
  const auto copy_quoted = [&] {
    *out++ = kRedressedQuote;
    for (++in; in != end; ++in) {
      if (*in != *quote_) {
        *out++ = *in;
      } else if (in + 1 != end && in[1] == *quote_) {
        *out++ = *in++;  // a doubled quote: plain data in the common dress
      } else {
        break;
      }
    }
    if (in != end) ++in;
    *out++ = kRedressedQuote;
  };
  const auto copy_to_delimiter = [&] {
    while (in != end &&
           !std::string_view(in, static_cast<std::size_t>(end - in))
                .starts_with(delimiter_)) {
      *out++ = *in++;
    }
  };
  for (;;) {
    if (quote_ && in != end && *in == *quote_) copy_quoted();
    copy_to_delimiter();
    if (in == end) return out;
    in += delimiter_.size();
    *out++ = kRedressedDelimiter;
  }
}

}  // namespace csvimport
