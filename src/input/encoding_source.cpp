#include "input/encoding_source.hpp"

#include "input/encoding.hpp"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>

namespace csvimport {
namespace {

constexpr std::size_t kReadBytes = 64 * 1024;  // by taste
constexpr auto kFailed = static_cast<std::size_t>(-1);

}  // namespace

EncodingSource::EncodingSource(std::unique_ptr<io::ByteSourceBase> source,
                               const std::string& encoding)
    : source_(std::move(source)),
      conversion_("UTF-8", encoding),
      unit_bytes_(unit_bytes_of(encoding)),
      input_(kReadBytes) {
  assert(conversion_.valid());
}

int EncodingSource::read(char* buffer, int size) {
  if (size <= 0) return 0;
  while (taken_ == output_.size()) {
    if (flushed_) return 0;
    convert_some();
  }
  const std::size_t count =
      std::min(static_cast<std::size_t>(size), output_.size() - taken_);
  std::memcpy(buffer, output_.data() + taken_, count);
  taken_ += count;
  return static_cast<int>(count);
}

void EncodingSource::convert_some() {
  output_.clear();
  taken_ = 0;
  if (!at_end_ && (begin_ == end_ || cut_)) read_more();
  if (begin_ != end_) {
    convert_input();
  } else if (at_end_) {
    flush();
  }
}

void EncodingSource::read_more() {
  std::memmove(input_.data(), input_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  const int count = source_->read(input_.data() + end_,
                                  static_cast<int>(input_.size() - end_));
  end_ += static_cast<std::size_t>(count);
  at_end_ = count == 0;
}

void EncodingSource::convert_input() {
  output_.resize(kReadBytes);
  char* in = input_.data() + begin_;
  std::size_t in_left = end_ - begin_;
  char* out = output_.data();
  std::size_t out_left = output_.size();
  const std::size_t status =
      ::iconv(conversion_.get(), &in, &in_left, &out, &out_left);
  const int problem = status == kFailed ? errno : 0;
  output_.resize(output_.size() - out_left);
  begin_ = end_ - in_left;
  cut_ = problem == EINVAL;
  if (problem == EILSEQ) {
    pass_undecodable(std::min(unit_bytes_, in_left));
  } else if (cut_ && at_end_) {
    pass_undecodable(in_left);
  }
}

void EncodingSource::flush() {
  output_.resize(kReadBytes);
  char* out = output_.data();
  std::size_t out_left = output_.size();
  (void)::iconv(conversion_.get(), nullptr, nullptr, &out, &out_left);
  output_.resize(output_.size() - out_left);
  flushed_ = true;
}

void EncodingSource::pass_undecodable(std::size_t bytes) {
  for (; bytes > 0; --bytes) append_undecodable(output_, input_[begin_++]);
}

}  // namespace csvimport
