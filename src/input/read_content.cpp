#include "input/read_content.hpp"

#include "base/interrupt.hpp"
#include "input/decoded_source.hpp"
#include "input/input.hpp"

#include <vector>

namespace csvimport {

Content read_content(const std::string& path) {
  constexpr int kBlockBytes = 1 << 18;
  const std::unique_ptr<Input> input = open_input(path, "");
  HashingSource bytes(decompressed(input->open(), input->name()),
                      input->content());
  std::vector<char> block(kBlockBytes);
  while (bytes.read(block.data(), kBlockBytes) > 0) {
    throw_if_interrupted();
  }
  return input->content().value();
}

}  // namespace csvimport
