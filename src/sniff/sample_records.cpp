#include "sniff/sample_records.hpp"

#include "csv/batch.hpp"
#include "csv/byte_order_mark.hpp"
#include "csv/record_index.hpp"
#include "csv/syntax.hpp"

namespace csvimport {

SampleRecords cut_sample(std::string_view sample, const Dialect& dialect) {
  const Syntax syntax(dialect);
  std::vector<RecordMark> marks;
  (void)RecordIndexer(dialect).index(sample, marks);
  SampleRecords cut;
  std::uint64_t lines = 0;
  std::size_t begin = 0;
  const auto take_record = [&](std::size_t end) {
    const std::string_view text = without_byte_order_marks(
        without_line_end(sample.substr(begin, end - begin), dialect.line_end));
    if (!syntax.is_blank(text) && !syntax.is_comment(text)) {
      cut.records.push_back({text, lines});
    }
  };
  for (const RecordMark& mark : marks) {
    take_record(mark.end);
    lines += mark.lines;
    begin = mark.end;
  }
  cut.rest = sample.substr(begin);
  if (cut.records.empty()) take_record(sample.size());
  return cut;
}

}  // namespace csvimport
