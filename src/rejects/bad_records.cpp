#include "rejects/bad_records.hpp"

#include <algorithm>

namespace csvimport {

void BadRecords::add(std::uint64_t record, const Defect& defect,
                     std::string_view bytes) {
  reasons_ += defect.reason;
  bytes_ += bytes;
  marks_.push_back(
      {record, defect.line, defect.field, reasons_.size(), bytes_.size()});
}

void BadRecords::forget_from(std::uint64_t record) {
  const auto first =
      std::find_if(marks_.begin(), marks_.end(),
                   [&](const Mark& mark) { return mark.record >= record; });
  marks_.erase(first, marks_.end());
  reasons_.resize(marks_.empty() ? 0 : marks_.back().reason_end);
  bytes_.resize(marks_.empty() ? 0 : marks_.back().bytes_end);
}

BadRecords::Entry BadRecords::operator[](std::size_t index) const {
  const Mark& mark = marks_[index];
  const Mark before = index == 0 ? Mark{} : marks_[index - 1];
  const auto part = [](std::string_view text, std::size_t begin,
                       std::size_t end) {
    return text.substr(begin, end - begin);
  };
  return {mark.record, mark.line, mark.field,
          part(reasons_, before.reason_end, mark.reason_end),
          part(bytes_, before.bytes_end, mark.bytes_end)};
}

}  // namespace csvimport
