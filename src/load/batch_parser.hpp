#pragma once

// A worker's way through a batch: find the records, check them, split them,
// convert what is to be converted, type them.

#include "base/cache_line_allocator.hpp"
#include "base/import_error.hpp"
#include "csv/batch.hpp"
#include "csv/byte_order_mark.hpp"
#include "csv/field_index.hpp"
#include "csv/field_splitter.hpp"
#include "csv/lenient_splitter.hpp"
#include "csv/record_end.hpp"
#include "csv/repairs.hpp"
#include "csv/syntax.hpp"
#include "load/batch_report.hpp"
#include "load/load_plan.hpp"
#include "load/repeated_header.hpp"
#include "load/row_filter.hpp"
#include "load/typed_rows.hpp"
#include "load/value_converter.hpp"
#include "load/value_notes.hpp"
#include "rejects/bad_records.hpp"
#include "schema/record_typer.hpp"
#include "schema/row_sink.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace csvimport {

// Parses one batch after the other; one thread at a time. Parsers side by side
// share no cache line.
class alignas(kCacheLineSize) BatchParser {
 public:
  // For batches of an input that follows others with `records_before`: its
  // rowids go on from there. While `inspect_only` is set, batches are inspected
  // and no row reaches the sink. Borrows both the plan and the flag.
  BatchParser(const LoadPlan& plan, std::uint64_t records_before,
              const std::atomic<bool>& inspect_only);
  BatchParser(const BatchParser&) = delete;
  BatchParser& operator=(const BatchParser&) = delete;
  BatchParser(BatchParser&&) = default;
  BatchParser& operator=(BatchParser&&) = delete;
  ~BatchParser() = default;

  // Passes the rows of `batch` that are to come into the table to `sink`. For a
  // bad record, throws ImportError or reports it, as the plan says, and always
  // reports it where the plan has a condition. Writes into the batch.
  template <RowSink Sink>
  BatchReport parse(Batch& batch, Sink& sink) {
    BatchReport report;
    if (filter_) {
      parse_and_select(batch, sink, report);
    } else {
      parse_all(batch, sink, report);
    }
    return report;
  }

 private:
  template <RowSink Sink>
  void parse_all(Batch& batch, Sink& sink, BatchReport& report);
  template <RowSink Sink>
  void parse_and_select(Batch& batch, Sink& sink, BatchReport& report);
  // The condition has no verdict for record number `record` of the input.
  void note_no_verdict(const char* problem, std::uint64_t record,
                       std::uint64_t line, BatchReport& report) const;

  // A record, and how to find its place.
  struct Record {
    char* begin = nullptr;  // behind byte-order marks
    char* end = nullptr;    // of its text, without the line end
    std::uint64_t line = 0;
  };

  [[nodiscard]] static std::string_view text_of(const Record& record) {
    return {record.begin, static_cast<std::size_t>(record.end - record.begin)};
  }
  // The text of a record that was split, with NULs for delimiters; "" if it had
  // to be rewritten for that.
  [[nodiscard]] std::string_view split_text(const Record& record) const {
    return splitter_.rewrites() || lenient_splitter_ ? "" : text_of(record);
  }
  [[nodiscard]] bool ends_at_line_feeds() const {
    return plan_.dialect.line_end_byte() == '\n';
  }
  [[nodiscard]] Record record_at(char* begin, char* next,
                                 std::uint64_t line) const {
    char* const end = before_returns(begin, next - 1, returns_);
    if (*begin == kByteOrderMark[0]) begin = behind_marks(begin, end);
    return {begin, end, line};
  }
  [[nodiscard]] static char* behind_marks(char* begin, char* end);
  // Whether it is a comment, or a blank line that does not count.
  [[nodiscard]] bool is_idle(const Record& record) const;
  [[nodiscard]] static bool bytes_are_valid(const Batch& batch);

