#include "sniff/sample_records.hpp"

#include "csv/batch.hpp"
#include "csv/record_end.hpp"
#include "csv/record_index.hpp"
#include "csv/syntax.hpp"

namespace csvimport {

SampleRecords cut_sample(std::string_view sample, const Dialect& dialect) {
  const Syntax syntax(dialect);
  std::vector<RecordMark> marks;
  (void)RecordIndexer(dialect).index(sample, marks);
  SampleRecords cut;
  cut.rest = sample.substr(marks.empty() ? 0 : marks.back().end);
  if (marks.empty()) marks = {{static_cast<std::uint32_t>(sample.size()), 1}};
  std::uint64_t lines = 0;
  std::size_t begin = 0;
  for (const RecordMark& mark : marks) {
    const std::string_view text = without_line_end(
        sample.substr(begin, mark.end - begin), dialect.line_end);
    if (!syntax.is_blank(text) && !syntax.is_comment(text)) {
      cut.records.push_back({text, lines});
    }
    lines += mark.lines;
    begin = mark.end;
  }
  return cut;
}

}  // namespace csvimport
