#include "sniff/sample_shape.hpp"

#include "csv/field_splitter.hpp"
#include "csv/syntax.hpp"
#include "sniff/field_looks.hpp"
#include "sniff/sample_records.hpp"
#include "sniff/usual_width.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

using Fields = std::vector<std::string>;

// So many records alike tell a header from a title; by taste.
constexpr std::ptrdiff_t kManyAlike = 3;

struct SplitRecord {
  std::uint64_t lines_before = 0;
  Fields fields;
  std::size_t content_width = 0;  // without the empty fields at the end
  std::size_t text_width = 0;     // without those that hold nothing but blanks
};
using Records = std::vector<SplitRecord>;

// Splits the records of a sample.
class SampleSplitter {
 public:
  // The quotes `dropped` are no part of the fields.
  SampleSplitter(const Dialect& dialect, const std::optional<Quote>& dropped)
      : syntax_(dialect),
        splitter_(dialect),
        delimiter_size_(dialect.delimiter.size()),
        dropped_(dropped) {}

  [[nodiscard]] Fields split(std::string_view record) const {
    std::string bytes(record);
    // The splitter takes no NULs.
    std::replace(bytes.begin(), bytes.end(), '\0', ' ');
    std::vector<Field> fields(bytes.size() + 1);
    const SplitResult split = splitter_.split(
        bytes.data(), bytes.data() + bytes.size(), true, fields);
    if (split.text_after_quote) {
      if (auto texts = split_by_outer_quotes(record)) return *std::move(texts);
    }
    Fields texts;
    for (std::size_t i = 0; i < split.fields; ++i) {
      texts.push_back(without_quotes(fields[i].text()));
    }
    return texts;
  }

 private:
  // As it is read leniently; nullopt if a field has no outer quote, or if it
  // would be several records.
  [[nodiscard]] std::optional<Fields> split_by_outer_quotes(
      std::string_view record) const {
    Fields texts;
    const char* at = record.data();
    const char* const end = at + record.size();
    for (;;) {
      at = syntax_.after_padding(at, end);
      const char* const closed = syntax_.after_outer_quotes(at, end);
      if (closed == nullptr && syntax_.quote_at(at, end)) return std::nullopt;
      const char* const next =
          syntax_.text_end(closed == nullptr ? at : closed, end);
      if (closed == nullptr) {
        texts.emplace_back(at, next);
      } else {
        const std::size_t quote = syntax_.quote_size();
        texts.emplace_back(at + quote, closed - quote);
      }
      if (next == end) return texts;
      // A line end, which quotes would enclose if they were read otherwise.
      if (!syntax_.delimiter_at(next, end)) return std::nullopt;
      at = next + delimiter_size_;
    }
  }

  [[nodiscard]] std::string without_quotes(std::string_view field) const {
    std::string text(field);
    if (!dropped_) return text;
    const std::string_view quote = dropped_->bytes();
    for (std::size_t at = text.find(quote); at != text.npos;
         at = text.find(quote, at)) {
      text.erase(at, quote.size());
    }
    return text;
  }

  Syntax syntax_;
  FieldSplitter splitter_;
  std::size_t delimiter_size_;
  const std::optional<Quote>& dropped_;
};

// How many there are before those at the end that hold nothing but `bytes`.
std::size_t width_without(const Fields& fields, std::string_view bytes) {
  std::size_t width = fields.size();
  while (width > 0 &&
         fields[width - 1].find_first_not_of(bytes) == std::string::npos) {
    --width;
  }
  return width;
}

Records split_sample(std::string_view sample, const Dialect& dialect,
                     const std::optional<Quote>& dropped = std::nullopt) {
  const SampleSplitter splitter(dialect, dropped);
  Records records;
  for (const SampleRecord& record : cut_sample(sample, dialect).records) {
    if (records.size() == kMaxSampleRecords) break;
    Fields fields = splitter.split(record.text);
    const std::size_t content_width = width_without(fields, "");
    const std::size_t text_width = width_without(fields, " \t");
    records.push_back(
        {record.lines_before, std::move(fields), content_width, text_width});
  }
  return records;
}

bool has_quote(std::string_view sample, const Dialect& dialect) {
  return dialect.quote &&
         sample.find(dialect.quote->bytes()) != std::string_view::npos;
}

