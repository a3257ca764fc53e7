#include "load/batch_parser.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "base/utf8.hpp"
#include "csv/byte_problem.hpp"
#include "csv/c_escapes.hpp"
#include "csv/record_limit.hpp"
#include "csv/text_repair.hpp"
#include "load/null_spellings.hpp"
#include "load/record_advice.hpp"
#include "load/unfit_reason.hpp"
#include "pages/affinity_judge.hpp"
#include "rejects/defect_message.hpp"
#include "schema/number.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>
#include <utility>

namespace csvimport {
namespace {

// Of a line's number.
constexpr std::size_t kMostDigits =
    std::numeric_limits<std::uint64_t>::digits10 + 1;

std::uint64_t count(const char* begin, const char* end, char byte) {
  return static_cast<std::uint64_t>(std::count(begin, end, byte));
}

Dialect ending_at_line_feeds(Dialect dialect) {
  dialect.line_end = LineEnd::kLf;
  return dialect;
}

}  // namespace

BatchParser::BatchParser(const LoadPlan& plan, std::uint64_t records_before,
                         const std::atomic<bool>& inspect_only)
    : plan_(plan),
      records_before_(records_before),
      inspect_only_(inspect_only),
      syntax_(plan.dialect),
      line_feeds_(ending_at_line_feeds(plan.dialect)),
      splitter_(with_escaped_nulls(plan)),
      field_index_(plan.dialect, plan.names.fields.size()),
      typer_(plan.schema.columns, plain_nulls(plan), ask_sqlite()),
      converter_(plan, typer_),
      returns_(returns_of(plan.dialect.line_end)),
      width_(plan.names.fields.size()),
      fields_(width_),
      repeated_header_(plan.header, width_),
      may_skip_(plan.dialect.drops_blanks() || plan.dialect.comment),
      fields_are_columns_(plan.columns_are_fields() &&
                          !plan.nulls_may_be_quoted && converter_.is_idle()),
      restores_evidence_(plan.skips_bad_records && !typer_.takes_all_values() &&
                         typer_.wants_evidence()) {
  if (plan.is_lenient) {
    lenient_splitter_.emplace(with_escaped_nulls(plan), width_);
  }
  if (plan.where) filter_.emplace(plan.judged_schema(), *plan.where);
  if (plan.columns_are_fields() && converter_.is_idle()) return;
  constants_.reserve(plan.sources.size());
  for (std::size_t i = 0; i < plan.sources.size(); ++i) {
    const ColumnSource& source = plan.sources[i];
    if (source.field) taken_.emplace_back(i, *source.field);
    Field& field = selected_.emplace_back();
    if (source.is_line) line_column_ = selected_.size() - 1;
    if (!source.constant && !source.is_line) continue;
    std::string& text = constants_.emplace_back(
        source.is_line ? std::string(kMostDigits, '0')
                       : converted_constant(source, plan.schema.columns[i]));
    // As if quoted: it is no spelling of NULL.
    field = {text.data(), text.data() + text.size(), true};
  }
}

void BatchParser::note_no_verdict(const char* problem, std::uint64_t record,
                                  std::uint64_t line,
                                  BatchReport& report) const {
  report.bad_records.forget_from(record);
  // It may have one by types that show later.
  std::exception_ptr& error =
      typer_.wants_evidence() ? report.no_verdict : report.failure;
  error = std::make_exception_ptr(
      ImportError({plan_.names.input, line},
                  std::string("--where: ") + problem +
                      "; CASE WHEN in the expression can except such records"));
}

char* BatchParser::behind_marks(char* begin, char* end) {
  const auto size = static_cast<std::size_t>(end - begin);
  return end - without_byte_order_marks({begin, size}).size();
}

bool BatchParser::is_idle(const Record& record) const {
  const std::string_view text = text_of(record);
  return syntax_.is_comment(text) ||
         (!plan_.blank_lines_are_records() && syntax_.is_blank(text));
}

bool BatchParser::bytes_are_valid(const Batch& batch) {
  const std::string_view bytes(batch.bytes.data(), batch.bytes.size());
  return bytes.find('\0') == std::string_view::npos && is_valid_utf8(bytes);
}

std::span<const Field> BatchParser::columns_of_fields(const Record& record) {
  // Else convert_values() did.
  if (converter_.is_idle()) select_columns(record);
  if (selected_.empty()) return {fields_.data(), width_};
  return selected_;
}

void BatchParser::select_columns(const Record& record) {
  if (plan_.nulls_may_be_quoted) {
    for (Field& field : fields_) field.quoted = false;
  }
  for (const auto& [column, field] : taken_) selected_[column] = fields_[field];
  if (!line_column_) return;
  Field& digits = selected_[*line_column_];
  digits.end =
      std::to_chars(digits.begin, digits.begin + kMostDigits, record.line).ptr;
}

NotedValues BatchParser::values_of(const Record& record) {
  return {plan_, fields_, columns(record), record.line};
}

std::optional<std::string_view> BatchParser::text_of_id(
    std::size_t column) const {
  const ColumnSource& source = plan_.sources[column];
  if (!std::holds_alternative<Extraction>(source.conversion)) {
    return std::nullopt;
  }
  const std::string_view text = fields_[source.field.value()].text();
  // An empty field has the column's default then, which is an id already, if it
  // has not an empty text of its own.
  if (text.empty() && source.empty && source.empty->text != "") {
    return std::nullopt;
  }
  return text;
}

bool BatchParser::check_bytes(const Record& record) {
  const std::string_view text = text_of(record);
  const bool is_utf8 = plan_.is_surely_utf8 && plan_.encoding.empty();
  std::optional<ByteProblem> problem =
      find_byte_problem(text, plan_.encoding, is_utf8);
  if (!problem) return true;
  if (is_utf8 && text[problem->at] != '\0' && !plan_.skips_bad_records) {
    problem->reason +=
        "; leave such records out with --on-error skip --rejects FILE";
  }
  defect_.line = record.line + count(record.begin, record.begin + problem->at,
                                     plan_.dialect.line_end_byte());
  defect_.field = field_at(record, problem->at);
  defect_.reason = std::move(problem->reason);
  return false;
}

// The field that holds the first invalid byte, behind `bytes` of the record,
// which are valid: the last one of a record of these.
std::size_t BatchParser::field_at(const Record& record,
                                  std::size_t bytes) const {
  std::string start(record.begin, bytes);
  return splitter_.split(start.data(), start.data() + bytes, true, {}).fields -
         1;
}

// In a file that seemed to have CR line ends only, records would run together.
bool BatchParser::check_line_feeds(const Record& record) {
  const std::string_view text = text_of(record);
  const QuoteReading reading = lenient_splitter_
                                   ? lenient_splitter_->reading_of(text)
                                   : QuoteReading::kStrict;
  const auto find_within_line = [&](Syntax::AfterQuotes after_quotes) {
    return line_feeds_.find_by_quotes_of_line(record.begin, record.end,
                                              after_quotes);
  };
  const char* const line_feed =
      reading == QuoteReading::kWithinLine
          ? find_within_line(&Syntax::after_clean_quotes)
      : reading == QuoteReading::kOuter
          ? find_within_line(&Syntax::after_outer_quotes)
          : line_feeds_.find(record.begin, record.end).next;
  if (line_feed == nullptr) return true;
  defect_ = {record.line, std::nullopt,
             "a line feed outside quotes, where lines end at carriage returns; "
             "make them alike first, such as with: tr '\\r' '\\n'"};
  return false;
}

bool BatchParser::check_split(const Record& record, const SplitResult& split) {
  if (!split.text_after_quote) {
    note_width(record, split.fields);
    return false;
  }
  defect_.line = record.line;
  defect_.field = split.text_after_quote;
  // Of line ends that stand in the fields now, some may have been escapes.
  if (*split.text_after_quote < width_ && !plan_.dialect.c_escapes) {
    for (const Field& field :
         std::span(fields_).first(*split.text_after_quote)) {
      defect_.line +=
          count(field.begin, field.end, plan_.dialect.line_end_byte());
    }
  }
  defect_.reason =
      "text after the closing quote; a quote inside a quoted field must be "
      "doubled";
  if (*split.text_after_quote >= width_) return false;
  defect_.reason += quote_advice(
      split_text(record), fields_[*split.text_after_quote].text(), plan_);
  return false;
}

void BatchParser::note_width(const Record& record, std::size_t fields) {
  defect_.line = record.line;
  defect_.field.reset();
  defect_.reason = "expected " + counted(width_, "field") + ", got " +
                   std::to_string(fields);
  defect_.reason += width_advice(split_text(record), fields, plan_);
}

bool BatchParser::split_with_care(const Record& record, const Batch& batch,
                                  bool bytes_are_valid) {
  if (batch.defect) {
    defect_ = *batch.defect;
    return false;
  }
  if (!bytes_are_valid && !check_bytes(record)) return false;
  if (!ends_at_line_feeds() && !check_line_feeds(record)) return false;
  const bool is_split = lenient_splitter_
                            ? split_leniently(record)
                            : split_record(record, batch.has_quote);
  if (!is_split) return false;
  return !plan_.dialect.c_escapes || check_escapes(record);
}

bool BatchParser::convert_values(const Record& record) {
  select_columns(record);
  std::optional<ValueConverter::Failure> failure =
      converter_.convert(selected_, typer_);
  if (!failure) return true;
  defect_ = {record.line, plan_.sources[failure->column].field,
             std::move(failure->reason)};
  return false;
}

bool BatchParser::check_escapes(const Record& record) {
  for (std::size_t i = 0; i < width_; ++i) {
    std::optional<std::string> problem = escape_problem(fields_[i].text());
    if (!problem) continue;
    defect_ = {record.line, i, std::move(*problem)};
    return false;
  }
  return true;
}

bool BatchParser::split_leniently(const Record& record) {
  repairs_ = {};
  // Replaced characters are longer than what they replace.
  const auto size = static_cast<std::size_t>(record.end - record.begin);
  if (size > kLargestRecord) {
    defect_ = {record.line, std::nullopt,
               "the record, with its characters replaced, is longer than the " +
                   std::to_string(kLargestRecord) + " bytes that SQLite takes"};
    return false;
  }
  const std::size_t fields =
      lenient_splitter_->split(record.begin, record.end, fields_, repairs_);
  if (fields == width_) return true;
  note_width(record, fields);
  return false;
}

void BatchParser::keep_as_it_came(const Batch& batch) {
  bytes_.assign(batch.bytes.data(), batch.bytes.data() + batch.bytes.size());
  marks_ = batch.marks;
}

void BatchParser::find_refused(const Batch& batch) {
  refused_ =
      plan_.refused->among(records_before_ + batch.first_record, batch.records);
  next_refused_ = 0;
}

void BatchParser::repair_text(Batch& batch) {
  const std::string_view bytes(batch.bytes.data(), batch.bytes.size());
  std::string text;
  replaced_.clear();
  std::size_t begin = 0;
  for (RecordMark& mark : batch.marks) {
    replaced_.push_back(append_repaired(bytes.substr(begin, mark.end - begin),
                                        !plan_.encoding.empty(), text));
    begin = mark.end;
    mark.end = static_cast<std::uint32_t>(text.size());
  }
  batch.bytes = Buffer(text.size());
  batch.bytes.resize(text.size());
  std::copy(text.begin(), text.end(), batch.bytes.data());
}

void BatchParser::note_repeated_header(const Record& record) {
  defect_ = {record.line, std::nullopt, "repeats the header"};
  if (plan_.skips_bad_records) return;
  const bool has_rows = plan_.header.size() > 1;
  defect_.reason +=
      "; --lenient drops such a record, --on-error skip rejects it, "
      "--no-headers" +
      std::string(has_rows ? " in place of --header-rows" : "") +
      " makes rows of it and the header";
}

void BatchParser::note_unfit_value(const Record& record, std::size_t column) {
  const std::optional<std::size_t> field = plan_.sources[column].field;
  const Column& target = plan_.schema.columns[column];
  std::string reason;
  if (plan_.sources[column].is_fixed) {
    reason = "column " + quoted_for_message(target.name) + ": ";
  }
  const Field& value = columns(record)[column];
  const std::string_view text = value.text();
  if (typer_.is_missing(value, column)) {
    defect_ = {record.line, field,
               reason + "NULL, where --pk or --not-null wants a value"};
    return;
  }
  if (auto problem = typer_.problem_of(text, column)) {
    defect_ = {record.line, field, *std::move(problem)};
    return;
  }
  reason += quoted_for_message(values_of(record).text(column)) +
            unfit_reason(text, column, target, typer_,
                         !converts(plan_.sources[column].conversion)) +
            advice_for_text(record, column);
  defect_ = {record.line, field, std::move(reason)};
}

std::string BatchParser::advice_for_text(const Record& record,
                                         std::size_t column) {
  const auto& existing = plan_.schema.columns[column].existing;
  if (!existing || existing->flag_for_texts.empty() ||
      parse_number(values_of(record).text(column)).kind ==
          NumberKind::kInteger) {
    return "";
  }
  return "; " + existing->flag_for_texts + " takes texts";
}

void BatchParser::note_refusal(const Record& record, const Refusal& refusal) {
  std::string values;
  std::optional<std::size_t> field;
  for (const std::size_t column : refusal.columns) {
    field = plan_.sources[column].field;
    if (!field) continue;
    const std::string_view text = values_of(record).text(column);
    if (text.empty()) continue;
    values += values.empty() ? "" : ", ";
    values += quoted_for_message(text);
  }
  std::string reason = (values.empty() ? "" : values + ": ") + refusal.reason;
  if (refusal.columns.size() == 1) {
    reason += advice_for_text(record, refusal.columns.front());
  } else {
    field.reset();
  }
  if (!plan_.skips_bad_records) reason += refusal.advice;
  defect_ = {record.line, field, std::move(reason), refusal.ends_import};
}

void BatchParser::reject(std::uint64_t record, std::size_t index,
                         BatchReport& report) const {
  if (!plan_.skips_bad_records || defect_.ends_import) {
    throw ImportError(
        {plan_.names.input, defect_.line},
        describe_defect(defect_.field, defect_.reason, plan_.names));
  }
  ++report.bad_count;
  if (!plan_.lists_bad_records) return;
  std::string_view bytes;
  if (plan_.keeps_bad_records) {
    const std::size_t begin = index == 0 ? 0 : marks_[index - 1].end;
    bytes = {bytes_.data() + begin, marks_[index].end - begin};
  }
  report.bad_records.add(record, defect_, bytes);
}

}  // namespace csvimport
