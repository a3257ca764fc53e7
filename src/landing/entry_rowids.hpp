#pragma once

// The rowids that entries get in the target.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace csvimport {

// Entries that were sorted while rows were staged know these by rowids of their
// own: by those that rows bring, or else by the numbers of records. Any thread.
class EntryRowids {
 public:
  // Entries keep theirs. Those with the rowids `left_out`, which ascend, do not
  // get there.
  static EntryRowids kept(std::vector<std::int64_t> left_out = {}) {
    return {0, false, std::move(left_out)};
  }
  // Entries get those behind `last`, one after the other. Those of the records
  // `left_out`, whose numbers ascend, do not get there.
  static EntryRowids behind(std::int64_t last,
                            std::vector<std::int64_t> left_out) {
    return {last, true, std::move(left_out)};
  }

  // That of an entry in the target; none if it does not get there. Takes the
  // time of a binary search in what is left out.
  [[nodiscard]] std::optional<std::int64_t> of(std::int64_t rowid) const {
    if (left_out_.empty()) return last_ + rowid;
    const auto place =
        std::lower_bound(left_out_.begin(), left_out_.end(), rowid);
    if (place != left_out_.end() && *place == rowid) return std::nullopt;
    return last_ + (rowid - (closes_gaps_ ? place - left_out_.begin() : 0));
  }

 private:
  EntryRowids(std::int64_t last, bool closes_gaps,
              std::vector<std::int64_t> left_out)
      : last_(last),
        closes_gaps_(closes_gaps),
        left_out_(std::move(left_out)) {}

  std::int64_t last_;
  bool closes_gaps_;
  std::vector<std::int64_t> left_out_;
};

}  // namespace csvimport
