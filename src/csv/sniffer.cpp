#include "csv/sniffer.hpp"

#include "csv/field_splitter.hpp"
#include "csv/record_end.hpp"
#include "csv/record_index.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <vector>

namespace csvimport {
namespace {

constexpr std::size_t kMaxRecords = 200;  // looked at; by taste, enough to tell
constexpr std::size_t kLongRecord = 4096;  // bytes; by taste
// How much better than the comma another delimiter must do; by taste.
constexpr double kClearLead = 0.1;

// How well a dialect explains a sample.
struct Fit {
  std::size_t width = 0;   // of most records, in fields
  std::size_t quoted = 0;  // fields in quotes
  // The part of the records that have that width, less a half if the first
  // record, which names the columns, has another; 0 if the width is 1, which
  // explains nothing.
  double score = 0;
  // All quotes close, with nothing behind them.
  bool has_clean_quotes = true;
  // The first byte of the delimiter occurs in no unquoted field.
  bool is_exhaustive = true;
};

class FitMeasure {
 public:
  explicit FitMeasure(const Dialect& dialect)
      : dialect_(dialect), splitter_(dialect) {}

  Fit measure(std::string_view sample) {
    std::vector<RecordMark> marks;
    (void)RecordIndexer(dialect_).index(sample, marks);
    std::size_t begin = 0;
    for (const RecordMark& mark : marks) {
      if (widths_.size() == kMaxRecords) break;
      add(sample.substr(begin, mark.end - begin));
      begin = mark.end;
    }
    // A last record that is cut off is not looked at, unless it is the only one
    // or its quote swallows what ought to be others.
    const std::string_view rest =
        sample.substr(marks.empty() ? 0 : marks.back().end);
    if (marks.empty()) add(rest);
    if (rest.size() > kLongRecord && has_open_quote(rest)) {
      fit_.has_clean_quotes = false;
    }
    return summed_up();
  }

 private:
  [[nodiscard]] bool has_open_quote(std::string_view record) const {
    return RecordEndFinder(dialect_)
               .find(record.data(), record.data() + record.size())
               .open_quote != nullptr;
  }

  void add(std::string_view record) {
    std::string text(without_line_end(record, dialect_.line_end));
    if (text.empty() || text.find('\0') != std::string::npos) return;
    fields_.resize(text.size() + 1);
    const SplitResult split =
        splitter_.split(text.data(), text.data() + text.size(), true, fields_);
    widths_.push_back(split.fields);
    if (split.text_after_quote) fit_.has_clean_quotes = false;
    for (std::size_t i = 0; i < split.fields; ++i) look_at(fields_[i]);
  }

  void look_at(const Field& field) {
    if (field.quoted) {
      ++fit_.quoted;
    } else if (field.text().find(dialect_.delimiter[0]) !=
               std::string_view::npos) {
      fit_.is_exhaustive = false;
    }
  }

  Fit summed_up() {
    std::map<std::size_t, std::size_t> records_by_width;
    std::size_t most = 0;
    for (const std::size_t width : widths_) {
      const std::size_t records = ++records_by_width[width];
      if (records <= most) continue;
      most = records;
      fit_.width = width;
    }
    if (fit_.width < 2) return fit_;
    fit_.score =
        static_cast<double>(most) / static_cast<double>(widths_.size());
    if (widths_.front() != fit_.width) fit_.score -= 0.5;
    return fit_;
  }

