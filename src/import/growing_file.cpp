#include "import/growing_file.hpp"

#include "base/import_error.hpp"
#include "base/path.hpp"
#include "input/compression.hpp"
#include "input/encoding.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace csvimport {
namespace {

void check_is_plain(std::string_view start, const std::string& name) {
  if (const auto format = compression_of(start)) {
    throw ImportError({name}, "is compressed, as " +
                                  std::string(name_of(*format)) +
                                  ", and --tail follows plain text; import it "
                                  "with --once");
  }
  const std::string encoding =
      encoding_of_mark(start.substr(0, kMarkPeekBytes));
  if (encoding.empty()) return;
  throw ImportError({name}, "is in " + encoding +
                                ", and --tail follows UTF-8; import it with "
                                "--once");
}

}  // namespace

void fail_returns(const std::string& name) {
  throw ImportError({name},
                    "has lines that end at CR, and --tail follows those that "
                    "end at LF; import it with --once");
}

std::unique_ptr<Input> open_growing_file(const std::string& path) {
  std::unique_ptr<Input> file = open_input(path, "");
  if (!file->is_regular()) {
    throw ImportError({file->name()},
                      "is no regular file, so --tail cannot go on where it "
                      "ended; leave out --tail");
  }
  std::array<char, kCompressionPeekBytes> start{};
  const std::size_t size = file->look(0, start.data(), start.size());
  check_is_plain({start.data(), size}, file->name());
  return file;
}

std::unique_ptr<Input> open_if_plain(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return nullptr;
  try {
    return open_growing_file(path);
  } catch (const ImportError&) {
    return nullptr;
  }
}

bool has_gained_line(Input& file, std::uint64_t offset) {
  const bool is_whole_file = offset == 0;
  constexpr std::size_t kBlockBytes = 64 * 1024;  // by taste
  std::string block(kBlockBytes, '\0');
  bool has_return = false;  // with something else behind it
  bool ends_at_return = false;
  for (;;) {
    const std::size_t size = file.look(offset, block.data(), block.size());
    if (size == 0) break;
    std::string_view text(block.data(), size);
    if (text.find('\n') != std::string_view::npos) return true;
    offset += size;
    const bool ends_so = text.ends_with('\r');
    while (text.ends_with('\r')) text.remove_suffix(1);
    has_return |= (ends_at_return && !text.empty()) ||
                  text.find('\r') != std::string_view::npos;
    ends_at_return = ends_so;
  }
  if (is_whole_file && has_return) fail_returns(file.name());
  return false;
}

bool ends_in_line_end(const std::string& path) {
  const auto file = open_if_plain(path);
  const std::uint64_t size = file ? file->facts().end : 0;
  char last = '\n';
  if (size > 0) file->look(size - 1, &last, 1);
  return last == '\n';
}

std::string followed_name(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path folder = fs::canonical(folder_of(path), error);
  return error ? path : (folder / fs::path(path).filename()).string();
}

}  // namespace csvimport
