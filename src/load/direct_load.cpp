#include "load/direct_load.hpp"

#include "load/batch_parser.hpp"
#include "load/load_runner.hpp"
#include "pages/keyed_page_sink.hpp"
#include "pages/page_appender.hpp"
#include "pages/page_sink.hpp"
#include "pages/record_encoder.hpp"
#include "pages/table_writer.hpp"
#include "pipeline/recycler.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>

namespace csvimport {
namespace {

// Memory of a batch or its pages that is larger is not kept, and no more than
// so many of either; by taste, above what a usual load has under way.
constexpr std::size_t kMaxRecycledBytes = 4 * 1024 * 1024;
constexpr std::size_t kMaxRecycled = 64;

struct EncodedBatch {
  BatchReport report;
  PageRun pages;
  KeyRange keys;  // of a table whose key is its rowid
};

// What one worker does.
class BatchEncoder {
 public:
  BatchEncoder(const LoadPlan& plan, std::uint64_t records_before,
               std::optional<std::size_t> key_column,
               const std::atomic<bool>& inspect_only, Recycler<Batch>& batches,
               Recycler<Buffer>& pages)
      : parser_(plan, records_before, inspect_only),
        columns_(plan.schema.columns.size()),
        key_column_(key_column),
        record_(columns_),
        batches_(batches),
        pages_(pages) {}

  EncodedBatch encode(Batch batch) {
    EncodedBatch encoded;
    if (key_column_) {
      KeyedPageSink sink(record_, pages_.take(), *key_column_);
      encoded.report = parser_.parse(batch, sink);
      encoded.pages = sink.finish();
      encoded.keys = sink.keys();
    } else {
      PageSink sink(record_, pages_.take());
      encoded.report = parser_.parse(batch, sink);
      encoded.pages = sink.finish();
    }
    // One long record is no reason to keep its memory for good.
    if (record_.capacity() > kMaxRecycledBytes) {
      record_ = RecordEncoder(columns_);
    }
    if (batch.bytes.capacity() <= kMaxRecycledBytes) {
      batches_.give_back(std::move(batch));
    }
    return encoded;
  }

 private:
  BatchParser parser_;
  std::size_t columns_;
  std::optional<std::size_t> key_column_;
  RecordEncoder record_;
  Recycler<Batch>& batches_;
  Recycler<Buffer>& pages_;
};

}  // namespace

LoadOutcome load_directly(const LoadContext& context, StagingFile& staging,
                          bool write_back) {
  const TablePlace table = staging.create_table(context.schema);
  PageAppender appender(staging.fd(), staging.path(), table.first_free,
                        write_back);
  TableWriter writer(appender);
  std::atomic<bool> inspect_only{false};
  Recycler<Batch> batches(kMaxRecycled);
  Recycler<Buffer> pages(kMaxRecycled);
  const std::optional<std::size_t> key_column = rowid_column(context.schema);
  KeyRange keys;

  LoadSteps<EncodedBatch> steps;
  steps.batch_supply = [&] { return batches.take(); };
  steps.make_work =
      [&](const LoadPlan& plan,
          std::uint64_t records_before) -> BatchWork<EncodedBatch> {
    const auto encoder = std::make_shared<BatchEncoder>(
        plan, records_before, key_column, inspect_only, batches, pages);
    return [encoder](Batch batch) { return encoder->encode(std::move(batch)); };
  };
  steps.write = [&](EncodedBatch encoded) {
    keys.add(encoded.keys);
    if (!keys.ascends) {
      inspect_only = true;
      return;
    }
    writer.append(encoded.pages);
    if (encoded.pages.bytes.capacity() <= kMaxRecycledBytes) {
      pages.give_back(std::move(encoded.pages.bytes));
    }
  };
  LoadOutcome outcome =
      LoadRunner<EncodedBatch>(context, steps, inspect_only).run();
  outcome.keys_ascend = keys.ascends;
  if (!outcome.holds()) {
    staging.drop_table(context.schema);
    return outcome;
  }
  check_written(outcome.rows, writer.rows());
  if (const auto root = writer.finish()) staging.write_page(table.root, *root);
  staging.write_page_count(appender.page_count());
  return outcome;
}

}  // namespace csvimport
