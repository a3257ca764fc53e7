#include "report/run_page.hpp"

#include "report/format.hpp"
#include "report/html_text.hpp"
#include "report/page_profile.hpp"
#include "report/page_sections.hpp"
#include "report/page_style.hpp"
#include "report/page_time.hpp"
#include "report/summary.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

struct Verdict {
  const char* tone;
  const char* word;
};

// Statuses are those that README.md lists.
constexpr int kFirstOfSignals = 128;

Verdict verdict_of(const RunFacts& facts) {
  if (facts.status > kFirstOfSignals) return {"bad", "Interrupted"};
  if (!facts.summary) return {"bad", "Failed"};
  const bool has_rejects = facts.summary->rejected() > 0;
  if (facts.job.dry_run) return {has_rejects ? "warn" : "good", "Tried"};
  if (facts.status == 0) return {"good", "Done"};
  return {"warn", has_rejects ? "Done, but for rejects" : "Done"};
}

// As plain text; of the database where there is no table to name.
std::string headline(const RunFacts& facts) {
  if (!facts.summary) {
    return facts.job.dry_run ? "The file cannot be imported so"
                             : "Nothing was imported";
  }
  const ImportSummary& summary = *facts.summary;
  if (summary.tables.empty()) return "Nothing is new";
  const std::string tables =
      summary.tables.size() == 1
          ? "table “" + summary.tables[0].schema.table + "”"
          : with_thousands(summary.tables.size(), "table");
  const std::string rows = with_thousands(summary.rows(), "row");
  if (facts.job.dry_run) return rows + " would come into " + tables;
  return rows + " into " + tables;
}

std::string problem_html(const RunFacts& facts) {
  std::string html;
  for (const RunMessage& message : facts.messages.messages) {
    if (message.level != RunMessage::Level::kError) continue;
    html += "<div class=problem role=note>\n<p class=mono>" +
            html_text(message.text) + "</p>\n</div>\n";
  }
  return html;
}

std::string figure(const char* name, const std::string& value) {
  return std::string("<div><dt>") + name + "</dt><dd>" + value +
         "</dd></div>\n";
}

std::string figures_html(const RunFacts& facts) {
  std::string figures;
  if (facts.summary && !facts.summary->tables.empty()) {
    const ImportSummary& summary = *facts.summary;
    figures += figure("Records read", with_thousands(summary.records())) +
               figure("New rows", with_thousands(summary.rows()));
    const auto add_if_any = [&](const char* name, std::uint64_t count) {
      if (count > 0) figures += figure(name, with_thousands(count));
    };
    add_if_any("Rows updated", summary.updated());
    add_if_any("Ignored", summary.ignored());
    add_if_any("Left out by --where", summary.left_out());
    figures += figure("Rejected", with_thousands(summary.rejected()));
  }
  figures += figure("Took", seconds_text(facts.seconds));
  if (facts.summary && facts.summary->rows() > 0) {
    figures += figure("Speed",
                      row_rate(facts.summary->rows(), facts.summary->seconds));
  }
  return "<dl class=figures>\n" + figures + "</dl>\n";
}

std::string moment_html(const std::string& utc) {
  return "<time datetime=\"" + html_text(utc) + "\">" +
         html_text(moment_text(utc)) + " UTC</time>";
}

std::string where_html(const RunFacts& facts) {
  std::string html = "<p class=quiet>";
  if (!facts.job.target.empty()) {
    html += (facts.summary && !facts.job.dry_run ? "Into " : "Database ") +
            std::string("<bdi class=mono>") + html_value(facts.job.target) +
            "</bdi>, ";
  }
  html += "begun " + moment_html(facts.started);
  if (!facts.host.empty()) html += " on " + html_text(facts.host);
  return html + "; exit status " + std::to_string(facts.status) + "</p>\n";
}

std::string header_html(const RunFacts& facts) {
  const Verdict verdict = verdict_of(facts);
  std::string html = std::string("<header class=") + verdict.tone +
                     ">\n<p class=verdict>" + verdict.word + "</p>\n<h1><bdi>" +
                     html_value(headline(facts)) + "</bdi></h1>\n" +
                     where_html(facts) + problem_html(facts);
  if (!facts.summary && !facts.job.dry_run && !facts.job.target.empty()) {
    html += "<p class=quiet>The database is as it was before.</p>\n";
  }
  return html + figures_html(facts) + "</header>\n";
}

}  // namespace

std::string run_page(const RunFacts& facts) {
  const Verdict verdict = verdict_of(facts);
  std::string page =
      "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
      "'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action "
      "'none'\">\n<meta name=viewport content=\"width=device-width, "
      "initial-scale=1\">\n<meta name=color-scheme content=\"light dark\">\n"
      "<title>";
  page += std::string(verdict.word) + ": " + html_text(headline(facts)) +
          "</title>\n<style>";
  page += page_style();
  page += "</style>\n</head>\n<body>\n<main>\n" + header_html(facts);
  page += rejects_section(facts) + notes_section(facts) + inputs_section(facts);
  if (facts.summary) page += profile_section(*facts.summary);
  page += time_section(facts) + choices_section(facts) + ledger_section(facts);
  page += "</main>\n<footer><p>Written by csvimport " CSVIMPORT_VERSION
          " at the end of the run, " +
          moment_html(facts.ended) + ".</p></footer>\n</body>\n</html>\n";
  return page;
}

}  // namespace csvimport
