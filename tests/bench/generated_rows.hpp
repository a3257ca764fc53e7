#pragma once

// What the generator of rows draws its values from, and writes them to.

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace csvimport {

// The same numbers for the same seed: SplitMix64 (Steele, Lea and Flood, 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed = 42) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }

 private:
  std::uint64_t state_;
};

// Text for stdout, in large pieces. Ends the program where it cannot be
// written.
class Output {
 public:
  ~Output() { flush(); }

  Output& text(std::string_view text) {
    bytes_ += text;
    if (bytes_.size() >= kFlushBytes) flush();
    return *this;
  }
  Output& number(std::uint64_t value) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    return text({digits, static_cast<std::size_t>(end - digits)});
  }
  // `value` hundredths.
  Output& hundredths(std::uint64_t value) {
    const char tail[3] = {'.', static_cast<char>('0' + value / 10 % 10),
                          static_cast<char>('0' + value % 10)};
    return number(value / 100).text({tail, sizeof tail});
  }

 private:
  void flush() {
    if (std::fwrite(bytes_.data(), 1, bytes_.size(), stdout) != bytes_.size()) {
      std::perror("generate: stdout");
      std::exit(1);
    }
    bytes_.clear();
  }

  static constexpr std::size_t kFlushBytes = 1 << 20;

  std::string bytes_;
};

}  // namespace csvimport
