#include "import/inference.hpp"

#include "import/column_selection.hpp"
#include "load/batch_parser.hpp"
#include "schema/names.hpp"

#include <atomic>
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
  copy.defect = batch.defect;
  return copy;
}

}  // namespace

void declare_types(std::vector<Column>& columns, const ValueOptions& options,
                   const std::string& input_name) {
  std::vector<std::string> names;
  for (Column& column : columns) {
    column.declared |= options.all_text;
    names.push_back(column.name);
  }
  for (const auto& [name, type] : options.types) {
    const auto place = find_name(name, names);
    if (!place) fail_unknown_column(input_name, "--type", name, names, "table");
    columns[*place].type = type;
    columns[*place].declared = true;
  }
}

void inspect_sample(LoadInput& input, LoadPlan plan,
                    std::vector<Evidence>& evidence) {
  // All columns are open here, so that all they hold is looked at.
  for (Column& column : plan.schema.columns) column.open = !column.declared;
  plan.skips_bad_records = true;
  plan.lists_bad_records = false;
  plan.keeps_bad_records = false;
  const std::atomic<bool> inspect_only{true};
  BatchParser parser(plan, 0, inspect_only);
  NullSink nowhere;
  for (const Batch& batch : input.file.reader().peek(kSampleBytes)) {
    Batch copy = copy_of(batch);
    const BatchReport report = parser.parse(copy, nowhere);
    for (std::size_t i = 0; i < evidence.size(); ++i) {
      evidence[i].merge(report.evidence[i]);
    }
  }
}

void infer_types(std::vector<Column>& columns,
                 const std::vector<Evidence>& evidence) {
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    Column& column = columns[i];
    if (column.declared || column.existing) continue;
    column.type = evidence[i].type();
    column.open = evidence[i].empty();
  }
}

}  // namespace csvimport
