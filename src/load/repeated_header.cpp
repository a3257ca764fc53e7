#include "load/repeated_header.hpp"

#include <algorithm>

namespace csvimport {

RepeatedHeader::RepeatedHeader(const HeaderFields& records, std::size_t width) {
  for (const std::vector<std::string>& record : records) {
    const auto names =
        std::count_if(record.begin(), record.end(),
                      [](const std::string& name) { return !name.empty(); });
    // One of a single name may well be data. A longer one is no record of data,
    // and a shorter one is padded.
    if (names < 2 || record.size() > width) continue;
    if (record.front().empty()) {
      may_start_.fill(true);
    } else {
      may_start_.at(static_cast<unsigned char>(record.front().front())) = true;
    }
    records_.push_back(record);
    records_.back().resize(width);
  }
}

bool RepeatedHeader::is_any(std::span<const Field> fields) const {
  return std::any_of(records_.begin(), records_.end(),
                     [&](const std::vector<std::string>& names) {
                       return std::equal(
                           names.begin(), names.end(), fields.begin(),
                           [](const std::string& name, const Field& field) {
                             return name == field.text();
                           });
                     });
}

}  // namespace csvimport
