#include "sniff/tar_start.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace csvimport {
namespace {

// A header has a block, and what it tells of fills further ones ("ustar
// Interchange Format" of POSIX's pax).
constexpr std::size_t kTarBlockBytes = 512;

struct TarField {
  std::size_t at;
  std::size_t bytes;
};
constexpr TarField kTarName = {0, 100};
constexpr TarField kTarSize = {124, 12};
constexpr TarField kTarMagic = {257, 5};
constexpr TarField kTarPrefix = {345, 155};
constexpr std::size_t kTarTypeAt = 156;

std::string_view text_in(std::string_view header, TarField field) {
  const std::string_view text = header.substr(field.at, field.bytes);
  return text.substr(0, text.find('\0'));
}

bool is_tar_header(std::string_view start) {
  return start.size() >= kTarBlockBytes &&
         start.substr(kTarMagic.at, kTarMagic.bytes) == "ustar" &&
         start.substr(0, kTarMagic.at).find('\0') != start.npos;
}

// With that of what stands behind the header.
std::size_t entry_bytes(std::string_view header) {
  const std::string_view digits = text_in(header, kTarSize);
  std::size_t size = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), size, 8);
  const std::size_t blocks = (size + kTarBlockBytes - 1) / kTarBlockBytes;
  return (blocks + 1) * kTarBlockBytes;
}

std::string path_in(std::string_view header) {
  const std::string name(text_in(header, kTarName));
  // GNU's own format has other things there.
  const bool is_posix = header[kTarMagic.at + kTarMagic.bytes] == '\0';
  const std::string prefix(is_posix ? text_in(header, kTarPrefix) : "");
  return prefix.empty() ? name : prefix + '/' + name;
}

// Of what macOS adds for each file.
bool is_attributes(std::string_view path) {
  return path.substr(path.rfind('/') + 1).starts_with("._");
}

}  // namespace

std::optional<std::string> first_file_of_tar(std::string_view start) {
  if (!is_tar_header(start)) return std::nullopt;
  while (is_tar_header(start)) {
    const char type = start[kTarTypeAt];
    const std::string path = path_in(start);
    const bool is_file = type == '0' || type == '\0';
    if (is_file && !is_attributes(path)) return path;
    const std::string_view entry =
        start.substr(0, std::min(entry_bytes(start), start.size()));
    // The next entry's path, which is too long for its header.
    const bool has_path = entry.find(" path=", kTarBlockBytes) != entry.npos;
    if (type == 'L' || (type == 'x' && has_path)) break;
    start.remove_prefix(entry.size());
  }
  return "";
}

}  // namespace csvimport
