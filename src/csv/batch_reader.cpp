#include "csv/batch_reader.hpp"

#include "base/import_error.hpp"
#include "csv/record_limit.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

namespace csvimport {
namespace {

constexpr std::size_t kSmallBatch = 4096;  // bytes; by taste

}  // namespace

BatchReader::BatchReader(DataStart start, RecordRules rules,
                         bool blank_lines_are_records)
    : text_(std::move(start.text)),
      input_name_(std::move(start.input_name)),
      rules_(std::move(rules)),
      blank_lines_are_records_(blank_lines_are_records),
      passed_(blank_lines_are_records ? start.passed : BlankLines{}),
      next_target_(rules_.limits().batch_bytes),
      next_line_(start.line) {}

std::optional<Batch> BatchReader::next() {
  if (passed_.count > 0) return take_blank_lines();
  std::size_t target = next_target_;
  next_target_ = std::min(2 * next_target_, rules_.limits().batch_bytes);
  Batch batch = take_batch(target + InputText::kSpareBytes);
  for (;;) {
    const bool is_all = text_.read_records(batch.bytes, target, rules_);
    if (batch.bytes.size() > 0 && cut(batch, is_all)) return batch;
    if (batch.bytes.size() == 0 || (is_all && leaves_open(batch))) {
      end_ = {next_line_, batch.bytes.size(),
              rules_.count_lines(batch.bytes.view())};
      text_.put_back(batch.bytes, 0);  // whoever asks again gets the same
      return std::nullopt;
    }
    if (is_all || batch.bytes.size() >= rules_.bytes_to_judge()) {
      cut_endless(batch);
      return batch;
    }
    target = std::min(std::max(target, batch.bytes.size()) * 2,
                      rules_.bytes_to_judge());
    batch.bytes.reserve(target + InputText::kSpareBytes);
  }
}

// Whether what is left of the input is a record that may go on.
bool BatchReader::leaves_open(const Batch& batch) const {
  return rules_.limits().leaves_open_record &&
         batch.bytes.size() < rules_.bytes_to_judge();
}

Batch BatchReader::take_batch(std::size_t capacity) {
  Batch batch = supply_ ? supply_() : Batch();
  batch.bytes.resize(0);
  batch.bytes.reserve(capacity);
  batch.defect.reset();
  return batch;
}

Batch BatchReader::take_blank_lines() {
  const std::size_t lines =
      std::min<std::uint64_t>(passed_.count, rules_.limits().batch_bytes);
  Batch batch = take_batch(lines);
  batch.bytes.resize(lines);
  std::memset(batch.bytes.data(), rules_.dialect().line_end_byte(), lines);
  batch.marks.clear();
  for (std::size_t end = 1; end <= lines; ++end) {
    batch.marks.push_back({static_cast<std::uint32_t>(end), 1});
  }
  batch.first_record = next_record_;
  batch.records = lines;
  batch.first_line = passed_.first_line;
  batch.has_quote = false;
  next_record_ += lines;
  passed_.first_line += lines;
  passed_.count -= lines;
  return batch;
}

bool BatchReader::cut(Batch& batch, bool is_all) {
  const RecordIndexer::Summary summary =
      rules_.index(batch.bytes.view(), is_all, batch.marks);
  if (batch.marks.empty()) return false;
  text_.put_back(batch.bytes, batch.marks.back().end);
  const std::optional<Quote>& quote = rules_.dialect().quote;
  batch.first_record = next_record_;
  batch.first_line = next_line_;
  batch.records = batch.marks.size() - summary.comments -
                  (blank_lines_are_records_ ? 0 : summary.blank_lines);
  batch.has_quote =
      quote && !summary.has_no_quote &&
      batch.bytes.view().find(quote->bytes()) != std::string_view::npos;
  next_record_ += batch.records;
  next_line_ += summary.lines;
  return true;
}

void BatchReader::cut_endless(Batch& batch) {
  const Dialect& dialect = rules_.dialect();
  const std::string_view bytes = batch.bytes.view();
  Endless endless =
      explain_endless(without_line_end(bytes, dialect.line_end), next_line_,
                      dialect, rules_.limits().max_record_bytes);
  const std::string_view line = bytes.substr(
      0, bytes.find(dialect.line_end_byte(), endless.open_quote.value_or(0)) +
             1);  // empty if it has no end
  // Also where the line ends, but beyond the limit: what there is to be seen of
  // that depends on the batch.
  if (rules_.is_lenient() || !endless.open_quote || line.empty() ||
      rules_.is_too_long(line)) {
    throw ImportError({input_name_, endless.defect.line},
                      endless.defect.reason);
  }
  const std::uint64_t lines = rules_.count_lines(line);
  batch.marks = {{static_cast<std::uint32_t>(line.size()),
                  static_cast<std::uint32_t>(lines)}};
  batch.defect = std::move(endless.defect);
  text_.put_back(batch.bytes, line.size());
  text_.take_back_end();
  next_target_ = std::min(kSmallBatch, rules_.limits().batch_bytes);
  batch.first_record = next_record_++;
  batch.first_line = next_line_;
  batch.records = 1;
  batch.has_quote = true;
  next_line_ += lines;
}

}  // namespace csvimport
