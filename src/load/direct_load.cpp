#include "load/direct_load.hpp"

#include "load/index_build.hpp"
#include "load/indexed_sink.hpp"
#include "load/load_pass.hpp"
#include "load/profiled_parser.hpp"
#include "load/row_build.hpp"
#include "pages/key_range.hpp"
#include "pages/page_appender.hpp"
#include "pages/page_sink.hpp"
#include "pages/record_encoder.hpp"
#include "pages/table_writer.hpp"
#include "pipeline/recycler.hpp"
#include "sorting/batch_entries.hpp"
#include "sorting/sorted_entries.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

// Memory of a batch or its pages that is larger is not kept, and no more than
// so many of either; by taste, above what a usual load has under way.
constexpr std::size_t kMaxRecycledBytes = 4 * 1024 * 1024;
constexpr std::size_t kMaxRecycled = 64;

struct EncodedBatch {
  BatchReport report;
  TableRun pages;
  KeyRange keys;      // of a table whose key is its rowid
  BatchRuns entries;  // of its indexes
};

// Memory on its way back to the reader and to the workers.
struct Recycled {
  Recycler<Batch> batches{kMaxRecycled};
  Recycler<Buffer> pages{kMaxRecycled};
};

// Makes pages of the rows of a batch.
class BatchEncoder {
 public:
  // `key_column` holds the rowids, if there is one. Borrows what is recycled.
  BatchEncoder(ProfiledParser parser, std::size_t columns,
               std::optional<std::size_t> key_column, const IndexPlan& indexes,
               Recycled& recycled)
      : parser_(std::move(parser)),
        columns_(columns),
        key_column_(key_column),
        sorts_rows_(indexes.sorts_rows),
        entries_(indexes),
        record_(columns),
        recycled_(recycled) {}

  EncodedBatch operator()(Batch batch) {
    EncodedBatch encoded;
    if (sorts_rows_) {
      KeyedRowSink sink(record_, *key_column_);
      encoded.report = parse(batch, sink);
    } else if (key_column_) {
      KeyedPageSink sink(record_, recycled_.pages.take(), *key_column_);
      encoded.report = parse(batch, sink);
      encoded.pages = sink.finish();
      encoded.keys = sink.keys();
    } else {
      PageSink sink(record_, recycled_.pages.take());
      encoded.report = parse(batch, sink);
      encoded.pages = sink.finish();
    }
    encoded.entries = entries_.finish();
    give_back(std::move(batch));
    return encoded;
  }

 private:
  template <class Sink>
  BatchReport parse(Batch& batch, Sink& sink) {
    if (!entries_.wants_rows()) return parser_.parse(batch, sink);
    IndexedSink<Sink> indexed(sink, entries_);
    return parser_.parse(batch, indexed);
  }

  // One long record is no reason to keep its memory for good.
  void give_back(Batch batch) {
    if (record_.capacity() > kMaxRecycledBytes) {
      record_ = RecordEncoder(columns_);
    }
    if (batch.bytes.capacity() <= kMaxRecycledBytes) {
      recycled_.batches.give_back(std::move(batch));
    }
  }

  ProfiledParser parser_;
  std::size_t columns_;
  std::optional<std::size_t> key_column_;
  bool sorts_rows_;
  BatchEntries entries_;
  RecordEncoder record_;
  Recycled& recycled_;
};

std::vector<IndexSchema> indexes_to_make(const LoadContext& context) {
  return context.indexes.makes_them ? context.indexes.indexes
                                    : std::vector<IndexSchema>();
}

// Appends the pages of one batch after the other to a new table.
class PageLoader {
 public:
  using Worker = BatchEncoder;

  // Makes the table. Borrows both.
  PageLoader(StagingFile& staging, const LoadContext& context, bool write_back)
      : staging_(staging),
        context_(context),
        table_(staging.create_table(context.schema, indexes_to_make(context))),
        appender_(staging.fd(), staging.path(), table_.first_free, write_back),
        writer_(appender_),
        entries_(std::make_unique<SortedEntries>(context.indexes,
                                                 context.sorting)) {}

  Worker make_worker(const LoadPlan& plan, std::uint64_t records_before,
                     const std::atomic<bool>& inspect_only) {
    return {ProfiledParser(BatchParser(plan, records_before, inspect_only),
                           context_.profiler, plan.makes_texts()),
            plan.schema.columns.size(), rowid_column(context_.schema),
            context_.indexes, recycled_};
  }

  RecordReader::BatchSupply batch_supply() {
    return [this] { return recycled_.batches.take(); };
  }

  bool write(EncodedBatch encoded) {
    keys_.add(encoded.keys);
    if (!keys_.ascends) return false;
    writer_.append(encoded.pages);
    entries_->add(std::move(encoded.entries));
    if (encoded.pages.bytes.capacity() <= kMaxRecycledBytes) {
      recycled_.pages.give_back(std::move(encoded.pages.bytes));
    }
    return true;
  }

  [[nodiscard]] bool keys_ascend() const { return keys_.ascends; }

  // Completes the table and its indexes, or takes the table away; ends the
  // work.
  void finish(LoadOutcome& outcome) {
    if (context_.indexes.sorts_rows) {
      outcome.losers = build_rows(*entries_, context_.schema.table, writer_,
                                  context_.settings, context_.on_step);
      if (!outcome.losers.empty()) return;
    }
    check_written(outcome.rows, writer_.rows());
    if (const auto root = writer_.finish()) {
      staging_.write_page(table_.root, *root);
    }
    if (context_.indexes.makes_them) {
      build_indexes(outcome);
    } else {
      outcome.entries = std::move(entries_);
    }
    staging_.write_page_count(appender_.page_count());
  }
  void drop_table() { staging_.drop_table(context_.schema); }

 private:
  // The roots come last: if a key is there twice, all indexes stay empty.
  void build_indexes(LoadOutcome& outcome) {
    std::vector<BuiltIndex> indexes = csvimport::build_indexes(
        *entries_, appender_, context_.settings, context_.on_step);
    for (BuiltIndex& index : indexes) {
      check_written(outcome.rows, index.entries);
      outcome.indexes.push_back(index.time);
      if (!index.losers.empty()) outcome.losers = std::move(index.losers);
    }
    if (!outcome.losers.empty()) return;
    for (std::size_t i = 0; i < indexes.size(); ++i) {
      if (indexes[i].root) {
        staging_.write_page(table_.index_roots[i], *indexes[i].root);
      }
    }
  }

  StagingFile& staging_;
  const LoadContext& context_;
  TablePlace table_;
  PageAppender appender_;
  TableWriter writer_;
  std::unique_ptr<SortedEntries> entries_;
  KeyRange keys_;
  Recycled recycled_;
};

}  // namespace

LoadOutcome load_directly(const LoadContext& context, StagingFile& staging,
                          bool write_back) {
  PageLoader loader(staging, context, write_back);
  LoadOutcome outcome = run_pass(context, loader);
  outcome.keys_ascend = loader.keys_ascend();
  if (outcome.holds()) {
    loader.finish(outcome);
  } else {
    loader.drop_table();
  }
  return outcome;
}

}  // namespace csvimport
