#include "sniff/sniffer.hpp"

#include "csv/field_splitter.hpp"
#include "csv/record_end.hpp"
#include "csv/syntax.hpp"
#include "sniff/sample_records.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <vector>

namespace csvimport {
namespace {

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
      : dialect_(dialect), syntax_(dialect), splitter_(dialect) {}

  Fit measure(std::string_view sample) {
    const SampleRecords cut = cut_sample(sample, dialect_);
    for (const SampleRecord& record : cut.records) {
      if (widths_.size() == kMaxSampleRecords) break;
      add(record.text);
    }
    // Its quote swallows what ought to be other records.
    if (cut.rest.size() > kLongRecord && has_open_quote(cut.rest)) {
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
  Syntax syntax_;
  FieldSplitter splitter_;
  std::vector<Field> fields_;
  std::vector<std::size_t> widths_;  // of the records, in order
  Fit fit_;
};

struct Candidate {
  Dialect dialect;
  Fit fit;
};

// A dialect of what is set, which may become one with other separators.
Dialect dialect_with(const DialectSettings& settings, std::string delimiter,
                     const std::optional<char>& quote) {
  Dialect dialect;
  dialect.delimiter = std::move(delimiter);
  dialect.quote = quote;
  if (settings.escape != quote) dialect.escape = settings.escape;
  dialect.trim = settings.trim;
  dialect.comment = settings.comment;
  return dialect;
}

Candidate candidate_for(std::string_view sample, Dialect dialect) {
  Candidate candidate{std::move(dialect), {}};
  candidate.dialect.line_end = sniff_line_end(sample, candidate.dialect);
  candidate.fit = FitMeasure(candidate.dialect).measure(sample);
  return candidate;
}

// Sniffs the delimiter where the quote is given.
class DelimiterSniffer {
 public:
  DelimiterSniffer(std::string_view sample, const DialectSettings& settings,
                   const std::optional<char>& quote)
      : sample_(sample), settings_(settings), quote_(quote) {}

  // `usual` where no other does clearly better.
  [[nodiscard]] Candidate best(char usual) const {
    const Candidate usual_one = best_of_family(usual);
    Candidate best = usual_one;
    for (const char delimiter : {',', '\t', ';', '|'}) {
      if (delimiter == usual || !may_separate(delimiter)) continue;
      Candidate other = best_of_family(delimiter);
      if (other.fit.score > best.fit.score) best = std::move(other);
    }
    return best.fit.score > usual_one.fit.score + kClearLead ? best : usual_one;
  }

  // Whether the character means nothing else.
  [[nodiscard]] bool may_separate(char byte) const {
    return byte != quote_ && byte != settings_.escape &&
           byte != settings_.comment;
  }

 private:
  // The better of the delimiter alone and with a space behind it, which
  // trimming drops anyway.
  [[nodiscard]] Candidate best_of_family(char delimiter) const {
    Candidate bare = candidate_with({delimiter});
    if (settings_.trim || !may_separate(' ')) return bare;
    Candidate spaced = candidate_with({delimiter, ' '});
    const bool is_spaced = spaced.fit.is_exhaustive && spaced.fit.score > 0 &&
                           spaced.fit.score >= bare.fit.score;
    return is_spaced ? spaced : bare;
  }

  [[nodiscard]] Candidate candidate_with(std::string delimiter) const {
    return candidate_for(sample_,
                         dialect_with(settings_, std::move(delimiter), quote_));
  }

  std::string_view sample_;
  const DialectSettings& settings_;
  const std::optional<char>& quote_;
};

bool has_ending(std::string_view path, std::string_view ending) {
  const std::size_t at = path.rfind(ending);
  return at != std::string_view::npos &&
         (at + ending.size() == path.size() || path[at + ending.size()] == '.');
}

Candidate best_for_quote(std::string_view sample, std::string_view path,
                         const DialectSettings& settings,
                         const std::optional<char>& quote) {
  if (settings.delimiter) {
    return candidate_for(sample,
                         dialect_with(settings, *settings.delimiter, quote));
  }
  const DelimiterSniffer sniffer(sample, settings, quote);
  const bool tabs = has_ending(path, ".tsv") || has_ending(path, ".tab");
  return sniffer.best(tabs && sniffer.may_separate('\t') ? '\t' : ',');
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
      settings.comment != '\'' &&
      (!settings.delimiter ||
       settings.delimiter->find('\'') == std::string::npos);
  if (usual.fit.quoted > 0 || !may_be_single) return usual.dialect;
  const Candidate other = best_for_quote(sample, path, settings, '\'');
  return explains_more(other.fit, usual.fit) ? other.dialect : usual.dialect;
}

LineEnd sniff_line_end(std::string_view sample, const Dialect& dialect) {
  const Syntax syntax(dialect);
  const char* at = sample.data();
  const char* const end = at + sample.size();
  bool starts_line = true;
  bool saw_cr = false;
  while (at != end) {
    const std::string_view rest(at, static_cast<std::size_t>(end - at));
    if (starts_line && syntax.is_comment(rest)) {
      at += std::min(rest.find_first_of("\r\n"), rest.size());
    } else {
      at = syntax.after_blanks(at, end);
      if (syntax.quote_at(at, end))
        at = syntax.after_closing_quote(at + 1, end);
      if (at == nullptr) break;
      at = syntax.text_end(at, end, '\r', '\n');
    }
    if (at == end) break;
    if (*at == '\n') return LineEnd::kLf;
    starts_line = *at == '\r';
    at += starts_line ? 1 : dialect.delimiter.size();
    // The last one may be half of a CRLF.
    saw_cr |= starts_line && at != end;
  }
  return saw_cr ? LineEnd::kCr : LineEnd::kLf;
}

}  // namespace csvimport
