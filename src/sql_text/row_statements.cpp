#include "sql_text/row_statements.hpp"

#include "base/interrupt.hpp"
#include "base/system_error.hpp"
#include "base/trace_file.hpp"
#include "sql_text/row_ranges.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

namespace csvimport {
namespace {

// Of a range: enough for some statements that are full.
constexpr std::size_t kRangeBytes = std::size_t{512} * 1024;
constexpr std::size_t kStatements = 4;
// A worker that has made so many leaves the rest of its range to the caller, as
// the rows are larger than their number let expect.
constexpr std::size_t kMostBytes = std::size_t{8} * 1024 * 1024;

// What a worker has made of a range.
struct RangeStatements {
  StatementBatch batch;
  std::optional<RowRange> rest;  // of which nothing is made yet
};

// Makes statements of ranges. One thread at a time.
class RangeWriter {
 public:
  // Borrows both.
  RangeWriter(const RowSelection& selection, const InsertForm& form)
      : selection_(&selection),
        writer_(form, static_cast<int>(selection.values.size())) {}

  // Throws SQLite::Exception, RowTooLong.
  RangeStatements operator()(RowRange range) {
    throw_if_interrupted();
    RangeQuery& query = query_for(range);
    query.start(range);
    RangeStatements made;
    while (query.step()) {
      writer_.add(query.row());
      if (writer_.bytes() < kMostBytes || key_.columns.empty()) continue;
      range.after = query.key();
      made.rest = std::move(range);
      break;
    }
    query.stop();
    made.batch = writer_.take();
    return made;
  }

 private:
  // For ranges that have bounds where this one has.
  RangeQuery& query_for(const RowRange& range) {
    if (!database_) {
      database_ = std::make_unique<SQLite::Database>(
          open_unchanging(selection_->database));
      key_ = key_of(*database_, selection_->table);
    }
    const std::size_t kind =
        (range.after.empty() ? 0U : 1U) + (range.last.empty() ? 0U : 2U);
    std::unique_ptr<RangeQuery>& query = queries_.at(kind);
    if (!query) {
      query = std::make_unique<RangeQuery>(*database_, selection_->table, key_,
                                           selection_->values, range);
    }
    return *query;
  }

  const RowSelection* selection_;
  StatementWriter writer_;
  std::unique_ptr<SQLite::Database> database_;  // once there is a range
  TableKey key_;
  std::array<std::unique_ptr<RangeQuery>, 4> queries_;
};

// Gives the caller all that is made of the ranges.
class RangeSink {
 public:
  // Borrows all.
  RangeSink(const RowSelection& selection, const InsertForm& form,
            const std::function<void(StatementBatch)>& take)
      : selection_(selection), form_(form), take_(take) {}

  void operator()(RangeStatements made) {
    throw_if_interrupted();
    give(std::move(made.batch));
    while (made.rest) {
      if (!writer_) writer_.emplace(selection_, form_);
      made = (*writer_)(*std::move(made.rest));
      give(std::move(made.batch));
    }
  }

  [[nodiscard]] std::uint64_t rows() const { return rows_; }

 private:
  void give(StatementBatch batch) {
    for (const std::uint64_t rows : batch.rows) rows_ += rows;
    if (!batch.statements.empty()) take_(std::move(batch));
  }

  const RowSelection& selection_;
  const InsertForm& form_;
  const std::function<void(StatementBatch)>& take_;
  std::optional<RangeWriter> writer_;  // for the rest of ranges
  std::uint64_t rows_ = 0;
};

}  // namespace

std::uint64_t write_statements(
    const RowSelection& selection, const InsertForm& form,
    const PipelineSettings& settings,
    const std::function<void(StatementBatch)>& take) {
  const TraceSpan span(settings.trace, "make SQL", selection.table);
  try {
    RowRanges ranges(selection.database, selection.table,
                     std::max(kRangeBytes, kStatements * form.max_bytes));
    std::vector<RangeWriter> workers;
    workers.reserve(settings.worker_count());
    for (std::size_t i = 0; i < settings.worker_count(); ++i) {
      workers.emplace_back(selection, form);
    }
    RangeSink sink(selection, form, take);
    run_pipeline(
        ranges, workers, [&](RangeStatements made) { sink(std::move(made)); },
        settings);
    return sink.rows();
  } catch (const SQLite::Exception& error) {
    throw SystemError(selection.database, error.what());
  }
}

}  // namespace csvimport
