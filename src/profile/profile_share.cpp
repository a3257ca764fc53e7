#include "profile/profile_share.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace csvimport {
namespace {

// A run's values are to fit into a core's own cache.
constexpr std::size_t kMostValues = std::size_t{32} * 1024;
constexpr std::size_t kMostRows = 4096;
constexpr std::size_t kLeastRows = 32;

// Columns whose values are a power of two apart would share their places in
// the cache.
constexpr std::size_t kGap = 4;

// All values are counted of so many rows at first, so that small tables get
// exact numbers.
constexpr std::uint64_t kRowsCountedWhole = 4096;
// Of runs that have fewer rows, so are all: it is not worth telling them apart.
constexpr std::size_t kShortRun = 32;

}  // namespace

void ProfileShare::clear() {
  rows = 0;
  used_columns = 0;
  sample.clear();
  texts.clear();
}

ShareMaker::ShareMaker(std::size_t columns, bool copies_texts,
                       const RowSample& sample)
    : columns_(columns),
      copies_texts_(copies_texts),
      sample_(&sample),
      capacity_(std::clamp(kMostValues / columns, kLeastRows, kMostRows)),
      stride_(capacity_ + kGap),
      values_(columns * stride_) {}

void ShareMaker::begin(std::unique_ptr<ProfileShare> share) {
  share_ = std::move(share);
  if (!share_) share_ = std::make_unique<ProfileShare>();
  share_->clear();
  rows_ = 0;
  copies_.clear();
}

void ShareMaker::copy_texts() {
  TypedValue* value = row();
  for (std::size_t i = 0; i < columns_; ++i, value += stride_) {
    if (value->kind() != TypedValue::Kind::kText) continue;
    *value = TypedValue(copies_.copy(value->text()));
  }
}

void ShareMaker::sample_row(std::uint64_t lot) {
  share_->sample.lots.push_back(lot);
  const TypedValue* value = row();
  for (std::size_t i = 0; i < columns_; ++i, value += stride_) {
    share_->sample.values.push_back(sampled(*value));
  }
}

void ShareMaker::end_run() {
  std::vector<ColumnShare>& shares = share_->columns;
  const std::size_t first = share_->used_columns;
  share_->used_columns += columns_;
  if (shares.size() < share_->used_columns) shares.resize(share_->used_columns);
  const bool counts_all =
      first_rowid_ <= kRowsCountedWhole || rows_ <= kShortRun;
  for (std::size_t i = 0; i < columns_; ++i) {
    ColumnShare& share = shares[first + i];
    share.clear();
    sketcher_.sketch(std::span(values_).subspan(i * stride_, rows_), counts_all,
                     share_->texts, share);
  }
  share_->rows += rows_;
  rows_ = 0;
  copies_.clear();
}

std::unique_ptr<ProfileShare> ShareMaker::finish() {
  if (rows_ > 0) end_run();
  return std::move(share_);
}

}  // namespace csvimport
