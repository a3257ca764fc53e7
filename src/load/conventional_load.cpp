#include "load/conventional_load.hpp"

#include "load/batch_parser.hpp"
#include "load/load_pass.hpp"
#include "load/row_inserter.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace csvimport {
namespace {

using Value =
    std::variant<std::monostate, std::int64_t, double, std::string_view>;

// Rows, one after the other: their rowids, and all of their values.
struct TypedRows {
  std::vector<std::int64_t> rowids;
  std::vector<Value> values;
  std::deque<std::string> copies;  // of texts, which stay where they are
};

// A RowSink that keeps its rows.
class RowKeeper {
 public:
  // At most `rows` are to come, each of `columns` values. `copies_texts` of
  // those that do not last as long as their batch.
  RowKeeper(std::uint64_t rows, std::size_t columns, bool copies_texts)
      : columns_(columns), copies_texts_(copies_texts) {
    rows_.rowids.reserve(rows);
    rows_.values.reserve(rows * columns);
  }

  RowKeeper& begin_row() {
    // Takes back one that was begun and not ended.
    rows_.values.resize(rows_.rowids.size() * columns_);
    return *this;
  }
  void add_null() { rows_.values.emplace_back(); }
  void add_integer(std::int64_t value) { rows_.values.emplace_back(value); }
  void add_real(double value) { rows_.values.emplace_back(value); }
  void add_text(std::string_view text) {
    if (copies_texts_) text = rows_.copies.emplace_back(text);
    rows_.values.emplace_back(text);
  }
  void end_row(std::uint64_t rowid, const RowKeeper& /*row*/) {
    rows_.rowids.push_back(static_cast<std::int64_t>(rowid));
  }

  TypedRows finish() { return std::move(rows_); }

 private:
  std::size_t columns_;
  bool copies_texts_;
  TypedRows rows_;
};

struct TypedBatch {
  BatchReport report;
  TypedRows rows;
  Batch batch;  // holds the texts of the values that are not copies
};

// Then texts are the parser's, until the next record.
bool makes_texts(const LoadPlan& plan) {
  return std::any_of(plan.sources.begin(), plan.sources.end(),
                     [](const ColumnSource& source) {
                       return source.is_line || converts(source.conversion);
                     });
}

void insert_value(const Value& value, RowInserter& inserter) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    inserter.add_integer(*integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    inserter.add_real(*real);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    inserter.add_text(*text);
  } else {
    inserter.add_null();
  }
}

void insert_rows(const TypedRows& rows, std::size_t columns,
                 RowInserter& inserter) {
  auto value = rows.values.begin();
  for (const std::int64_t rowid : rows.rowids) {
    inserter.begin_row();
    for (std::size_t i = 0; i < columns; ++i) insert_value(*value++, inserter);
    inserter.end_row(static_cast<std::uint64_t>(rowid), inserter);
  }
}

// Gives the rows of a batch their values.
class BatchTyper {
 public:
  BatchTyper(BatchParser parser, std::size_t columns, bool copies_texts)
      : parser_(std::move(parser)),
        columns_(columns),
        copies_texts_(copies_texts) {}

  TypedBatch operator()(Batch batch) {
    RowKeeper sink(batch.records, columns_, copies_texts_);
    TypedBatch typed;
    typed.report = parser_.parse(batch, sink);
    typed.rows = sink.finish();
    typed.batch = std::move(batch);
    return typed;
  }

 private:
  BatchParser parser_;
  std::size_t columns_;
  bool copies_texts_;
};

// Inserts the rows of one batch after the other.
class TypedRowLoader {
 public:
  using Worker = BatchTyper;

  // Borrows the inserter, for a table of so many columns.
  TypedRowLoader(RowInserter& inserter, std::size_t columns)
      : inserter_(inserter), columns_(columns) {}

  Worker make_worker(const LoadPlan& plan, std::uint64_t records_before,
                     const std::atomic<bool>& inspect_only) const {
    return {BatchParser(plan, records_before, inspect_only), columns_,
            makes_texts(plan)};
  }

  // The batches come to the writer, with the texts of their rows.
  static RecordReader::BatchSupply batch_supply() { return {}; }

  bool write(const TypedBatch& typed) {
    insert_rows(typed.rows, columns_, inserter_);
    return true;
  }

 private:
  RowInserter& inserter_;
  std::size_t columns_;
};

}  // namespace

LoadOutcome load_conventionally(const LoadContext& context,
                                StagingFile& staging) {
  RowInserter inserter(staging, context.schema, context.leaves_gaps());
  TypedRowLoader loader(inserter, context.schema.columns.size());
  LoadOutcome outcome = run_pass(context, loader);
  inserter.finish(outcome);
  return outcome;
}

}  // namespace csvimport
