#include "csv/header_reader.hpp"

#include "base/import_error.hpp"
#include "csv/record_limit.hpp"
#include "input/encoding.hpp"

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

constexpr std::size_t kFirstLook = 4096;  // bytes; by taste, a header fits

// How much is read before anything is known of the records: no more than a
// batch.
std::size_t first_look(const RecordRules& rules) {
  return std::clamp(rules.limits().batch_bytes, kByteOrderMark.size(),
                    kFirstLook);
}

void skip_byte_order_mark(InputText& text, const RecordRules& rules) {
  if (text.look(first_look(rules)).bytes.starts_with(kByteOrderMark)) {
    text.drop(kByteOrderMark.size());
  }
}

// Passes over `count` lines, each of which ends with one of the `line_ends`, or
// with CR LF. Returns how many they were: fewer than `count` if there are no
// more.
std::uint64_t skip_lines(InputText& text, std::uint64_t count,
                         std::string_view line_ends, const RecordRules& rules) {
  const bool may_end_at_cr = line_ends.find('\r') != std::string_view::npos;
  std::uint64_t skipped = 0;
  char last = '\0';  // that was passed over
  while (skipped < count) {
    const std::string_view ahead = text.look(first_look(rules)).bytes;
    if (ahead.empty()) break;
    std::size_t end = 0;
    while (skipped < count && end < ahead.size()) {
      const bool is_half = may_end_at_cr && last == '\r' && ahead[end] == '\n';
      if (!is_half)
        end = std::min(ahead.find_first_of(line_ends, end), ahead.size() - 1);
      last = ahead[end++];
      if (!is_half && line_ends.find(last) != std::string_view::npos) ++skipped;
    }
    text.drop(end);
  }
  const bool ends_at_cr = may_end_at_cr && last == '\r';
  if (ends_at_cr && text.look(first_look(rules)).bytes.starts_with('\n')) {
    text.drop(1);
  }
  return skipped;
}

}  // namespace

HeaderReader read_start(std::unique_ptr<io::ByteSourceBase> source,
                        std::string input_name, RecordRules rules,
                        const LinesBefore& before) {
  InputText text(std::move(source));
  skip_byte_order_mark(text, rules);
  const LineEnd line_end = rules.dialect().line_end;
  const char record_end = byte_of(line_end);
  std::uint64_t skipped =
      skip_lines(text, before.skipped, ends_of_skipped_lines(line_end), rules);
  skipped += skip_lines(text, before.preamble, {&record_end, 1}, rules);
  return {std::move(text), std::move(input_name), std::move(rules),
          skipped + 1};
}

HeaderReader::HeaderReader(InputText text, std::string input_name,
                           RecordRules rules, std::uint64_t line)
    : text_(std::move(text)),
      input_name_(std::move(input_name)),
      rules_(std::move(rules)),
      line_(line) {}

std::optional<RawRecord> HeaderReader::look() {
  pass_idle_lines();
  for (std::size_t size = first_look(rules_);;) {
    const InputText::Ahead ahead = text_.look_at_records(size, rules_);
    if (ahead.bytes.empty()) return std::nullopt;
    const char* const begin = ahead.bytes.data();
    const char* const next = rules_.record_end(ahead.bytes, ahead.is_all);
    if (next != nullptr) {
      RawRecord record{std::string(begin, next), line_};
      if (rules_.is_too_long(record.bytes)) fail_endless(ahead.bytes);
      return record;
    }
    const bool is_beyond = ahead.bytes.size() >= rules_.bytes_to_judge();
    if (ahead.is_all && !is_beyond && rules_.limits().leaves_open_record) {
      return std::nullopt;
    }
    if (ahead.is_all || is_beyond) fail_endless(ahead.bytes);
    size = std::max(size, ahead.bytes.size()) * 2;
  }
}

std::optional<RawRecord> HeaderReader::take() {
  std::optional<RawRecord> record = look();
  if (!record) return record;
  line_ += rules_.count_lines(record->bytes);
  text_.drop(record->bytes.size());
  passed_ = {};
  return record;
}

void HeaderReader::pass_idle_lines() {
  for (std::size_t size = first_look(rules_);;) {
    const InputText::Ahead ahead = text_.look_at_records(size, rules_);
    std::string_view text = ahead.bytes;
    while (const std::size_t line_size = rules_.idle_line_size(text)) {
      if (!rules_.syntax().is_comment(text) && passed_.count++ == 0) {
        passed_.first_line = line_;
      }
      text.remove_prefix(line_size);
      ++line_;
    }
    const bool has_whole_line =
        text.find(rules_.dialect().line_end_byte()) != std::string_view::npos;
    text_.drop(ahead.bytes.size() - text.size());
    if (has_whole_line || ahead.is_all ||
        text.size() >= rules_.bytes_to_judge()) {
      return;
    }
    size = std::max(first_look(rules_), 2 * text.size());
  }
}

void HeaderReader::fail_endless(std::string_view text) const {
  const Dialect& dialect = rules_.dialect();
  const Endless endless =
      explain_endless(without_line_end(text, dialect.line_end), line_, dialect,
                      rules_.limits().max_record_bytes);
  throw ImportError({input_name_, endless.defect.line}, endless.defect.reason);
}

}  // namespace csvimport