  // Each says whether the record is good, and if not, why in defect_.
  bool check_bytes(const Record& record);
  [[nodiscard]] std::size_t field_at(const Record& record,
                                     std::size_t bytes) const;
  bool check_line_feeds(const Record& record);
  // A record that repeats the header is bad, or dropped.
  void note_repeated_header(const Record& record);
  bool check_split(const Record& record, const SplitResult& split);
  bool check_escapes(const Record& record);
  void note_width(const Record& record, std::size_t fields);
  void note_unfit_value(const Record& record, std::size_t column);
  // What to do about a text where the column wants an id; "" if that is not so.
  [[nodiscard]] std::string advice_for_text(const Record& record,
                                            std::size_t column);
  void note_refusal(const Record& record, const Refusal& refusal);
  // Splits a record, if it keeps the rules, or can be made to.
  [[gnu::always_inline]] bool split_record(const Record& record,
                                           bool has_quote) {
    const SplitResult split =
        splitter_.split(record.begin, record.end, has_quote, fields_);
    const bool is_good = split.fields == width_ && !split.text_after_quote;
    return is_good || check_split(record, split);
  }
  // The same for a batch that is not plain.
  bool split_with_care(const Record& record, const Batch& batch,
                       bool bytes_are_valid);
  bool split_leniently(const Record& record);
  // Makes columns of the record that was split, if its values can be converted.
  bool convert_values(const Record& record);
  // Copies the batch, for the bytes of bad records.
  void keep_as_it_came(const Batch& batch);
  // Has is_refused() know those of the batch.
  void find_refused(const Batch& batch);
  // Makes valid text of the batch; its marks are then others.
  void repair_text(Batch& batch);

  // The record that was split, as the table's columns.
  [[nodiscard]] std::span<const Field> columns(const Record& record) {
    if (fields_are_columns_) return {fields_.data(), width_};
    return columns_of_fields(record);
  }
  std::span<const Field> columns_of_fields(const Record& record);
  // Renews selected_ from the fields.
  void select_columns(const Record& record);
  [[nodiscard]] NotedValues values_of(const Record& record);
  // The text that the column has an id for in the record in hand, whose value
  // there is not NULL.
  [[nodiscard]] std::optional<std::string_view> text_of_id(
      std::size_t column) const;
  // Types or inspects the fields of `record`, if its values fit.
  template <RowSink Sink>
  [[gnu::always_inline]] bool type_record(const Record& record,
                                          std::uint64_t rowid,
                                          BatchReport& report, bool& inspecting,
                                          Sink& sink);

  // Whether the database refused the record with this number in the table; then
  // defect_ says why. Its values have made the columns' types, and still do.
  // Numbers ascend within a batch.
  bool is_refused(const Record& record, std::uint64_t rowid,
                  BatchReport& report) {
    if (next_refused_ == refused_.size()) return false;
    if (refused_[next_refused_].record != rowid) return false;
    (void)typer_.inspect(columns(record), report.evidence);
    note_refusal(record,
                 plan_.refused->refusal(refused_[next_refused_++].refusal));
    return true;
  }

  // Throws for defect_, or reports it: that of record number `record`, which
  // is at `index` among the marks of the batch as it came.
  void reject(std::uint64_t record, std::size_t index,
              BatchReport& report) const;

  const LoadPlan& plan_;
  std::uint64_t records_before_;
  const std::atomic<bool>& inspect_only_;
  Syntax syntax_;
  RecordEndFinder line_feeds_;
  FieldSplitter splitter_;
  FieldIndex field_index_;
  RecordTyper typer_;
  ValueConverter converter_;
  std::size_t returns_;  // CRs that belong to a line end, at most
  std::size_t width_;    // of a record, in fields
  std::vector<Field, CacheLineAllocator<Field>> fields_;  // of a record
  RepeatedHeader repeated_header_;
  std::optional<LenientSplitter> lenient_splitter_;  // in use if there is one
  RepairCounts repairs_;                             // of the record in hand
  // The table's columns, where they are not the fields; the constants among
  // them, and the digits of the record's line, point into constants_, and
  // converted values into converter_.
  std::vector<Field> selected_;
  std::vector<std::pair<std::size_t, std::size_t>> taken_;  // of which fields
  std::vector<std::string> constants_;
  std::optional<std::size_t> line_column_;  // its place among them
  // What was seen before the record in hand.
  std::vector<Evidence> evidence_before_;
  // The batch as it came, before it is written into.
  std::vector<char> bytes_;
  std::vector<RecordMark> marks_;
  std::vector<std::uint64_t> replaced_;  // characters, for each mark
  // Of the batch, those that the database refused.
  std::vector<RefusedRecords::Entry> refused_;
  std::size_t next_refused_ = 0;
  Defect defect_;
  std::optional<RowFilter> filter_;
  bool may_skip_;            // lines that are not empty
  bool fields_are_columns_;  // as they are
  bool restores_evidence_;   // after a bad record, which leaves no trace
};

