#include "rejects/rejects.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "rejects/reject_groups.hpp"

#include <algorithm>

namespace csvimport {

Rejects::Rejects(const ErrorOptions& options, std::size_t inputs, bool sync)
    : options_(options), sync_(sync) {
  if (!options.rejects_path || !options.makes_files) return;
  file_.emplace(*options.rejects_path, inputs > 1);
}

void Rejects::begin_table(const std::string& table, std::string_view header,
                          const std::string& encoding) {
  const auto found =
      std::find_if(tables_.begin(), tables_.end(),
                   [&](const OfTable& one) { return one.name == table; });
  table_ = found == tables_.end() ? &tables_.emplace_back() : &*found;
  *table_ = {table, 0, {}};
  if (options_.groups != nullptr) options_.groups->begin_table(table);
  if (file_) file_->begin(header, encoding);
}

std::uint64_t Rejects::count() const {
  std::uint64_t count = 0;
  for (const OfTable& table : tables_) count += table.count;
  return count;
}

std::vector<std::string> Rejects::examples() const {
  std::vector<std::string> all;
  for (const OfTable& table : tables_) {
    for (const std::string& example : table.examples) {
      if (all.size() < options_.examples) all.push_back(example);
    }
  }
  return all;
}

void Rejects::take(std::uint64_t count, const BadRecords& records,
                   const InputNames& names) {
  const std::uint64_t before = this->count();
  table_->count += count;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const BadRecords::Entry entry = records[i];
    if (file_) file_->add(entry, names);
    if (options_.groups != nullptr) options_.groups->add(entry, names);
    const bool is_example = table_->examples.size() < options_.examples;
    const bool is_too_much =
        options_.max_count && before + i >= *options_.max_count;
    if (!is_example && !is_too_much) continue;
    const Location where{names.input, entry.line};
    const std::string problem =
        describe_defect(entry.field, entry.reason, names);
    if (is_too_much) fail_bound(where, problem);
    table_->examples.emplace_back(ImportError(where, problem).what());
  }
}

void Rejects::fail_bound(const Location& where, const std::string& problem) {
  keep();
  throw ImportError(where, problem +
                               "; one bad record more than --max-errors " +
                               std::to_string(*options_.max_count) + " allows");
}

void Rejects::finish(std::uint64_t records, const std::string& subject) {
  keep();
  const std::uint64_t bad = count();
  if (!options_.max_percent || bad == 0) return;
  const double percent =
      100.0 * static_cast<double>(bad) / static_cast<double>(records);
  if (percent <= *options_.max_percent) return;
  throw ImportError({subject}, std::to_string(bad) + " of " +
                                   counted(records, "record") +
                                   " are bad, more than --max-errors allows");
}

void Rejects::keep() {
  if (file_) file_->commit(sync_);
}

}  // namespace csvimport
