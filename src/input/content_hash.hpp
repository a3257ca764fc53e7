#pragma once

// A hash of what an input holds, made while it is read.

#include <libfccp/csv.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

// What an input held that was read to its end: decompressed, and before it is
// converted to UTF-8.
struct Content {
  std::uint64_t bytes = 0;
  std::string hash;  // XXH3 of 128 bits, as 32 hexadecimal digits

  bool operator==(const Content&) const = default;
};

// Hashes the bytes of one input, in their order. One thread.
class ContentHash {
 public:
  ContentHash();
  ContentHash(ContentHash&&) noexcept;
  ContentHash& operator=(ContentHash&&) noexcept;
  ~ContentHash();

  void add(std::string_view bytes);
  // Of what was added so far.
  [[nodiscard]] Content content() const;

 private:
  struct State;

  std::unique_ptr<State> state_;
};

// Gives what `source` gives, and lets `content` be what that was, at its end.
class HashingSource : public io::ByteSourceBase {
 public:
  // Borrows `content`.
  HashingSource(std::unique_ptr<io::ByteSourceBase> source,
                std::optional<Content>& content)
      : source_(std::move(source)), content_(content) {}

  int read(char* buffer, int size) override;

 private:
  std::unique_ptr<io::ByteSourceBase> source_;
  std::optional<Content>& content_;
  ContentHash hash_;
};

}  // namespace csvimport
