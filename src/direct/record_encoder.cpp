#include "direct/record_encoder.hpp"

namespace csvimport {

void RecordEncoder::copy_to(std::uint8_t* out) const {
  out = put_varint(out, header_size());
  std::memcpy(out, types_.data(), types_size());
  std::memcpy(out + types_size(), body_.data(), body_size_);
}

void RecordEncoder::grow(std::size_t used) {
  // Half as much again, so that a record of many long texts is not moved often.
  body_.resize(used + used / 2 + numbers_room());
}

}  // namespace csvimport
