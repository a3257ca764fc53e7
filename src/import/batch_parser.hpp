#pragma once

// A worker's way through a batch: find the records, check them, split them,
// type them.

#include "csv/batch.hpp"
#include "csv/field_splitter.hpp"
#include "csv/record_end.hpp"
#include "csv/syntax.hpp"
#include "import/load_plan.hpp"
#include "schema/record_typer.hpp"

#include <atomic>
#include <span>
#include <string_view>
#include <vector>

namespace csvimport {

// Takes nothing in: for records that are only inspected.
struct NullSink {
  NullSink& begin_row() { return *this; }
  void add_null() {}
  void add_integer(std::int64_t /*value*/) {}
  void add_real(double /*value*/) {}
  void add_text(std::string_view /*text*/) {}
  void end_row(std::uint64_t /*record*/, const NullSink& /*row*/) {}
};

// Parses one batch after the other; one thread at a time.
class BatchParser {
 public:
  // Both are borrowed. While `inspect_only` is set, batches are inspected and
  // no row reaches the sink.
  BatchParser(const LoadPlan& plan, const std::atomic<bool>& inspect_only);

  // Passes the rows of `batch` to `sink`: sink.begin_row() gives what
  // RecordTyper calls a sink, for the values of one row, and goes to
  // sink.end_row(record number, row) after them; a row that is begun and not
  // ended does not count. Throws ImportError for the first bad record. Writes
  // into the batch; texts stay valid as long as its bytes do.
  template <class Sink>
  BatchReport parse(Batch& batch, Sink& sink);

 private:
  // A record, and how to find its place.
  struct Record {
    char* begin = nullptr;
    char* end = nullptr;  // of its text, without the line end
    std::uint64_t line = 0;
  };

  [[nodiscard]] Record record_at(char* begin, char* next,
                                 std::uint64_t line) const {
    char* end = next - 1;
    if (crlf_ && end != begin && end[-1] == '\r') --end;
    return {begin, end, line};
  }
  [[nodiscard]] static std::size_t text_size(const Record& record) {
    return static_cast<std::size_t>(record.end - record.begin);
  }
  // Whether it is a comment, or a blank line that does not count.
  [[nodiscard]] bool is_idle(const Record& record) const;
  // Whether a line feed stands outside quotes, and is not escaped.
  [[nodiscard]] bool has_line_feed(const Record& record) const {
    return line_feeds_.find(record.begin, record.end).next != nullptr;
  }
  [[nodiscard]] static bool bytes_are_valid(const Batch& batch);

  // Each throws ImportError. A record is checked before it is split.
  void check_bytes(const Record& record);
  [[noreturn]] void fail_line_feed(const Record& record) const;
  [[noreturn]] void fail_size(const Record& record) const;
  [[noreturn]] void fail_split(const Record& record,
                               const SplitResult& split) const;
  [[noreturn]] void fail_misfit(const Record& record, std::size_t column) const;

  [[nodiscard]] std::span<const Field> columns() const {
    return {fields_.data(), plan_.schema.columns.size()};
  }
  // Types or inspects the fields of `record`.
  template <class Sink>
  void type_record(const Record& record, std::uint64_t number,
                   BatchReport& report, bool& inspecting, Sink& sink);

  const LoadPlan& plan_;
  const std::atomic<bool>& inspect_only_;
  Syntax syntax_;
  bool may_skip_;  // lines that are not empty
  RecordEndFinder line_feeds_;
  FieldSplitter splitter_;
  RecordTyper typer_;
  std::size_t max_record_bytes_;
  bool crlf_;                  // a CR before the line end belongs to it
  std::vector<Field> fields_;  // one per column
};

template <class Sink>
void BatchParser::type_record(const Record& record, std::uint64_t number,
                              BatchReport& report, bool& inspecting,
                              Sink& sink) {
  if (!inspecting) {
    auto&& row = sink.begin_row();
    const RecordTyper::Misfit misfit =
        typer_.type(columns(), report.evidence, row);
    if (!misfit) {
      sink.end_row(number, row);
      return;
    }
    if (typer_.is_declared(*misfit)) fail_misfit(record, *misfit);
    report.contradicted = true;
    inspecting = true;
  }
  const RecordTyper::Misfit misfit = typer_.inspect(columns(), report.evidence);
  if (misfit) fail_misfit(record, *misfit);
}

template <class Sink>
BatchReport BatchParser::parse(Batch& batch, Sink& sink) {
  BatchReport report;
  report.records = batch.records;
  report.input_bytes = batch.input_bytes;
  report.batch_bytes = batch.bytes.size();
  report.evidence.resize(plan_.schema.columns.size());
  const bool valid = bytes_are_valid(batch);
  const bool keeps_blank_lines = plan_.blank_lines_are_records();
  bool inspecting = inspect_only_.load(std::memory_order_relaxed);
  std::uint64_t next_line = batch.first_line;
  char* next = batch.bytes.data();
  for (const RecordMark& mark : batch.marks) {
    char* const begin = next;
    next = batch.bytes.data() + mark.end;
    const Record record = record_at(begin, next, next_line);
    next_line += mark.lines;
    if (record.begin == record.end && !keeps_blank_lines) continue;
    if (text_size(record) > max_record_bytes_) fail_size(record);
    if (may_skip_ && is_idle(record)) continue;
    if (!valid) check_bytes(record);
    const bool mixes_line_ends = !crlf_ && has_line_feed(record);
    const SplitResult split =
        splitter_.split(record.begin, record.end, batch.has_quote, fields_);
    if (split.fields != fields_.size() || split.text_after_quote) {
      fail_split(record, split);
    }
    if (mixes_line_ends) fail_line_feed(record);
    type_record(record, batch.first_record + report.rows, report, inspecting,
                sink);
    ++report.rows;
  }
  return report;
}

}  // namespace csvimport
