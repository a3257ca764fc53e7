#include "import/inference.hpp"

#include "base/input_error.hpp"
#include "import/batch_parser.hpp"
#include "schema/names.hpp"

#include <algorithm>
#include <cstring>

namespace csvimport {
namespace {

// Enough for a good guess; a wrong one costs a second pass. By taste.
constexpr std::size_t kSampleBytes = 1024 * 1024;

Batch copy_of(const Batch& batch) {
  Batch copy;
  copy.bytes = Buffer(batch.bytes.size());
  copy.bytes.resize(batch.bytes.size());
  std::memcpy(copy.bytes.data(), batch.bytes.data(), batch.bytes.size());
  copy.marks = batch.marks;
  copy.first_record = batch.first_record;
  copy.records = batch.records;
  copy.first_line = batch.first_line;
  copy.has_quote = batch.has_quote;
  return copy;
}

}  // namespace

void declare_types(std::vector<Column>& columns, const ValueOptions& options,
                   const std::string& input_name) {
  for (Column& column : columns) column.declared = options.all_text;
  for (const auto& set : options.types) {
    const std::string& name = set.first;
    const auto column = std::find_if(
        columns.begin(), columns.end(),
        [&](const Column& one) { return same_name(one.name, name); });
    if (column == columns.end()) {
      throw ImportError({input_name}, "--type names column " +
                                          quoted_for_message(name) +
                                          ", which the file does not have");
    }
    column->type = set.second;
    column->declared = true;
  }
}

void infer_types(LoadPlan& plan, RecordReader& reader) {
  for (Column& column : plan.schema.columns) column.open = !column.declared;
  const std::atomic<bool> inspect_only{true};
  BatchParser parser(plan, inspect_only);
  std::vector<Evidence> evidence(plan.schema.columns.size());
  NullSink nowhere;
  for (const Batch& batch : reader.peek(kSampleBytes)) {
    Batch copy = copy_of(batch);
    const BatchReport report = parser.parse(copy, nowhere);
    for (std::size_t i = 0; i < evidence.size(); ++i) {
      evidence[i].merge(report.evidence[i]);
    }
  }
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    Column& column = plan.schema.columns[i];
    if (column.declared) continue;
    column.type = evidence[i].type();
    column.open = evidence[i].empty();
  }
}

}  // namespace csvimport