std::vector<std::size_t> widths_of(std::span<const SplitRecord> records) {
  std::vector<std::size_t> widths;
  for (const SplitRecord& record : records) {
    widths.push_back(record.fields.size());
  }
  return widths;
}

// The part of the records that have the usual width.
double evenness_of(const Records& records) {
  if (records.empty()) return 0;
  return static_cast<double>(usual_width(widths_of(records)).records) /
         static_cast<double>(records.size());
}

using Place = Records::const_iterator;

// Whether the fields can be names of columns.
bool names_columns(const SplitRecord& record) {
  const auto end =
      record.fields.begin() + static_cast<std::ptrdiff_t>(record.text_width);
  return std::none_of(record.fields.begin(), end, [](const auto& field) {
    return field.empty() || has_only_figures(field);
  });
}

// Whether a column that has no number in `names` has nothing else in the
// records behind it that are as wide.
bool differs_from_rows(Place names, Place end) {
  for (std::size_t i = 0; i < names->text_width; ++i) {
    if (has_only_figures(names->fields[i])) continue;
    std::size_t numbers = 0;
    const bool has_text = std::any_of(names + 1, end, [&](const auto& record) {
      if (record.fields.size() < names->text_width) return false;
      const std::string& field = record.fields[i];
      if (has_only_figures(field)) ++numbers;
      return !field.empty() && !has_only_figures(field);
    });
    if (!has_text && numbers > 0) return true;
  }
  return false;
}

bool has_one_field(const SplitRecord& record) { return record.text_width <= 1; }

class ShapeMeasure {
 public:
  ShapeMeasure(const Records& records, const Dialect& dialect,
               std::size_t header_rows)
      : records_(records),
        is_padded_(dialect.skips_initial_space),
        rows_above_(header_rows == 0 ? 0 : header_rows - 1),
        has_header_(header_rows > 0),
        usual_width_(usual_width(widths_of(records)).fields) {}

  [[nodiscard]] SampleShape measure() const {
    SampleShape shape;
    if (!has_header_) {
      shape.width = usual_width_;
      return shape;
    }
    const Place header = find_header();
    if (header != records_.begin()) {
      shape.lines_before_header = header->lines_before;
    }
    shape.lines_before_names = lines_before_names(header);
    measure_width(last_row_of(header), shape);
    return shape;
  }