template <RowSink Sink>
void BatchParser::parse_and_select(Batch& batch, Sink& sink,
                                   BatchReport& report) {
  LinedRowKeeper keeper(batch.records, plan_.schema.columns.size(),
                        plan_.makes_texts());
  if (plan_.extracts()) {
    keeper.expect_ids(
        [this](std::size_t column) { return text_of_id(column); });
  }
  try {
    parse_all(batch, keeper, report);
  } catch (const ImportError&) {
    report.failure = std::current_exception();
  }
  // Rows of types that do not hold are of no use, and are judged again.
  if (report.contradicted) return;
  const TypedRows rows = keeper.finish();
  try {
    const std::vector<std::size_t>& selected = filter_->select(rows);
    for (const std::size_t row : selected) rows.give(row, sink);
    report.left_out = rows.size() - selected.size();
    report.rows -= report.left_out;
  } catch (const NoVerdict& error) {
    note_no_verdict(error.what(), rows.rowid(error.row()) - records_before_,
                    keeper.line(error.row()), report);
  }
}

template <RowSink Sink>
inline bool BatchParser::type_record(const Record& record, std::uint64_t rowid,
                                     BatchReport& report, bool& inspecting,
                                     Sink& sink) {
  const std::span<const Field> values = columns(record);
  if (restores_evidence_) evidence_before_ = report.evidence;
  if (!inspecting) {
    auto&& row = sink.begin_row();
    if (!typer_.type(values, report.evidence, row)) {
      sink.end_row(rowid, row);
      if constexpr (KeepsLines<Sink>) sink.keep_line(record.line);
      if (!typer_.texts().empty())
        note_texts(values_of(record), typer_, report);
      return true;
    }
  }
  if (const auto column = typer_.inspect(values, report.evidence)) {
    if (restores_evidence_) report.evidence = evidence_before_;
    note_unfit_value(record, *column);
    return false;
  }
  if (!typer_.texts().empty()) note_texts(values_of(record), typer_, report);
  if (!typer_.inspected().empty())
    note_inspected(values_of(record), typer_, report);
  if (!inspecting) report.contradicted = true;
  inspecting = true;
  return true;
}

template <RowSink Sink>
void BatchParser::parse_all(Batch& batch, Sink& sink, BatchReport& report) {
  report.records = batch.records;
  report.evidence.resize(plan_.schema.columns.size());
  if (plan_.keeps_bad_records) keep_as_it_came(batch);
  bool valid = bytes_are_valid(batch);
  const bool is_repaired = !valid && plan_.is_lenient;
  if (is_repaired) {
    repair_text(batch);
    valid = true;
  }
  const bool may_refuse = plan_.refused != nullptr;
  if (may_refuse) find_refused(batch);
  // In locals: the compiler cannot know that a sink leaves the members alone.
  const bool keeps_blank_lines = plan_.blank_lines_are_records();
  const bool is_lenient = plan_.is_lenient;
  const bool is_plain = valid && ends_at_line_feeds() && !is_lenient &&
                        !batch.defect && !plan_.dialect.c_escapes;
  const bool is_indexed = is_plain && field_index_.index(batch);
  const bool converts_values = !converter_.is_idle();
  const bool may_skip = may_skip_;
  const std::uint64_t records_before = records_before_;
  bool inspecting = inspect_only_.load(std::memory_order_relaxed);
  std::uint64_t next_record = batch.first_record;
  std::uint64_t next_line = batch.first_line;
  char* next = batch.bytes.data();
  for (std::size_t i = 0; i < batch.marks.size(); ++i) {
    const RecordMark mark = batch.marks[i];
    char* const begin = next;
    next = batch.bytes.data() + mark.end;
    const Record record = record_at(begin, next, next_line);
    next_line += mark.lines;
    if (record.begin == record.end && !keeps_blank_lines) continue;
    if (may_skip && is_idle(record)) continue;
    const std::uint64_t number = next_record++;
    const bool is_split =
        (is_indexed &&
         field_index_.take(record.begin, record.end, next, fields_)) ||
        (is_plain ? split_record(record, batch.has_quote)
                  : split_with_care(record, batch, valid));
    const std::uint64_t rowid = records_before + number;
    if (is_split && repeated_header_.is_repeated_by(fields_)) {
      if (is_lenient) {
        ++report.repairs.repeated_headers;
        continue;
      }
      note_repeated_header(record);
    } else if (is_split && (!converts_values || convert_values(record)) &&
               !(may_refuse && is_refused(record, rowid, report)) &&
               type_record(record, rowid, report, inspecting, sink)) {
      ++report.rows;
      if (is_lenient) report.repairs += repairs_;
      if (is_repaired) report.repairs.replaced_characters += replaced_[i];
      continue;
    }
    reject(number, i, report);
  }
}

}  // namespace csvimport
