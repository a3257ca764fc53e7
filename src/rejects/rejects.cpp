#include "rejects/rejects.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"

namespace csvimport {

Rejects::Rejects(const ErrorOptions& options, std::size_t inputs, bool sync)
    : options_(options), sync_(sync) {
  if (options.rejects_path) file_.emplace(*options.rejects_path, inputs > 1);
}

void Rejects::begin_table(std::string_view header,
                          const std::string& encoding) {
  in_table_ = 0;
  if (file_) file_->begin(header, encoding);
}

void Rejects::end_table() {
  count_ += in_table_;
  in_table_ = 0;
}

void Rejects::take(std::uint64_t count, const BadRecords& records,
                   const InputNames& names) {
  const std::uint64_t before = count_ + in_table_;
  in_table_ += count;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const BadRecords::Entry entry = records[i];
    if (file_) file_->add(entry, names);
    const bool is_example = examples_.size() < options_.examples;
    const bool is_too_much =
        options_.max_count && before + i >= *options_.max_count;
    if (!is_example && !is_too_much) continue;
    const Location where{names.input, entry.line};
    const std::string problem =
        describe_defect(entry.field, entry.reason, names);
    if (is_too_much) fail_bound(where, problem);
    examples_.emplace_back(ImportError(where, problem).what());
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
  if (!options_.max_percent || count_ == 0) return;
  const double percent =
      100.0 * static_cast<double>(count_) / static_cast<double>(records);
  if (percent <= *options_.max_percent) return;
  throw ImportError({subject}, std::to_string(count_) + " of " +
                                   counted(records, "record") +
                                   " are bad, more than --max-errors allows");
}

void Rejects::keep() {
  if (file_) file_->commit(sync_);
}

}  // namespace csvimport
