#include "sniff/sniffer.hpp"

#include "csv/field_splitter.hpp"
#include "sniff/dialect_fit.hpp"
#include "sniff/line_end.hpp"
#include "sniff/sample_records.hpp"

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

// Less is no evidence: a few characters in a text of one column; by taste.
constexpr double kLeastScore = 0.19;
// How much better another delimiter must be than the one that goes before it.
constexpr double kClearLead = 0.01;

// When other_delimiter() is worth a word: the part of the records that it cuts
// alike, and for the space and the colon the fields; by taste.
constexpr double kManyRecords = 0.3;
constexpr std::size_t kLeastWidth = 3;

struct Candidate {
  Dialect dialect;
  DialectFit fit;
};

Candidate measured(std::string_view sample, Dialect dialect) {
  Candidate candidate{std::move(dialect), {}};
  candidate.dialect.line_end = sniff_line_end(sample, candidate.dialect);
  candidate.fit = measure_fit(sample, candidate.dialect);
  return candidate;
}

bool has_ending(std::string_view path, std::string_view ending) {
  const std::size_t at = path.rfind(ending);
  return at != std::string_view::npos &&
         (at + ending.size() == path.size() || path[at + ending.size()] == '.');
}

// A delimiter that the first record lacks is none where another cuts that and
// the others alike.
bool is_better(const DialectFit& one, const DialectFit& than) {
  const auto cuts_all_alike = [](const DialectFit& fit) {
    return fit.share == 1;
  };
  if (cuts_all_alike(than) && !one.cuts_first) return false;
  if (cuts_all_alike(one) && !than.cuts_first) return true;
  return one.score > than.score + kClearLead;
}

// Whether it is a name above sentences, each with a pause: "Smith; John".
bool looks_like_text(const Candidate& candidate) {
  return !candidate.fit.cuts_first && candidate.dialect.skips_initial_space &&
         candidate.fit.width == 2;
}

// Sniffs the delimiter where the quote is given.
class DelimiterSniffer {
 public:
  DelimiterSniffer(std::string_view sample, const DialectSettings& settings,
                   const std::optional<Quote>& quote)
      : sample_(sample), settings_(settings), quote_(quote) {}

  [[nodiscard]] Candidate best(std::string_view path) const {
    if (settings_.delimiter) {
      return settings_.delimiter_is_named
                 ? of_delimiter(*settings_.delimiter)
                 : measured(sample_, dialect_with(*settings_.delimiter));
    }
    const bool tabs = has_ending(path, ".tsv") || has_ending(path, ".tab");
    const char usual = tabs && may_separate('\t') ? '\t' : ',';
    const Candidate usual_one = of_delimiter({usual});
    Candidate best = usual_one;
    for (const char delimiter : kUsualDelimiters) {
      if (delimiter == usual || !occurs(delimiter)) continue;
      Candidate other = of_delimiter({delimiter});
      if (is_better(other.fit, best.fit)) best = std::move(other);
    }
    if (best.fit.is_even) return best;
    for (const char delimiter : kRareDelimiters) {
      if (!occurs(delimiter)) continue;
      Candidate rare = of_delimiter({delimiter});
      if (rare.fit.is_even && rare.fit.names_all && rare.fit.has_clean_quotes) {
        return rare;
      }
    }
    return best.fit.score < kLeastScore || looks_like_text(best) ? usual_one
                                                                 : best;
  }

 private:
  // Whether it is there, and means nothing else.
  [[nodiscard]] bool occurs(char byte) const {
    return may_separate(byte) && sample_.find(byte) != std::string_view::npos;
  }
  [[nodiscard]] bool may_separate(char byte) const {
    return byte != quote_ && byte != settings_.escape &&
           !starts_comment(settings_.comment, byte);
  }

  // With padding if there is any, which trimming drops anyway.
  [[nodiscard]] Candidate of_delimiter(std::string delimiter) const {
    Dialect dialect = dialect_with(std::move(delimiter));
    Candidate bare = measured(sample_, dialect);
    if (!bare.fit.is_padded || dialect.drops_blanks() || !may_separate(' ')) {
      return bare;
    }
    dialect.skips_initial_space = true;
    return measured(sample_, std::move(dialect));
  }

  // A dialect of what is set.
  [[nodiscard]] Dialect dialect_with(std::string delimiter) const {
    Dialect dialect;
    dialect.delimiter = std::move(delimiter);
    dialect.quote = quote_;
    if (settings_.escape != quote_) dialect.escape = settings_.escape;
    dialect.c_escapes = settings_.c_escapes;
    dialect.trim = settings_.trim;
    dialect.skips_initial_space = settings_.skips_initial_space;
    dialect.comment = settings_.comment;
    return dialect;
  }

  std::string_view sample_;
  const DialectSettings& settings_;
  const std::optional<Quote>& quote_;
};

