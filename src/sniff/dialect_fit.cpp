#include "sniff/dialect_fit.hpp"

#include "csv/field_splitter.hpp"
#include "csv/record_end.hpp"
#include "csv/syntax.hpp"
#include "sniff/field_looks.hpp"
#include "sniff/sample_records.hpp"
#include "sniff/usual_width.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

namespace csvimport {
namespace {

constexpr std::size_t kLongRecord = 4096;  // bytes; by taste
// What evenness counts if it begins behind the first record: a few lines above
// a table do not speak against a dialect, but one without them is likelier.
constexpr double kBehindStart = 0.5;
// What a dialect counts with text behind all its closing quotes, or with a
// quote that swallows what ought to be other records.
constexpr double kTextBehindQuotes = 0.3;
constexpr double kOpenQuote = 0.3;
constexpr double kEven = 0.9;  // of the records, that are then called even

class FitMeasure {
 public:
  explicit FitMeasure(const Dialect& dialect)
      : dialect_(dialect), syntax_(dialect), splitter_(dialect) {}

  DialectFit measure(std::string_view sample) {
    const SampleRecords cut = cut_sample(sample, dialect_);
    for (const SampleRecord& record : cut.records) {
      if (widths_.size() == kMaxSampleRecords) break;
      add(record.text);
    }
    if (cut.rest.size() > kLongRecord && has_open_quote(cut.rest)) {
      quality_ = kOpenQuote;
      fit_.has_clean_quotes = false;
    }
    sum_up();
    return fit_;
  }

 private:
  [[nodiscard]] bool has_open_quote(std::string_view record) const {
    return RecordEndFinder(dialect_)
               .find(record.data(), record.data() + record.size())
               .open_quote != nullptr;
  }

  // Puts a letter in the place of what is escaped, which separates nothing.
  void mask_escapes(std::string& text) const {
    const char* const end = text.data() + text.size();
    for (std::size_t at = text.find(*dialect_.escape); at < text.size();
         at = text.find(*dialect_.escape, at)) {
      const char* const next = syntax_.after_escaped(text.data() + at, end);
      for (; text.data() + at != next; ++at) text[at] = 'x';
    }
  }

  void add(std::string_view record) {
    if (record.find('\0') != std::string_view::npos) return;
    std::string text(record);
    if (dialect_.escape) mask_escapes(text);
    fields_.resize(text.size() + 1);
    const SplitResult split =
        splitter_.split(text.data(), text.data() + text.size(), true, fields_);
    if (split.text_after_quote) ++records_with_late_text_;
    for (std::size_t i = 0; i < split.fields; ++i) look_at(fields_[i], i);
    widths_.push_back(split.fields);
  }

  void look_at(const Field& field, std::size_t column) {
    const std::string_view text = field.text();
    const bool is_name = widths_.empty();
    if (field.quoted) ++fit_.quoted;
    if (text.empty() && !field.quoted) {
      if (is_name) ++empty_names_;
      return;
    }
    if (column >= looks_.size()) looks_.resize(column + 1);
    looks_[column].add(field.quoted ? 1 : looks_whole(text));
    if (column == 0) return;
    const bool is_padded = !field.quoted && text.front() == ' ';
    ++fields_behind_;
    if (is_padded) ++padded_fields_;
    if (is_name && !is_padded) ++bare_names_;
  }

  // How whole fields look.
  struct Looks {
    double sum = 0;
    double fields = 0;

    void add(double looks) {
      sum += looks;
      ++fields;
    }
    [[nodiscard]] double mean() const { return fields > 0 ? sum / fields : 1; }
  };

  // That most fields look whole says little, if one column never does.
  [[nodiscard]] double looks_of(std::size_t width) const {
    Looks all;
    double worst = 1;
    for (std::size_t i = 0; i < looks_.size(); ++i) {
      all.sum += looks_[i].sum;
      all.fields += looks_[i].fields;
      if (i < width) worst = std::min(worst, looks_[i].mean());
    }
    return all.mean() * worst;
  }

  // The part of the records that have the usual width, or of those from the
  // first one on that has it.
  [[nodiscard]] double evenness(const UsualWidth& usual) const {
    const auto part_of = [&](std::size_t records) {
      return static_cast<double>(usual.records) / static_cast<double>(records);
    };
    const double of_all = part_of(widths_.size());
    const auto first = std::find(widths_.begin(), widths_.end(), usual.fields);
    if (first == widths_.begin()) return of_all;
    const auto left =
        static_cast<std::size_t>(std::distance(first, widths_.end()));
    return kBehindStart * (left > 1 ? part_of(left) : of_all);
  }

  // All fields behind a delimiter start with a space; or most of them and all
  // of the first record, as then the others just lack it; or all but those of
  // the first record, of which some have none, as then it is a header.
  [[nodiscard]] bool is_padded() const {
    if (padded_fields_ == 0) return false;
    if (padded_fields_ == fields_behind_) return true;
    if (bare_names_ == 0) return 2 * padded_fields_ > fields_behind_;
    return padded_fields_ > 1 && padded_fields_ == fields_behind_ - bare_names_;
  }

  void sum_up() {
    fit_.is_padded = is_padded();
    if (records_with_late_text_ > 0) fit_.has_clean_quotes = false;
    const UsualWidth usual = usual_width(widths_, 2);
    if (usual.records == 0) return;
    const auto records = static_cast<double>(widths_.size());
    fit_.width = usual.fields;
    fit_.share = static_cast<double>(usual.records) / records;
    const double even = evenness(usual);
    fit_.cuts_first = widths_.front() > 1;
    fit_.is_even = even >= kEven;
    fit_.names_all =
        empty_names_ == 0 || (empty_names_ == 1 && widths_.front() > 2);
    const auto width = static_cast<double>(usual.fields);
    const double late = static_cast<double>(records_with_late_text_) / records;
    fit_.score = even * (width - 1) / width * looks_of(usual.fields) *
                 quality_ * (1 - late * (1 - kTextBehindQuotes));
  }

  const Dialect& dialect_;
  Syntax syntax_;
  FieldSplitter splitter_;
  std::vector<Field> fields_;
  std::vector<std::size_t> widths_;  // of the records, in order
  std::size_t records_with_late_text_ = 0;
  std::vector<Looks> looks_;       // of the columns' fields, but empty ones
  std::size_t fields_behind_ = 0;  // a delimiter
  std::size_t padded_fields_ = 0;  // of these
  std::size_t empty_names_ = 0;    // in the first record
  std::size_t bare_names_ = 0;     // there, behind a delimiter without a space
  double quality_ = 1;
  DialectFit fit_;
};

}  // namespace

DialectFit measure_fit(std::string_view sample, const Dialect& dialect) {
  return FitMeasure(dialect).measure(sample);
}

}  // namespace csvimport
