#include "load/repeated_header.hpp"

#include "schema/names.hpp"
#include "sniff/field_looks.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace csvimport {
namespace {

std::vector<std::string> trimmed_names(const std::vector<std::string>& record) {
  std::vector<std::string> names;
  names.reserve(record.size());
  for (const std::string& field : record) names.emplace_back(trimmed(field));
  return names;
}

// Whether a record of these names is taken for the header, or for one of its
// several records.
bool tells_header(const std::vector<std::string>& names, std::size_t width,
                  bool is_one_of_several) {
  const auto count = static_cast<std::size_t>(
      std::count_if(names.begin(), names.end(),
                    [](const std::string& name) { return !name.empty(); }));
  // One of a single name may well be data. A longer one is no record of data,
  // and a shorter one is padded.
  if (count < 2 || names.size() > width) return false;
  return !is_one_of_several ||
         (count == width &&
          !std::all_of(names.begin(), names.end(), has_only_figures));
}

}  // namespace

RepeatedHeader::RepeatedHeader(const HeaderFields& records, std::size_t width) {
  for (const std::vector<std::string>& record : records) {
    std::vector<std::string> names = trimmed_names(record);
    if (!tells_header(names, width, records.size() > 1)) continue;
    names.resize(width);
    note_start(names.front());
    records_.push_back(std::move(names));
  }
}

void RepeatedHeader::note_start(std::string_view name) {
  if (name.empty()) {
    may_start_.fill(true);
    return;
  }
  may_start_.at(static_cast<unsigned char>(name.front())) = true;
  for (const char blank : std::string_view(" \t\r\n\v\f")) {
    may_start_.at(static_cast<unsigned char>(blank)) = true;
  }
  // Characters that nobody sees are not ASCII.
  std::fill(may_start_.begin() + 0x80, may_start_.end(), true);
}

bool RepeatedHeader::is_any_of_it(std::span<const Field> fields) const {
  return std::any_of(records_.begin(), records_.end(),
                     [&](const std::vector<std::string>& names) {
                       return std::equal(
                           names.begin(), names.end(), fields.begin(),
                           [](const std::string& name, const Field& field) {
                             return name == trimmed(field.text());
                           });
                     });
}

}  // namespace csvimport
