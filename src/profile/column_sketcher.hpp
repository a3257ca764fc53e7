#pragma once

// From the values of a column, in a run of rows, to what they tell.

#include "profile/column_share.hpp"
#include "profile/counted_values.hpp"
#include "profile/text_arena.hpp"
#include "profile/text_range.hpp"
#include "schema/typed_value.hpp"

#include <cstdint>
#include <span>

namespace csvimport {

// Looks at each value once, and at most of those that repeat others only to
// count them: all but their number follows from the value and its count.
//
// Up to kMaxCounted values are counted. Where there are more, those that came
// once until then are given up for the rest, as all that come new; of a column
// whose values are all different, nothing is counted from there on. So a value
// that is two in a hundred or more is nearly always among those that are
// counted, and what cannot be frequent costs little.
//
// One thread at a time; keeps nothing from one run to the next but memory.
class ColumnSketcher {
 public:
  // `share` is empty; its texts go to `texts`. With `counts_all` there is no
  // rest.
  void sketch(std::span<const TypedValue> values, bool counts_all,
              TextArena& texts, ColumnShare& share);

 private:
  static constexpr std::size_t kMaxCounted = 256;

  // Takes in all but the hash of a value that came `count` times.
  void take(const TypedValue& value, std::uint64_t count);
  void take_into_rest(const TypedValue& value, std::uint64_t hash) {
    share_->rest.add(hash);
    take(value, 1);
  }
  void give_up_singles();
  void take_counted(bool counts_all, TextArena& texts);

  ColumnShare* share_ = nullptr;  // in the making
  CountedValues counted_;
  TextRange range_;
  bool is_full_ = false;  // no new value is counted
};

}  // namespace csvimport
