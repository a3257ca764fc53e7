#include "profile/column_sketcher.hpp"

#include "profile/value_hash.hpp"

#include <algorithm>
#include <vector>

namespace csvimport {

void ColumnSketcher::sketch(std::span<const TypedValue> values, bool counts_all,
                            TextArena& texts, ColumnShare& share) {
  share_ = &share;
  counted_.clear();
  range_ = {};
  is_full_ = false;
  std::uint64_t nulls = 0;
  for (const TypedValue& value : values) {
    if (value.is_null()) {
      ++nulls;
      continue;
    }
    const std::uint64_t hash = hash_of(value);
    if (CountedValue* const known = counted_.find(hash)) {
      ++known->count;
      continue;
    }
    if (!is_full_) {
      if (counts_all || counted_.size() < kMaxCounted) {
        counted_.add({hash, 1, value});
        continue;
      }
      give_up_singles();
    }
    take_into_rest(value, hash);
  }
  share.nulls = nulls;
  take_counted(counts_all, texts);
  const auto kept = [&](std::string_view text) {
    return texts.copy(text.substr(0, kComparedBytes));
  };
  if (share.texts.count == 0) return;
  share.min_text = kept(range_.least());
  share.max_text = kept(range_.greatest());
}

void ColumnSketcher::take(const TypedValue& value, std::uint64_t count) {
  switch (value.kind()) {
    case TypedValue::Kind::kNull:
      break;
    case TypedValue::Kind::kInteger:
      share_->numbers.add_integer(value.integer(), count);
      break;
    case TypedValue::Kind::kReal:
      // Without the sign of zero, which is less than another zero to nobody.
      share_->numbers.add_real(value.real() + 0.0, count);
      break;
    case TypedValue::Kind::kText:
      share_->texts.add(characters_of(value.text()), count);
      range_.add(value.text());
      break;
  }
}

void ColumnSketcher::give_up_singles() {
  is_full_ = true;
  share_->has_rest = true;
  std::vector<CountedValue> repeated;
  for (const CountedValue& one : counted_.values()) {
    if (one.count > 1) {
      repeated.push_back(one);
    } else {
      take_into_rest(one.value, one.hash);
    }
  }
  counted_.assign(repeated);
}

void ColumnSketcher::take_counted(bool counts_all, TextArena& texts) {
  const std::vector<CountedValue>& values = counted_.values();
  const auto singles =
      std::count_if(values.begin(), values.end(),
                    [](const CountedValue& one) { return one.count == 1; });
  const bool drops =
      !counts_all && 2 * static_cast<std::size_t>(singles) > values.size();
  for (const CountedValue& one : values) {
    take(one.value, one.count);
    if (drops && one.count == 1) {
      share_->rest_hashes.push_back(one.hash);
      share_->has_rest = true;
      continue;
    }
    CountedValue& kept = share_->counted.emplace_back(one);
    if (one.value.kind() == TypedValue::Kind::kText) {
      kept.value =
          TypedValue(texts.copy(start_of_text(one.value.text(), kKeptBytes)));
    }
  }
}

}  // namespace csvimport
