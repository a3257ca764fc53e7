#pragma once

// What the rows of a batch tell of all columns, as a worker makes it of the
// values on their way into the records.

#include "profile/column_share.hpp"
#include "profile/column_sketcher.hpp"
#include "profile/row_sample.hpp"
#include "profile/text_arena.hpp"
#include "schema/typed_value.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace csvimport {

struct ProfileShare {
  std::uint64_t rows = 0;
  // Of one run of rows after the other; those behind the used ones are only
  // memory.
  std::vector<ColumnShare> columns;
  std::size_t used_columns = 0;
  SampledRows sample;
  TextArena texts;

  void clear();
};

// Gathers rows, column by column, and has them sketched a run at a time: what
// is done for a value finds what it needs at hand. One thread at a time.
class ShareMaker {
 public:
  // For rows of so many columns, at least one, whose texts last as long as
  // their batch, or with `copies_texts` until the next row. Borrows the sample.
  ShareMaker(std::size_t columns, bool copies_texts, const RowSample& sample);

  // Makes the next share, in the memory of `share`, until finish(). The bytes
  // of a batch must outlive that.
  void begin(std::unique_ptr<ProfileShare> share);
  // Where the value of the next row's first column goes; those of the others
  // come stride() values behind each other. Each row that is not ended is
  // overwritten.
  TypedValue* row() { return values_.data() + rows_; }
  [[nodiscard]] std::size_t stride() const { return stride_; }
  void end_row(std::uint64_t rowid) {
    if (copies_texts_) copy_texts();
    if (rows_ == 0) first_rowid_ = rowid;
    if (const std::uint64_t lot = lot_of_row(rowid); lot <= sample_->bound()) {
      sample_row(lot);
    }
    if (++rows_ == capacity_) end_run();
  }
  std::unique_ptr<ProfileShare> finish();

 private:
  void copy_texts();
  void sample_row(std::uint64_t lot);
  void end_run();

  std::size_t columns_;
  bool copies_texts_;
  const RowSample* sample_;
  std::size_t capacity_;  // rows of a run
  std::size_t stride_;
  std::vector<TypedValue> values_;  // column by column
  std::size_t rows_ = 0;            // of the run in hand
  std::uint64_t first_rowid_ = 0;   // the same
  TextArena copies_;                // of its texts
  ColumnSketcher sketcher_;
  std::unique_ptr<ProfileShare> share_;
};

}  // namespace csvimport
