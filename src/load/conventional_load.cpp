#include "load/conventional_load.hpp"

#include "load/batch_parser.hpp"
#include "load/load_runner.hpp"
#include "load/row_inserter.hpp"

#include <atomic>
#include <memory>
#include <variant>

namespace csvimport {
namespace {

using Value =
    std::variant<std::monostate, std::int64_t, double, std::string_view>;

// Rows, one after the other: their rowids, and all of their values.
struct TypedRows {
  std::vector<std::int64_t> rowids;
  std::vector<Value> values;
};

// A RowSink that keeps its rows.
class RowKeeper {
 public:
  // At most `rows` are to come, each of `columns` values.
  RowKeeper(std::uint64_t rows, std::size_t columns) : columns_(columns) {
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
  void add_text(std::string_view text) { rows_.values.emplace_back(text); }
  void end_row(std::uint64_t rowid, const RowKeeper& /*row*/) {
    rows_.rowids.push_back(static_cast<std::int64_t>(rowid));
  }

  TypedRows finish() { return std::move(rows_); }

 private:
  std::size_t columns_;
  TypedRows rows_;
};

struct TypedBatch {
  BatchReport report;
  TypedRows rows;
  Batch batch;  // holds the texts of the values
};

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

// Runs `load` with an inserter for the staging file, and commits if its types
// hold.
template <class Load>
LoadOutcome insert_into(StagingFile& staging, const LoadContext& context,
                        Load load) {
  RowInserter inserter(staging, context.schema, context.skips_bad_records());
  LoadOutcome outcome = load(inserter);
  if (outcome.types_hold) {
    check_written(outcome.rows, inserter.rows());
    inserter.finish();
  } else {
    inserter.drop_table();
  }
  return outcome;
}

}  // namespace

LoadOutcome load_conventionally(const LoadContext& context,
                                StagingFile& staging) {
  const std::size_t columns = context.schema.columns.size();
  std::atomic<bool> inspect_only{false};
  LoadSteps<TypedBatch> steps;
  steps.make_work = [&](const LoadPlan& plan,
                        std::uint64_t records_before) -> BatchWork<TypedBatch> {
    const auto parser =
        std::make_shared<BatchParser>(plan, records_before, inspect_only);
    return [parser, columns](Batch batch) {
      RowKeeper sink(batch.records, columns);
      TypedBatch typed;
      typed.report = parser->parse(batch, sink);
      typed.rows = sink.finish();
      typed.batch = std::move(batch);
      return typed;
    };
  };
  return insert_into(staging, context, [&](RowInserter& inserter) {
    steps.write = [&](const TypedBatch& typed) {
      insert_rows(typed.rows, columns, inserter);
    };
    return LoadRunner<TypedBatch>(context, steps, inspect_only).run();
  });
}

LoadOutcome load_row_by_row(const LoadContext& context, StagingFile& staging) {
  struct Inserted {
    BatchReport report;
  };
  std::atomic<bool> inspect_only{false};
  PipelineSettings one_thread;
  one_thread.sequential = true;
  const LoadContext sequential{context.schema,  context.inputs,
                               context.plans,   one_thread,
                               context.rejects, context.on_progress};
  return insert_into(staging, context, [&](RowInserter& inserter) {
    LoadSteps<Inserted> steps;
    steps.make_work = [&](const LoadPlan& plan,
                          std::uint64_t records_before) -> BatchWork<Inserted> {
      const auto parser =
          std::make_shared<BatchParser>(plan, records_before, inspect_only);
      return [parser, &inserter](Batch batch) {
        return Inserted{parser->parse(batch, inserter)};
      };
    };
    steps.write = [](const Inserted& /*inserted*/) {};
    return LoadRunner<Inserted>(sequential, steps, inspect_only).run();
  });
}

}  // namespace csvimport
