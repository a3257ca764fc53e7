#pragma once

// A row in SQLite's record format ("Database File Format", section 2.1): a
// header of serial types, then the values.
//
//   +-------------+--------+--------+-...-+---------+---------+-...-+
//   | header size | type 1 | type 2 |     | value 1 | value 2 |     |
//   |   varint    | varint | varint |     |         |         |     |
//   +-------------+--------+--------+-...-+---------+---------+-...-+
//   |<------ header, its size included -->|<-------- body --------->|
//
//   type          value
//   0             NULL, of no bytes
//   1 2 3 4 5 6   an integer of 1, 2, 3, 4, 6 or 8 bytes, big-endian
//   7             a double of 8 bytes, big-endian
//   8 9           the integers 0 and 1, of no bytes
//   12 + 2n       a blob of n bytes
//   13 + 2n       a text of n bytes

#include "base/cache_line_allocator.hpp"
#include "base/short_copy.hpp"
#include "pages/big_endian.hpp"
#include "pages/varint.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace csvimport {

// Encodes one record after the other into the same memory, with the bytes that
// SQLite itself writes for these values. One thread at a time.
class RecordEncoder {
 public:
  explicit RecordEncoder(std::size_t columns)
      : types_(columns * kMaxTypeSize),
        body_(columns * kMaxNumberSize),
        texts_end_(body_.data()) {}
  RecordEncoder(const RecordEncoder&) = delete;
  RecordEncoder& operator=(const RecordEncoder&) = delete;
  RecordEncoder(RecordEncoder&&) = default;
  RecordEncoder& operator=(RecordEncoder&&) = default;
  ~RecordEncoder() = default;

  // A record under way, until the next start(). Keep it in a local variable: it
  // is small, so that a compiler can hold it in registers.
  class Row {
   public:
    void add_null() { *types_end_++ = kNullType; }

    [[gnu::always_inline]] void add_integer(std::int64_t value) {
      const auto bits = static_cast<std::uint64_t>(value ^ (value >> 63));
      const unsigned width = kIntegerWidths[std::bit_width(bits)];
      // Zero and one have types of their own and take no bytes.
      const bool is_type = (value & 1) == value;
      *types_end_++ = is_type ? static_cast<std::uint8_t>(kZeroType + value)
                              : kIntegerTypes[width];
      // The bytes behind the first `width` are written over, or cut off.
      put_u64(body_end_, static_cast<std::uint64_t>(value) << (64 - 8 * width));
      body_end_ += is_type ? 0 : width;
    }

    // The value of a column with REAL affinity, which SQLite stores as an
    // integer where it is one of up to 6 bytes.
    [[gnu::always_inline]] void add_real(double value) {
      constexpr double kLimit = 140737488355328.0;  // 2^47
      if (value >= -kLimit && value < kLimit) {
        const auto whole = static_cast<std::int64_t>(value);
        if (static_cast<double>(whole) == value) {
          add_integer(whole);
          return;
        }
      }
      add_stored_real(value);
    }

    // The same of a value that is no integer.
    [[gnu::always_inline]] void add_fraction(double value) {
      add_stored_real(value);
    }

    // The value of a column without that affinity.
    [[gnu::always_inline]] void add_stored_real(double value) {
      *types_end_++ = kRealType;
      put_u64(body_end_, std::bit_cast<std::uint64_t>(value));
      body_end_ += sizeof value;
    }

    // `text` is shorter than 1 GiB.
    [[gnu::always_inline]] void add_text(std::string_view text) {
      types_end_ = put_varint(types_end_, kFirstTextType + 2 * text.size());
      make_room(text.size());
      copy_short(body_end_, text.data(), text.size());
      body_end_ += text.size();
    }

    // `bytes` are fewer than 1 GiB.
    void add_blob(std::span<const std::uint8_t> bytes) {
      add_stored(kFirstBlobType + 2 * bytes.size(), bytes);
    }

