#include "input/gzip_source.hpp"

#include "input/compression.hpp"
#include "input/gzip_header.hpp"

#include <isa-l/igzip_lib.h>

#include <cstdint>

namespace csvimport {
namespace {

constexpr char kMagic = '\x1F';

const char* gzip_problem(int status) {
  switch (status) {
    case ISAL_INVALID_BLOCK:
      return "invalid block";
    case ISAL_INVALID_SYMBOL:
      return "invalid code";
    case ISAL_INVALID_LOOKBACK:
      return "invalid distance";
    case ISAL_INCORRECT_CHECKSUM:
      return "incorrect checksum or length";
    default:
      return "invalid data";
  }
}

}  // namespace

GzipSource::GzipSource(std::unique_ptr<io::ByteSourceBase> source,
                       std::string name)
    : input_(std::move(source)),
      name_(std::move(name)),
      state_(std::make_unique<inflate_state>()) {
  ::isal_inflate_init(state_.get());
}

GzipSource::~GzipSource() = default;

int GzipSource::read(char* buffer, int size) {
  if (size <= 0) return 0;
  const auto room = static_cast<std::uint32_t>(size);
  state_->next_out = reinterpret_cast<std::uint8_t*>(buffer);
  state_->avail_out = room;
  while (state_->avail_out == room) {
    if (!in_member_ && !start_member()) return 0;
    inflate_some();
  }
  return static_cast<int>(room - state_->avail_out);
}

bool GzipSource::start_member() {
  if (input_.ahead().starts_with('\0')) skip_padding();
  const std::string_view input = input_.ahead();
  if (input.empty()) return false;
  if (!input.starts_with(kMagic)) {
    fail_decompression(name_, Compression::kGzip, kMoreFollows);
  }
  // ISA-L itself takes some headers for damaged that come in two blocks.
  take_gzip_header(input_, name_);
  ::isal_inflate_reset(state_.get());
  state_->crc_flag = ISAL_GZIP_NO_HDR_VER;
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
  // Without input it may still hold decoded bytes.
  const std::string_view input = input_.ahead();
  const std::uint32_t room = state_->avail_out;
  state_->next_in = reinterpret_cast<std::uint8_t*>(
      const_cast<char*>(input.data()));  // only read
  state_->avail_in = static_cast<std::uint32_t>(input.size());
  const int status = ::isal_inflate(state_.get());
  input_.take(input.size() - state_->avail_in);
  if (status != ISAL_DECOMP_OK) {
    fail_decompression(name_, Compression::kGzip,
                       damaged(gzip_problem(status)));
  }
  in_member_ = state_->block_state != ISAL_BLOCK_FINISH;
  if (in_member_ && input.empty() && state_->avail_out == room) {
    fail_decompression(name_, Compression::kGzip, kEndsTooEarly);
  }
}

}  // namespace csvimport
