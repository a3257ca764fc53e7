#include "rejects/reject_groups.hpp"

#include "base/import_error.hpp"

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

constexpr std::string_view kLeftOut = "…";

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

}  // namespace

// The quotes of a value that has quotes itself end too soon here, and there
// are more groups than need be.
std::string shape_of_reason(std::string_view reason) {
  std::string shape;
  for (std::size_t at = 0; at < reason.size();) {
    if (reason[at] == '"') {
      const std::size_t end = reason.find('"', at + 1);
      at = end == std::string_view::npos ? reason.size() : end + 1;
      shape += kLeftOut;
    } else if (is_digit(reason[at])) {
      while (at < reason.size() && is_digit(reason[at])) ++at;
      shape += kLeftOut;
    } else {
      shape += reason[at++];
    }
  }
  return shape;
}

void RejectGroups::begin_table(const std::string& table) {
  const auto found =
      std::find_if(tables_.begin(), tables_.end(),
                   [&](const OfTable& one) { return one.table == table; });
  table_ = static_cast<std::size_t>(found - tables_.begin());
  if (found == tables_.end()) tables_.emplace_back();
  tables_[table_] = {table, {}};
}

void RejectGroups::add(const BadRecords::Entry& record,
                       const InputNames& names) {
  // The column is part of the reason.
  const std::string column = describe_defect(record.field, "", names);
  std::string reason = column + std::string(record.reason);
  std::string shape = column + shape_of_reason(record.reason);
  std::vector<RejectGroup>& groups = tables_[table_].groups;
  const auto with_shape = [&] {
    return std::find_if(
        groups.begin(), groups.end(),
        [&](const RejectGroup& group) { return group.shape == shape; });
  };
  auto group = with_shape();
  if (group == groups.end() && groups.size() + 1 >= kMostGroups) {
    shape.clear();
    reason.clear();
    group = with_shape();
  }
  if (group == groups.end()) {
    groups.push_back({std::move(shape), std::move(reason), 0, {}});
    group = groups.end() - 1;
  } else if (group->reason != reason) {
    group->reason = group->shape;
  }
  ++group->count;
  if (group->first.size() == kFirst) return;
  group->first.emplace_back(
      ImportError({names.input, record.line},
                  describe_defect(record.field, record.reason, names))
          .what());
}

}  // namespace csvimport
