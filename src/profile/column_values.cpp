#include "profile/column_values.hpp"

#include <algorithm>
#include <utility>

namespace csvimport {

void ColumnValues::add(const ColumnShare& share) {
  if (share.has_rest) become_inexact();
  for (const CountedValue& one : share.counted) {
    if (!is_exact_) estimate_.add(one.hash);
    if (CountedValue* const known = counted_.find(one.hash)) {
      known->count += one.count;
      continue;
    }
    CountedValue kept = one;
    if (one.value.kind() == TypedValue::Kind::kText) {
      kept.value = TypedValue(texts_.copy(one.value.text()));
    }
    counted_.add(kept);
    if (counted_.size() == 2 * capacity_) cut();
  }
  for (const std::uint64_t hash : share.rest_hashes) estimate_.add(hash);
  estimate_.merge(share.rest);
}

void ColumnValues::become_inexact() {
  if (!is_exact_) return;
  is_exact_ = false;
  for (const CountedValue& one : counted_.values()) estimate_.add(one.hash);
}

void ColumnValues::cut() {
  become_inexact();
  std::vector<CountedValue> kept = counted_.values();
  const auto end = kept.begin() + static_cast<std::ptrdiff_t>(capacity_);
  std::nth_element(kept.begin(), end, kept.end(),
                   [](const CountedValue& a, const CountedValue& b) {
                     return a.count != b.count ? a.count > b.count
                                               : a.hash < b.hash;
                   });
  kept.erase(end, kept.end());
  TextArena texts;
  for (CountedValue& one : kept) {
    if (one.value.kind() != TypedValue::Kind::kText) continue;
    one.value = TypedValue(texts.copy(one.value.text()));
  }
  counted_.assign(kept);
  texts_ = std::move(texts);
}

std::uint64_t ColumnValues::distinct() const {
  return is_exact_ ? counted_.size() : estimate_.value();
}

std::vector<CountedValue> ColumnValues::most_frequent(std::size_t count) const {
  std::vector<CountedValue> values = counted_.values();
  std::stable_sort(values.begin(), values.end(),
                   [](const CountedValue& a, const CountedValue& b) {
                     return a.count > b.count;
                   });
  values.resize(std::min(values.size(), count));
  return values;
}

}  // namespace csvimport