  const Dialect& dialect_;
  FieldSplitter splitter_;
  std::vector<Field> fields_;
  std::vector<std::size_t> widths_;  // of the records, in order
  Fit fit_;
};

struct Candidate {
  Dialect dialect;
  Fit fit;
};

// The better of the delimiter alone and with a space behind it.
Candidate best_of_family(std::string_view sample, char delimiter,
                         const std::optional<char>& quote) {
  const auto candidate_for = [&](std::string text) {
    Candidate candidate;
    candidate.dialect.delimiter = std::move(text);
    candidate.dialect.quote = quote;
    candidate.dialect.line_end = sniff_line_end(sample, candidate.dialect);
    candidate.fit = FitMeasure(candidate.dialect).measure(sample);
    return candidate;
  };
  Candidate bare = candidate_for({delimiter});
  Candidate spaced = candidate_for({delimiter, ' '});
  const bool is_spaced = spaced.fit.is_exhaustive && spaced.fit.score > 0 &&
                         spaced.fit.score >= bare.fit.score;
  return is_spaced ? spaced : bare;
}

Candidate best_delimiter(std::string_view sample, char usual,
                         const std::optional<char>& quote) {
  const Candidate usual_one = best_of_family(sample, usual, quote);
  Candidate best = usual_one;
  for (const char delimiter : {',', '\t', ';', '|'}) {
    if (delimiter == usual || delimiter == quote) continue;
    Candidate other = best_of_family(sample, delimiter, quote);
    if (other.fit.score > best.fit.score) best = std::move(other);
  }
  return best.fit.score > usual_one.fit.score + kClearLead ? best : usual_one;
}

bool has_ending(std::string_view path, std::string_view ending) {
  const std::size_t at = path.rfind(ending);
  return at != std::string_view::npos &&
         (at + ending.size() == path.size() || path[at + ending.size()] == '.');
}

Candidate best_for_quote(std::string_view sample, std::string_view path,
                         const DialectSettings& settings,
                         const std::optional<char>& quote) {
  if (!settings.delimiter) {
    const bool tabs = has_ending(path, ".tsv") || has_ending(path, ".tab");
    return best_delimiter(sample, tabs ? '\t' : ',', quote);
  }
  Candidate set;
  set.dialect.delimiter = *settings.delimiter;
  set.dialect.quote = quote;
  set.dialect.line_end = sniff_line_end(sample, set.dialect);
  set.fit = FitMeasure(set.dialect).measure(sample);
  return set;
}

// Whether ' encloses fields: several of them, none that is not enclosed whole,
// and the records come out no less even than without it.
bool explains_more(const Fit& single_quoted, const Fit& double_quoted) {
  return double_quoted.quoted == 0 && single_quoted.quoted >= 2 &&
         single_quoted.has_clean_quotes &&
         single_quoted.score >= double_quoted.score;
}

}  // namespace

Dialect sniff_dialect(std::string_view sample, std::string_view path,
                      const DialectSettings& settings) {
  if (settings.quote) {
    return best_for_quote(sample, path, settings, *settings.quote).dialect;
  }
  const Candidate usual = best_for_quote(sample, path, settings, '"');
  const bool may_be_single =
      !settings.delimiter ||
      settings.delimiter->find('\'') == std::string::npos;
  if (usual.fit.quoted > 0 || !may_be_single) return usual.dialect;
  const Candidate other = best_for_quote(sample, path, settings, '\'');
  return explains_more(other.fit, usual.fit) ? other.dialect : usual.dialect;
}

LineEnd sniff_line_end(std::string_view sample, const Dialect& dialect) {
  bool in_quotes = false;
  bool saw_cr = false;
  // Where a quote would open a field, or, behind one that closes, double it.
  std::size_t opening = 0;
  for (std::size_t at = 0; at < sample.size(); ++at) {
    const char byte = sample[at];
    if (byte == dialect.quote && (in_quotes || at == opening)) {
      in_quotes = !in_quotes;
      opening = at + 1;
    } else if (in_quotes) {
      continue;
    } else if (byte == '\n') {
      return LineEnd::kLf;
    } else if (byte == '\r') {
      // The last one may be half of a CRLF.
      saw_cr |= at + 1 < sample.size();
      opening = at + 1;
    } else if (sample.substr(opening, at + 1 - opening)
                   .ends_with(dialect.delimiter)) {
      opening = at + 1;
    }
  }
  return saw_cr ? LineEnd::kCr : LineEnd::kLf;
}

}  // namespace csvimport
