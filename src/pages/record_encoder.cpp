#include "pages/record_encoder.hpp"

namespace csvimport {

std::uint8_t* RecordEncoder::grow(const std::uint8_t* body_end,
                                  std::size_t size) {
  const auto used = static_cast<std::size_t>(body_end - body_.data());
  // Half as much again, so that a record of many long texts is not moved often.
  body_.resize((used + size) / 2 * 3 + numbers_room());
  texts_end_ = body_.data() + body_.size() - numbers_room();
  return body_.data() + used;
}

}  // namespace csvimport
