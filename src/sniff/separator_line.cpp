#include "sniff/separator_line.hpp"

#include "csv/utf8.hpp"

#include <algorithm>
#include <cstddef>

namespace csvimport {
namespace {

constexpr std::string_view kKey = "sep=";
constexpr std::size_t kLongestDelimiter = 8;  // bytes; by taste

bool is_key(std::string_view text) {
  return std::equal(text.begin(), text.end(), kKey.begin(), kKey.end(),
                    [](char byte, char key) {
                      const bool is_upper = byte >= 'A' && byte <= 'Z';
                      return (is_upper ? byte - 'A' + 'a' : byte) == key;
                    });
}

}  // namespace

std::optional<std::string> named_delimiter(std::string_view sample) {
  const std::size_t end = sample.find_first_of("\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view line = sample.substr(0, end);
  if (line.size() > 2 && line.front() == '"' && line.back() == '"') {
    line = line.substr(1, line.size() - 2);
  }
  if (line.size() <= kKey.size() || !is_key(line.substr(0, kKey.size()))) {
    return std::nullopt;
  }
  line.remove_prefix(kKey.size());
  if (line == "\\t") return "\t";
  const bool is_one =
      line.size() <= kLongestDelimiter &&
      line.find_first_of(std::string_view("\"\0", 2)) == std::string_view::npos;
  return is_one && is_valid_utf8(line) ? std::optional<std::string>(line)
                                       : std::nullopt;
}

}  // namespace csvimport
