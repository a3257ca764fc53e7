#include "input/content_hash.hpp"

// Within this file, so that no library has to be loaded at the start.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <array>
#include <cstddef>
#include <cstdio>

namespace csvimport {

struct ContentHash::State {
  State() { XXH3_128bits_reset(&hash); }

  XXH3_state_t hash{};
  std::uint64_t bytes = 0;
};

ContentHash::ContentHash() : state_(std::make_unique<State>()) {}
ContentHash::ContentHash(ContentHash&&) noexcept = default;
ContentHash& ContentHash::operator=(ContentHash&&) noexcept = default;
ContentHash::~ContentHash() = default;

void ContentHash::add(std::string_view bytes) {
  XXH3_128bits_update(&state_->hash, bytes.data(), bytes.size());
  state_->bytes += bytes.size();
}

Content ContentHash::content() const {
  XXH128_canonical_t digest;
  XXH128_canonicalFromHash(&digest, XXH3_128bits_digest(&state_->hash));
  constexpr std::string_view kDigits = "0123456789abcdef";
  Content content{state_->bytes, {}};
  for (const unsigned char byte : digest.digest) {
    content.hash += kDigits[byte >> 4];
    content.hash += kDigits[byte & 0xF];
  }
  return content;
}

int HashingSource::read(char* buffer, int size) {
  const int count = source_->read(buffer, size);
  if (count > 0) {
    hash_.add({buffer, static_cast<std::size_t>(count)});
  } else if (size > 0) {
    content_ = hash_.content();
  }
  return count;
}

}  // namespace csvimport
