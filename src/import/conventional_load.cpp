#include "import/conventional_load.hpp"

#include "import/batch_parser.hpp"
#include "landing/row_inserter.hpp"

#include <memory>
#include <variant>

namespace csvimport {
namespace {

using Value =
    std::variant<std::monostate, std::int64_t, double, std::string_view>;

// A sink that keeps the values of its rows, one row after the other.
class ValueSink {
 public:
  // `values` is the number of values to come.
  explicit ValueSink(std::size_t values) { values_.reserve(values); }

  ValueSink& begin_row() { return *this; }
  void add_null() { values_.emplace_back(); }
  void add_integer(std::int64_t value) { values_.emplace_back(value); }
  void add_real(double value) { values_.emplace_back(value); }
  void add_text(std::string_view text) { values_.emplace_back(text); }
  void end_row(std::uint64_t /*record*/, const ValueSink& /*row*/) {}

  std::vector<Value> finish() { return std::move(values_); }

 private:
  std::vector<Value> values_;
};

struct TypedBatch {
  BatchReport report;
  std::vector<Value> values;
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

void insert_rows(const TypedBatch& typed, std::size_t columns,
                 RowInserter& inserter) {
  auto value = typed.values.begin();
  for (std::uint64_t row = 0; row < typed.report.rows; ++row) {
    inserter.begin_row();
    for (std::size_t i = 0; i < columns; ++i) insert_value(*value++, inserter);
    inserter.end_row(row, inserter);
  }
}

// Runs `load` with an inserter for the staging file, and commits if its types
// hold.
template <class Load>
LoadOutcome insert_into(const StagingFile& staging, const TableSchema& schema,
                        Load load) {
  RowInserter inserter(staging.path(), schema);
  LoadOutcome outcome = load(inserter);
  if (!outcome.types_hold) return outcome;
  check_sum(outcome.rows, inserter.rows());
  inserter.finish();
  return outcome;
}

}  // namespace

LoadOutcome load_conventionally(const LoadContext& context,
                                StagingFile& staging) {
  const std::size_t columns = context.plan.schema.columns.size();
  std::atomic<bool> inspect_only{false};
  const auto make_work = [&]() -> BatchWork<TypedBatch> {
    const auto parser =
        std::make_shared<BatchParser>(context.plan, inspect_only);
    return [parser, columns](Batch batch) {
      ValueSink sink(batch.records * columns);
      TypedBatch typed;
      typed.report = parser->parse(batch, sink);
      typed.values = sink.finish();
      typed.batch = std::move(batch);
      return typed;
    };
  };
  return insert_into(staging, context.plan.schema, [&](RowInserter& inserter) {
    const auto write = [&](const TypedBatch& typed) {
      insert_rows(typed, columns, inserter);
    };
    return run_load<TypedBatch>(context, make_work, write, inspect_only);
  });
}

LoadOutcome load_row_by_row(const LoadContext& context, StagingFile& staging) {
  struct Inserted {
    BatchReport report;
  };
  std::atomic<bool> inspect_only{false};
  PipelineSettings one_thread;
  one_thread.sequential = true;
  const LoadContext sequential{context.plan, context.input, context.reader,
                               one_thread, context.on_progress};
  return insert_into(staging, context.plan.schema, [&](RowInserter& inserter) {
    const auto make_work = [&]() -> BatchWork<Inserted> {
      const auto parser =
          std::make_shared<BatchParser>(context.plan, inspect_only);
      return [parser, &inserter](Batch batch) {
        return Inserted{parser->parse(batch, inserter)};
      };
    };
    const auto nothing_left = [](const Inserted& /*inserted*/) {};
    return run_load<Inserted>(sequential, make_work, nothing_left,
                              inspect_only);
  });
}

}  // namespace csvimport