 private:
  // The header's last row, if `header` is its first.
  [[nodiscard]] Place last_row_of(Place header) const {
    return header +
           std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(rows_above_),
                                    records_.end() - header - 1);
  }

  // Whether all of the records before it are a preamble to the header's last
  // row, by what that row is.
  [[nodiscard]] bool is_behind_preamble(Place names) const {
    if (!names_columns(*names)) return false;
    // A name above sentences, each with a pause: "Smith, John".
    if (is_padded_ && names->text_width == 2) return false;
    const Place end = records_.end();
    const auto one_field = std::count_if(names + 1, end, has_one_field);
    if (2 * one_field >= end - names - 1) return false;
    return differs_from_rows(names, end) || has_many_alike(names);
  }

  // Whether it has three fields or more, as have all records behind it, which
  // are no fewer than those before. A single one before it that is padded with
  // empty fields may be a header as well.
  [[nodiscard]] bool has_many_alike(Place names) const {
    const auto before = names - records_.begin();
    const auto behind = records_.end() - names - 1;
    const bool may_be_header =
        before == 1 && records_.front().fields.size() > 1;
    return names->text_width > 2 && !may_be_header &&
           behind >= std::max(before, kManyAlike) &&
           std::all_of(names, records_.end(), [&](const SplitRecord& record) {
             return record.fields.size() == names->fields.size();
           });
  }

  // The first row of the header.
  [[nodiscard]] Place find_header() const {
    const Place first = records_.begin();
    const Place several =
        std::find_if_not(first, records_.end(), has_one_field);
    if (several == records_.end() || several == first) return first;
    const Place names = last_names(several);
    if (!is_behind_preamble(names)) return first;
    const auto rows_above = std::min<std::ptrdiff_t>(
        static_cast<std::ptrdiff_t>(rows_above_), names - first);
    return std::min(several, names - rows_above);
  }

  // The last row of a header whose first record of several fields is `several`:
  // the first one as wide as most records, if the rows above it may be
  // narrower.
  [[nodiscard]] Place last_names(Place several) const {
    return std::find_if(several, last_row_of(several),
                        [&](const SplitRecord& record) {
                          return record.text_width == usual_width_;
                        });
  }

  // The lines before what seems to be the header, if the records from there on
  // are of one width, and what stands before cannot be one: titles of one
  // field, or of several that are no names; or labels with something behind
  // them, fewer than the names above numbers.
  [[nodiscard]] std::uint64_t lines_before_names(Place header) const {
    const Place first = records_.begin();
    const Place names = header == first ? first_names() : last_row_of(header);
    const auto is_as_wide = [&](const SplitRecord& record) {
      return record.fields.size() == names->fields.size();
    };
    if (names == first || names == records_.end()) return 0;
    const Place last = header == first ? names : header;
    const auto is_title = [](const SplitRecord& record) {
      return has_one_field(record) || !names_columns(record);
    };
    const bool seems_one = std::all_of(names, records_.end(), is_as_wide) &&
                           (std::all_of(first, last, is_title) ||
                            (header == first && are_labels(first, names)));
    if (!seems_one) return 0;
    return header == first ? names->lines_before : header->lines_before;
  }

  // Whether each record from `first` on has a label and something behind it,
  // fewer fields than `names` has above numbers. A single one may be a header
  // as well, unless numbers stand in the first column.
  [[nodiscard]] bool are_labels(Place first, Place names) const {
    const auto has_label = [&](const SplitRecord& record) {
      const std::string& label = record.fields.front();
      return record.text_width < names->text_width &&
             label.find_first_not_of(" \t") != std::string::npos &&
             !has_only_figures(label);
    };
    return std::all_of(first, names, has_label) &&
           differs_from_rows(names, records_.end()) &&
           (names - first > 1 || has_only_figures((names + 1)->fields.front()));
  }

  // The first record that is as wide as most, if it has names and a header is
  // one row.
  [[nodiscard]] Place first_names() const {
    const Place names = std::find_if(records_.begin(), records_.end(),
                                     [&](const SplitRecord& record) {
                                       return record.text_width == usual_width_;
                                     });
    const bool are_names = rows_above_ == 0 && usual_width_ > 1 &&
                           names != records_.end() && is_behind_preamble(names);
    return are_names ? names : records_.end();
  }

  // By the header's last row and the records behind it.
  void measure_width(Place header, SampleShape& shape) const {
    const std::size_t named = header->fields.size();
    shape.width = named;
    const Place row = header + 1;
    const Place end = records_.end();
    if (row == end || row->fields.size() == named) return;
    std::size_t widest = 0;
    for (Place at = row; at != end; ++at) {
      widest = std::max(widest, at->content_width);
    }
    // Names that no record has a field for stay; those that are empty need not.
    const std::size_t needed = std::max(widest, header->content_width);
    if (needed <= named) {
      shape.width = needed;
      return;
    }
    // What has one field may be a text that holds delimiters, and what stands
    // before another header has none of its rows.
    const bool is_title =
        shape.lines_before_names > shape.lines_before_header ||
        (names_columns(*row) && differs_from_rows(row, end));
    if (has_one_field(*header) || is_title) return;
    shape.width = std::max(usual_width(widths_of({header, end})).fields,
                           header->content_width);
    shape.lacks_first_name =
        names_columns(*header) &&
        std::all_of(row, end, [&](const SplitRecord& record) {
          const bool has_one_more = record.fields.size() == named + 1 &&
                                    record.content_width == named + 1;
          return has_one_more || record.fields == header->fields;
        });
  }

  const Records& records_;
  bool is_padded_;
  std::size_t rows_above_;  // the last one of the header
  bool has_header_;
  std::size_t usual_width_;
};

}  // namespace

SampleShape measure_shape(std::string_view sample, const Dialect& dialect,
                          std::size_t header_rows) {
  Records records = split_sample(sample, dialect);
  const double evenness = evenness_of(records);
  if (evenness < 1 && has_quote(sample, dialect)) {
    // Where quotes are astray, lines tell more than records.
    Dialect unquoted = dialect;
    unquoted.quote.reset();
    Records lines = split_sample(sample, unquoted, dialect.quote);
    if (evenness_of(lines) > evenness) records = std::move(lines);
  }
  if (records.empty()) return {};
  return ShapeMeasure(records, dialect, header_rows).measure();
}

}  // namespace csvimport
