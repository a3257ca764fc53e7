#include "csv/batch_marks.hpp"

namespace csvimport {
namespace {

// With its line end.
std::string_view line_at(const Batch& batch, std::size_t index) {
  const std::size_t begin = index == 0 ? 0 : batch.marks[index - 1].end;
  return batch.bytes.view().substr(begin, batch.marks[index].end - begin);
}

}  // namespace

bool BatchMarks::is_idle(const Batch& batch, std::size_t index) const {
  const std::string_view line = line_at(batch, index);
  return syntax_.is_comment(line) || syntax_.is_blank_line(line);
}

bool BatchMarks::is_record(const Batch& batch, std::size_t index) const {
  const std::string_view line = line_at(batch, index);
  return !syntax_.is_comment(line) &&
         (blank_lines_are_records_ || !syntax_.is_blank_line(line));
}

void BatchMarks::cut(Batch& batch, std::size_t count) {
  batch.marks.resize(count);
  batch.bytes.resize(count == 0 ? 0 : batch.marks.back().end);
}

void BatchMarks::keep_first(Batch& batch, std::uint64_t records) const {
  std::size_t kept = 0;
  for (std::uint64_t left = records; left > 0; ++kept) {
    if (is_record(batch, kept)) --left;
  }
  cut(batch, kept);
  batch.records = records;
}

}  // namespace csvimport
