#include "input/gzip_source.hpp"

#include "input/compression.hpp"

#include <new>

namespace csvimport {
namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;
constexpr char kMagic = '\x1F';

}  // namespace

GzipSource::GzipSource(std::unique_ptr<io::ByteSourceBase> source,
                       std::string name)
    : input_(std::move(source)), name_(std::move(name)) {
  if (::inflateInit2(&stream_, kGzipOnly) != Z_OK) throw std::bad_alloc();
}

GzipSource::~GzipSource() { ::inflateEnd(&stream_); }

int GzipSource::read(char* buffer, int size) {
  if (size <= 0) return 0;
  const auto room = static_cast<uInt>(size);
  stream_.next_out = reinterpret_cast<Bytef*>(buffer);
  stream_.avail_out = room;
  while (stream_.avail_out == room) {
    if (!in_member_ && !start_member()) return 0;
    inflate_some();
  }
  return static_cast<int>(room - stream_.avail_out);
}

bool GzipSource::start_member() {
  if (input_.ahead().starts_with('\0')) skip_padding();
  const std::string_view input = input_.ahead();
  if (input.empty()) return false;
  if (!input.starts_with(kMagic)) {
    fail_decompression(name_, Compression::kGzip, kMoreFollows);
  }
  ::inflateReset(&stream_);
  in_member_ = true;
  return true;
}

void GzipSource::skip_padding() {
  for (;;) {
    const std::string_view input = input_.ahead();
    if (input.empty()) return;
    if (input.find_first_not_of('\0') != std::string_view::npos) {
      fail_decompression(name_, Compression::kGzip, kMoreFollows);
    }
    input_.take(input.size());
  }
}

void GzipSource::inflate_some() {
  const std::string_view input = input_.ahead();
  if (input.empty()) {
    fail_decompression(name_, Compression::kGzip, kEndsTooEarly);
  }
  stream_.next_in =
      reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));  // only read
  stream_.avail_in = static_cast<uInt>(input.size());
  const int status = ::inflate(&stream_, Z_NO_FLUSH);
  input_.take(input.size() - stream_.avail_in);
  if (status == Z_MEM_ERROR) throw std::bad_alloc();
  if (status == Z_STREAM_END) {
    in_member_ = false;
  } else if (status != Z_OK) {
    fail_decompression(
        name_, Compression::kGzip,
        damaged(stream_.msg != nullptr ? stream_.msg : "no progress"));
  }
}

}  // namespace csvimport