    // A value of serial type `type` with the bytes that a record has of it,
    // fewer than 1 GiB.
    void add_stored(std::uint64_t type, std::span<const std::uint8_t> bytes) {
      types_end_ = put_varint(types_end_, type);
      make_room(bytes.size());
      std::memcpy(body_end_, bytes.data(), bytes.size());
      body_end_ += bytes.size();
    }

    // The serial types so far, and the values. Until the next change.
    [[nodiscard]] const std::uint8_t* types() const {
      return encoder_->types_.data();
    }
    [[nodiscard]] const std::uint8_t* body() const {
      return encoder_->body_.data();
    }

    // The size of the finished record.
    [[nodiscard]] [[gnu::always_inline]] std::size_t size() const {
      return header_size() + body_size();
    }

    // Writes the finished record, of size() bytes, to `out`.
    [[gnu::always_inline]] void copy_to(std::uint8_t* out) const {
      out = put_varint(out, header_size());
      copy_short(out, encoder_->types_.data(), types_size());
      copy_short(out + types_size(), encoder_->body_.data(), body_size());
    }

   private:
    friend class RecordEncoder;
    explicit Row(RecordEncoder& encoder)
        : encoder_(&encoder),
          types_end_(encoder.types_.data()),
          body_end_(encoder.body_.data()) {}

    // For a text.
    [[gnu::always_inline]] void make_room(std::size_t size) {
      if (static_cast<std::ptrdiff_t>(size) >
          encoder_->texts_end_ - body_end_) {
        body_end_ = encoder_->grow(body_end_, size);
      }
    }
    [[nodiscard]] std::size_t types_size() const {
      return static_cast<std::size_t>(types_end_ - encoder_->types_.data());
    }
    [[nodiscard]] std::size_t body_size() const {
      return static_cast<std::size_t>(body_end_ - encoder_->body_.data());
    }
    // The header starts with its own size, which counts itself.
    [[nodiscard]] [[gnu::always_inline]] std::size_t header_size() const {
      const std::size_t types = types_size();
      if (types < 0x7F) return types + 1;
      return types + varint_size(types + varint_size(types + 1));
    }

    RecordEncoder* encoder_;
    std::uint8_t* types_end_;
    std::uint8_t* body_end_;
  };

  // The bytes that the longest records so far made it keep.
  [[nodiscard]] std::size_t capacity() const { return body_.capacity(); }

  // Begins a record; then come the values, one per column, in order.
  Row start() { return Row(*this); }

 private:
  static constexpr std::size_t kMaxTypeSize = 5;  // of a text under 2^30 bytes
  static constexpr std::size_t kMaxNumberSize = 8;
  static constexpr std::uint8_t kNullType = 0;
  static constexpr std::uint8_t kRealType = 7;
  static constexpr std::uint8_t kZeroType = 8;
  static constexpr std::uint64_t kFirstBlobType = 12;
  static constexpr std::uint64_t kFirstTextType = 13;
  // By the number of significant bits of a value or its complement: the bytes
  // it takes with its sign. By the number of bytes: the serial type.
  static constexpr std::uint8_t kIntegerWidths[65] = {
      1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3,
      3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6,
      6, 6, 6, 6, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8};
  static constexpr std::uint8_t kIntegerTypes[9] = {0, 1, 2, 3, 4, 0, 5, 0, 6};

  // What the numbers of a record may need, in all.
  [[nodiscard]] std::size_t numbers_room() const {
    return types_.size() / kMaxTypeSize * kMaxNumberSize;
  }
  // Makes room for a text of `size` bytes at `body_end`, and for all numbers
  // that may follow it. Returns where the body ends now.
  std::uint8_t* grow(const std::uint8_t* body_end, std::size_t size);

  using Bytes = std::vector<std::uint8_t, CacheLineAllocator<std::uint8_t>>;

  Bytes types_;
  Bytes body_;
  // How far texts go: behind it is room for numbers.
  const std::uint8_t* texts_end_;
};

}  // namespace csvimport
