#pragma once

// A source that can be looked at before it is read.

#include <libfccp/csv.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace csvimport {

// Lets the start of another source be looked at before it is read.
class PeekedSource : public io::ByteSourceBase {
 public:
  explicit PeekedSource(std::unique_ptr<io::ByteSourceBase> source)
      : source_(std::move(source)) {}

  // The first `bytes` of what is still to be read; fewer only at the end of the
  // input. Valid until the next call of any member.
  std::string_view peek(std::size_t bytes);

  int read(char* buffer, int size) override;

 private:
  std::unique_ptr<io::ByteSourceBase> source_;
  std::string ahead_;
  std::size_t ahead_taken_ = 0;
};

}  // namespace csvimport
