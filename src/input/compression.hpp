#pragma once

// The compressed formats that an input may come in, told by content alone.

#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

enum class Compression { kGzip, kBzip2, kXz, kZstd, kLz4, kZip };

// As messages call it: "gzip".
std::string_view name_of(Compression format);

// As many bytes of an input's start as compression_of() needs.
inline constexpr std::size_t kCompressionPeekBytes = 64;

// The format of the input that starts with `start`, which is as long as above
// unless it is the whole input; nullopt for a text. An input that ends within
// a format's first bytes, which no text starts with, counts as that format.
std::optional<Compression> compression_of(std::string_view start);

// Throws SystemError: the input `name` is not what its format promises.
[[noreturn]] void fail_decompression(const std::string& name,
                                     Compression format,
                                     std::string_view problem);

// Problems that every format may have.
inline constexpr std::string_view kEndsTooEarly =
    "it ends too early; get a complete copy of the file";
inline constexpr std::string_view kMoreFollows =
    "something else follows its end; get another copy of the file";
std::string damaged(std::string_view detail);

}  // namespace csvimport
