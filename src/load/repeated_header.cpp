#include "load/repeated_header.hpp"

#include <algorithm>

namespace csvimport {

RepeatedHeader::RepeatedHeader(const HeaderFields& records, std::size_t width) {
  if (width < 2) return;
  for (const std::vector<std::string>& record : records) {
    const bool is_empty =
        std::all_of(record.begin(), record.end(),
                    [](const std::string& name) { return name.empty(); });
    // A longer one is no record of data, and a shorter one is padded.
    if (is_empty || record.size() > width) continue;
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
