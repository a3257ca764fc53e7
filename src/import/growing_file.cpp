#include "import/growing_file.hpp"

#include "base/import_error.hpp"
#include "base/system_error.hpp"
#include "input/compression.hpp"
#include "input/encoding.hpp"

#include <algorithm>
#include <array>
#include <string_view>

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

std::unique_ptr<Input> try_open_growing_file(const std::string& path) {
  try {
    return open_growing_file(path);
  } catch (const ImportError&) {
  } catch (const SystemError&) {
  }
  return nullptr;
}

bool has_gained_line(Input& file, std::uint64_t offset) {
  constexpr std::size_t kBlockBytes = 64 * 1024;  // by taste
  std::string block(kBlockBytes, '\0');
  bool has_return = false;  // with something behind it
  bool ends_at_return = false;
  for (;;) {
    const std::size_t size = file.look(offset, block.data(), block.size());
    if (size == 0) break;
    const std::string_view text(block.data(), size);
    if (text.find('\n') != std::string_view::npos) return true;
    has_return |= ends_at_return || text.find('\r') < size - 1;
    ends_at_return = text.ends_with('\r');
    offset += size;
  }
  if (has_return) {
    throw ImportError({file.name()},
                      "has lines that end at CR, and --tail follows those that "
                      "end at LF; import it with --once");
  }
  return false;
}

}  // namespace csvimport
