#include "import/inference.hpp"

#include "import/column_selection.hpp"
#include "load/batch_parser.hpp"
#include "schema/names.hpp"

#include <atomic>
#include <cstdint>
#include <cstring>
#include <string_view>

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

// Gathers the keys of rows.
class KeySink {
 public:
  KeySink(std::size_t key_column, KeyRange& keys)
      : key_column_(key_column), keys_(keys) {}

  KeySink& begin_row() {
    column_ = 0;
    return *this;
  }
  void add_null() { ++column_; }
  void add_integer(std::int64_t value) {
    if (column_++ == key_column_) key_ = value;
  }
  void add_real(double /*value*/) { ++column_; }
  void add_text(std::string_view /*text*/) { ++column_; }
  void end_row(std::uint64_t /*rowid*/, const KeySink& /*row*/) {
    keys_.add(key_);
  }

 private:
  std::size_t key_column_;
  KeyRange& keys_;
  std::size_t column_ = 0;
  std::int64_t key_ = 0;
};

// Parses copies of the first records, without a word of those that are bad.
// Looks at the texts of some columns.
class MomentSink {
 public:
  MomentSink(const std::vector<std::size_t>& places,
             std::vector<LikelyConversion>& conversions)
      : places_(places), conversions_(conversions) {}

  MomentSink& begin_row() {
    column_ = 0;
    return *this;
  }
  void add_null() { ++column_; }
  void add_integer(std::int64_t /*value*/) { ++column_; }
  void add_real(double /*value*/) { ++column_; }
  void add_text(std::string_view text) {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (places_[i] == column_) add_moment(text, conversions_[i]);
    }
    ++column_;
  }
  void end_row(std::uint64_t /*rowid*/, const MomentSink& /*row*/) {}

 private:
  static void add_moment(std::string_view text, LikelyConversion& conversion) {
    if (is_iso_moment(text)) {
      conversion.add_iso_moment();
    } else {
      conversion.add_text(text, ValueKind::kMoment);
    }
  }

  const std::vector<std::size_t>& places_;
  std::vector<LikelyConversion>& conversions_;
  std::size_t column_ = 0;
};

// `take_report` gets what each batch came to.
template <class Sink, class TakeReport>
void parse_sample(LoadInput& input, LoadPlan& plan, bool inspects_only,
                  Sink& sink, TakeReport take_report) {
  plan.skips_bad_records = true;
  plan.lists_bad_records = false;
  plan.keeps_bad_records = false;
  plan.where.reset();
  const std::atomic<bool> inspect_only{inspects_only};
  BatchParser parser(plan, 0, inspect_only);
  for (const Batch& batch : input.file.reader().peek(kSampleBytes)) {
    Batch copy = copy_of(batch);
    take_report(parser.parse(copy, sink));
  }
}

}  // namespace

void declare_types(std::vector<Column>& columns, const ValueOptions& options,
                   const std::string& input_name) {
  std::vector<std::string> names;
  for (Column& column : columns) {
    column.declared |= options.all_text;
    names.push_back(column.name);
  }
  std::vector<std::string> wanted;
  for (const auto& [name, type] : options.types) wanted.push_back(name);
  const std::vector<std::string> unknown = names_not_in(names, wanted);
  if (!unknown.empty()) {
    fail_unknown_columns(input_name, "--type", unknown, names, "table");
  }
  for (const auto& [name, conversion] : options.conversions) {
    const auto place = find_name(name, names);
    if (!place || columns[*place].existing) continue;
    Column& column = columns[*place];
    column.type = type_after(conversion);
    column.declared = true;
  }
  for (const auto& [name, type] : options.types) {
    Column& column = columns[find_name(name, names).value()];
    column.type = type;
    column.declared = true;
  }
}

void inspect_sample(LoadInput& input, LoadPlan plan,
                    std::vector<Evidence>& evidence, TableStrays& strays) {
  // All columns are open here, so that all they hold is looked at.
  for (Column& column : plan.schema.columns) column.open = !column.declared;
  NullSink nowhere;
  parse_sample(input, plan, true, nowhere, [&](const BatchReport& report) {
    for (std::size_t i = 0; i < evidence.size(); ++i) {
      evidence[i].merge(report.evidence[i]);
    }
    strays += report.strays;
  });
}

void look_at_moments(LoadInput& input, LoadPlan plan,
                     const std::vector<std::size_t>& places,
                     std::vector<LikelyConversion>& conversions) {
  MomentSink sink(places, conversions);
  parse_sample(input, plan, false, sink, [](const BatchReport& /*report*/) {});
}

void look_at_keys(LoadInput& input, LoadPlan plan, std::size_t key_column,
                  KeyRange& keys) {
  KeySink sink(key_column, keys);
  parse_sample(input, plan, false, sink, [](const BatchReport& /*report*/) {});
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