// Whether ' encloses fields, none of which is not enclosed whole: several of
// them, if the records come out no less even than without it, and else more so.
bool explains_more(const DialectFit& single_quoted,
                   const DialectFit& double_quoted) {
  if (double_quoted.quoted > 0 || !single_quoted.has_clean_quotes) return false;
  if (single_quoted.quoted == 0) return false;
  return single_quoted.quoted == 1 ? single_quoted.score > double_quoted.score
                                   : single_quoted.score >= double_quoted.score;
}

// How many records of the sample keep the rules and are as wide as the first.
std::size_t count_whole_records(std::string_view sample,
                                const Dialect& dialect) {
  const FieldSplitter splitter(dialect);
  std::optional<std::size_t> width;
  std::size_t count = 0;
  std::size_t left = kMaxSampleRecords;
  for (const SampleRecord& record : cut_sample(sample, dialect).records) {
    if (left-- == 0) break;
    std::string text(record.text);
    // The splitter takes no NULs.
    std::replace(text.begin(), text.end(), '\0', ' ');
    const SplitResult split =
        splitter.split(text.data(), text.data() + text.size(), true, {});
    if (!width) width = split.fields;
    if (split.fields == width && !split.text_after_quote) ++count;
  }
  return count;
}

}  // namespace

Dialect sniff_dialect(std::string_view sample, std::string_view path,
                      const DialectSettings& settings) {
  const auto best_for_quote = [&](const std::optional<Quote>& quote) {
    return DelimiterSniffer(sample, settings, quote).best(path);
  };
  if (settings.quote) return best_for_quote(*settings.quote).dialect;
  Candidate usual = best_for_quote('"');
  const bool may_be_single =
      !starts_comment(settings.comment, '\'') &&
      (!settings.delimiter ||
       settings.delimiter->find('\'') == std::string::npos) &&
      sample.find('\'') != std::string_view::npos;
  if (usual.fit.quoted > 0 || !may_be_single) return usual.dialect;
  Candidate other = best_for_quote('\'');
  return explains_more(other.fit, usual.fit) ? other.dialect : usual.dialect;
}

bool has_plain_backslashes(std::string_view sample, const Dialect& dialect) {
  if (sample.find('\\') == std::string_view::npos) return false;
  Dialect escaped = dialect;
  escaped.escape = '\\';
  return count_whole_records(sample, escaped) <
         count_whole_records(sample, dialect);
}

bool has_escaped_nulls(std::string_view sample, const Dialect& dialect) {
  constexpr std::string_view kNull = "\\N";
  if (dialect.escape != kNull[0] || dialect.c_escapes) return false;
  const auto ends_field = [&](std::string_view rest) {
    return rest.empty() || rest.front() == '\n' || rest.front() == '\r' ||
           rest.starts_with(dialect.delimiter);
  };
  for (std::size_t at = sample.find(kNull); at != sample.npos;
       at = sample.find(kNull, at + 1)) {
    const std::string_view before = sample.substr(0, at);
    const bool starts_field = before.empty() || before.back() == '\n' ||
                              before.back() == '\r' ||
                              before.ends_with(dialect.delimiter);
    if (starts_field && ends_field(sample.substr(at + kNull.size()))) {
      return true;
    }
  }
  return false;
}

std::optional<OtherDelimiter> other_delimiter(std::string_view sample,
                                              const Dialect& dialect,
                                              bool is_given) {
  const auto fit_with = [&](char delimiter) {
    Dialect other = dialect;
    other.delimiter = delimiter;
    const bool is_free = dialect.delimiter != std::string(1, delimiter) &&
                         delimiter != dialect.quote &&
                         delimiter != dialect.escape &&
                         !starts_comment(dialect.comment, delimiter);
    return is_free ? measure_fit(sample, other) : DialectFit{};
  };
  if (is_given) {
    for (const char delimiter : kUsualDelimiters) {
      const DialectFit fit = fit_with(delimiter);
      if (fit.share == 1 && fit.cuts_first && fit.names_all) {
        return OtherDelimiter{delimiter, fit.width};
      }
    }
    return std::nullopt;
  }
  for (const auto& delimiters : {kUsualDelimiters, kRareDelimiters}) {
    for (const char delimiter : delimiters) {
      const DialectFit fit = fit_with(delimiter);
      if (fit.share >= kManyRecords)
        return OtherDelimiter{delimiter, fit.width};
    }
  }
  for (const char delimiter : {' ', ':'}) {
    const DialectFit fit = fit_with(delimiter);
    const bool cuts_all =
        fit.share == 1 && fit.width >= kLeastWidth && fit.names_all;
    if (cuts_all) return OtherDelimiter{delimiter, fit.width};
  }
  return std::nullopt;
}

}  // namespace csvimport
