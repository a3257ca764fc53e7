#pragma once

// The profile of a table in the making, over one pass of its inputs.

#include "pipeline/recycler.hpp"
#include "profile/column_share.hpp"
#include "profile/column_values.hpp"
#include "profile/profile_share.hpp"
#include "profile/row_sample.hpp"
#include "profile/table_profile.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace csvimport {

// Gets the shares of all batches in file order, on the writer's thread, so that
// the profile does not depend on who made them.
class TableProfiler {
 public:
  // Of a table of so many columns, at least one.
  explicit TableProfiler(std::size_t columns);

  // For a worker: a maker, and memory for its next share. Any thread may call
  // both.
  [[nodiscard]] ShareMaker make_maker(bool copies_texts) const {
    return {columns_.size(), copies_texts, sample_};
  }
  std::unique_ptr<ProfileShare> spare_share() { return spare_.take(); }

  void add(std::unique_ptr<ProfileShare> share);
  // Comes last.
  TableProfile finish();

 private:
  struct MergedColumn {
    explicit MergedColumn(std::size_t capacity) : values(capacity) {}

    std::uint64_t nulls = 0;
    NumberFacts numbers;
    TextFacts texts;
    std::string min_text;
    std::string max_text;
    ColumnValues values;
  };

  static void merge(const ColumnShare& share, MergedColumn& column);
  [[nodiscard]] static ColumnProfile profile_of(const MergedColumn& column);

  std::vector<MergedColumn> columns_;
  std::uint64_t rows_ = 0;
  RowSample sample_;
  Recycler<std::unique_ptr<ProfileShare>> spare_;
};

}  // namespace csvimport
