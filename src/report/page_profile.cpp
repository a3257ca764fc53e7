#include "report/page_profile.hpp"

#include "base/message_text.hpp"
#include "profile/histogram.hpp"
#include "report/format.hpp"
#include "report/html_text.hpp"
#include "report/page_charts.hpp"
#include "report/profile_words.hpp"

#include <algorithm>
#include <optional>
#include <variant>
#include <vector>

namespace csvimport {
namespace {

// Beyond that a page would grow too large for a phone.
constexpr std::size_t kMostPictures = 200;

// Frequent values of a column.
constexpr std::size_t kMostListed = 8;

std::string value_html(const ShownValue& value) {
  const std::string text = value_text(value);
  if (text.empty()) return "<span class=quiet>empty text</span>";
  return "<span class=value><bdi>" + html_value(text) + "</bdi></span>";
}

std::string fact(const std::string& name, const std::string& html) {
  return "<dt>" + name + "</dt><dd>" + html + "</dd>\n";
}

std::string lengths_text(const ColumnProfile& column) {
  std::string mean = length_text(*column.mean_length);
  if (column.min_length == column.max_length) return mean;
  return with_thousands(column.min_length) + "–" +
         with_thousands(column.max_length) + ", mean " + mean;
}

std::string range_facts(const ColumnProfile& column, bool are_dates) {
  std::string facts;
  if (column.min_number) {
    facts += fact("least", value_html(*column.min_number)) +
             fact("greatest", value_html(*column.max_number)) +
             fact("mean", number_text(*column.mean));
    if (column.median) {
      facts += fact(column.median_is_exact ? "median" : "median, about",
                    number_text(*column.median));
    }
  }
  if (column.min_text) {
    facts += fact(are_dates ? "earliest" : "first in order",
                  value_html(*column.min_text)) +
             fact(are_dates ? "latest" : "last in order",
                  value_html(*column.max_text));
    if (!are_dates) facts += fact("length", lengths_text(column));
  }
  return facts;
}

std::string facts_of(const ColumnProfile& column, bool are_dates) {
  const std::uint64_t all = column.values() + column.nulls;
  std::string facts = "<dl class=facts>\n";
  facts +=
      fact("values",
           with_thousands(column.values()) +
               (column.values() == 0 ? "" : " (" + kinds_text(column) + ')'));
  facts += fact("NULL", column.nulls == 0
                            ? "none"
                            : with_thousands(column.nulls) + " (" +
                                  percent_text(column.nulls, all) + ')');
  if (column.values() > 0) {
    facts +=
        fact("different",
             are_all_different(column) ? "all of them" : distinct_text(column));
  }
  return facts + range_facts(column, are_dates) + "</dl>\n";
}

const char* what_bars_are_of(const Histogram& histogram) {
  switch (histogram.kind) {
    case Histogram::Kind::kMoments:
      return "dates";
    case Histogram::Kind::kLengths:
      return "lengths of texts";
    case Histogram::Kind::kNumbers:
      break;
  }
  return "values";
}

// What the bars say, in words.
std::string histogram_title(const std::string& name,
                            const Histogram& histogram) {
  const auto most = std::max_element(
      histogram.bars.begin(), histogram.bars.end(),
      [](const Bar& a, const Bar& b) { return a.count < b.count; });
  return "Histogram of the " + std::string(what_bars_are_of(histogram)) +
         " of column " + quoted_for_message(name) + ", from " +
         bar_end_text(histogram.bars.front().from, histogram.kind) + " to " +
         bar_end_text(histogram.bars.back().to, histogram.kind) +
         "; most are from " + bar_end_text(most->from, histogram.kind) +
         " to " + bar_end_text(most->to, histogram.kind);
}

std::string far_values(const Histogram& histogram) {
  std::string text;
  if (histogram.below > 0) {
    text += with_thousands(histogram.below) + " lie far below";
  }
  if (histogram.above > 0) {
    text += (text.empty() ? "" : ", ") + with_thousands(histogram.above) +
            " far above";
  }
  return text.empty() ? "" : "<p class=note>" + text + "</p>\n";
}

// A few values are better told by their counts.
bool is_worth_a_histogram(const ColumnProfile& column,
                          const Histogram& histogram) {
  constexpr std::uint64_t kFewNumbers = 5;
  constexpr std::uint64_t kFewTexts = 20;
  const std::uint64_t few =
      histogram.kind == Histogram::Kind::kLengths ? kFewTexts : kFewNumbers;
  return !column.is_exact || column.distinct > few;
}

std::string histogram_html(const std::string& name,
                           const std::optional<Histogram>& histogram) {
  if (!histogram) return "";
  std::string html = "<div class=chart>\n";
  if (histogram->kind == Histogram::Kind::kLengths) {
    html += "<p class=note>Lengths of the texts</p>\n";
  }
  html += histogram_svg(*histogram, histogram_title(name, *histogram));
  html +=
      "<div class=ends><span>" +
      html_text(bar_end_text(histogram->bars.front().from, histogram->kind)) +
      "</span><span>" +
      html_text(bar_end_text(histogram->bars.back().to, histogram->kind)) +
      "</span></div>\n";
  return html + far_values(*histogram) + "</div>\n";
}

// Fewer where there is a picture of them, too.
std::string frequent_html(const ColumnProfile& column, bool has_histogram) {
  constexpr std::size_t kFewListed = 5;
  std::vector<FrequentValue> values = worth_showing(column);
  if (values.empty() || values.front().count < 2) return "";
  values.resize(
      std::min(values.size(), has_histogram ? kFewListed : kMostListed));
  std::string html = "<ul class=frequent>\n";
  const auto all = static_cast<double>(column.values());
  for (const FrequentValue& one : values) {
    html += "<li>" + part_svg(static_cast<double>(one.count) / all) + "<span>" +
            value_html(one.value) + "</span><span class=count>" +
            (column.is_exact ? "" : "at least ") + with_thousands(one.count) +
            " · " + percent_text(one.count, column.values()) + "</span></li>\n";
  }
  html += "</ul>\n";
  const std::uint64_t more = column.distinct - values.size();
  if (column.is_exact && more > 0) {
    html +=
        "<p class=note>and " + with_thousands(more, "other value") + "</p>\n";
  }
  return html;
}

std::string type_of(const Column& column) {
  return std::string(column.existing ? name_of(column.existing->affinity)
                                     : name_of(column.type));
}

std::string column_html(const Column& column, const ColumnProfile& profile,
                        bool has_picture) {
  std::optional<Histogram> histogram = profile.histogram;
  const bool are_dates =
      histogram && histogram->kind == Histogram::Kind::kMoments;
  if (histogram && !is_worth_a_histogram(profile, *histogram)) {
    histogram.reset();
  }
  std::string html = "<article class=column>\n<h4><bdi>" +
                     html_value(column.name) + "</bdi> <span class=type>" +
                     html_text(type_of(column)) + "</span></h4>\n" +
                     facts_of(profile, are_dates);
  if (has_picture) {
    html += histogram_html(column.name, histogram) +
            frequent_html(profile, histogram.has_value());
  }
  return html + "</article>\n";
}

std::string note_on_sample(const TableProfile& profile) {
  if (profile.sampled_rows == profile.rows) return "";
  return "<p class=note>Histograms and medians are of " +
         with_thousands(profile.sampled_rows) +
         " rows, drawn evenly from all of them. “About” marks an estimate, "
         "which is off by a few in a hundred at most as a rule; “at least” a "
         "count that may be too low.</p>\n";
}

}  // namespace

std::string profile_section(const ImportSummary& summary) {
  std::string tables;
  std::size_t pictures = 0;
  for (const TableSummary& table : summary.tables) {
    if (!table.profile || table.profile->rows == 0) continue;
    tables += "<h3>Table <bdi>" + html_value(table.schema.table) +
              "</bdi> <span class=count>from " +
              with_thousands(table.profile->rows, "record") +
              "</span></h3>\n<div class=columns>\n";
    for (std::size_t i = 0; i < table.profile->columns.size(); ++i) {
      tables += column_html(table.schema.columns[i], table.profile->columns[i],
                            ++pictures <= kMostPictures);
    }
    tables += "</div>\n" + note_on_sample(*table.profile);
  }
  if (tables.empty()) return "";
  if (pictures > kMostPictures) {
    tables += "<p class=note>The first " + with_thousands(kMostPictures) +
              " columns have pictures.</p>\n";
  }
  return "<section class=tables>\n<h2>The values of each column</h2>\n" +
         tables + "</section>\n";
}

}  // namespace csvimport
