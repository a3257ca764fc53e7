#include "input/lz4_source.hpp"

#include "input/compression.hpp"

#include <new>

namespace csvimport {

Lz4Source::Lz4Source(std::unique_ptr<io::ByteSourceBase> source,
                     std::string name)
    : input_(std::move(source)), name_(std::move(name)) {
  LZ4F_dctx* context = nullptr;
  const auto status = ::LZ4F_createDecompressionContext(&context, LZ4F_VERSION);
  context_.reset(context);
  if (::LZ4F_isError(status) != 0) throw std::bad_alloc();
}

int Lz4Source::read(char* buffer, int size) {
  if (size <= 0) return 0;
  for (;;) {
    const std::string_view input = input_.ahead();
    if (input.empty() && !in_frame_) return 0;
    std::size_t written = static_cast<std::size_t>(size);
    std::size_t taken = input.size();
    // Without input it may still hold decoded bytes.
    const std::size_t wanted = ::LZ4F_decompress(
        context_.get(), buffer, &written, input.data(), &taken, nullptr);
    if (::LZ4F_isError(wanted) != 0) {
      fail_decompression(name_, Compression::kLz4,
                         damaged(::LZ4F_getErrorName(wanted)));
    }
    input_.take(taken);
    in_frame_ = wanted != 0;
    if (written > 0) return static_cast<int>(written);
    if (input.empty() && in_frame_) {
      fail_decompression(name_, Compression::kLz4, kEndsTooEarly);
    }
  }
}

}  // namespace csvimport
