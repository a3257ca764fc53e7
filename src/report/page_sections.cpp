#include "report/page_sections.hpp"

#include "base/shell_flag.hpp"
#include "report/format.hpp"
#include "report/html_text.hpp"
#include "report/page_time.hpp"
#include "report/summary.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

std::string section(const std::string& heading, const std::string& content) {
  if (content.empty()) return "";
  return "<section>\n<h2>" + heading + "</h2>\n" + content + "</section>\n";
}

// A column of a table; `kind` is the class of its cells.
struct Head {
  const char* name;
  const char* kind;
};

// A table that scrolls in its own place where it is too wide, and on a phone
// becomes lists, a row each; the roles stay then. The first cell of each row is
// its name.
class Table {
 public:
  Table(const char* name, std::vector<Head> heads)
      : name_(name), heads_(std::move(heads)) {}

  void begin_row() {
    rows_ += rows_.empty() ? "<tr role=row>" : "</tr>\n<tr role=row>";
    next_ = 0;
  }
  void add(const std::string& html) {
    const Head& head = heads_[next_++];
    const std::string tag = next_ == 1 ? "th" : "td";
    rows_ += '<' + tag +
             (next_ == 1 ? " scope=row role=rowheader" : " role=cell") +
             " class=" + head.kind + " data-name=\"" + head.name + "\">" +
             html + "</" + tag + '>';
  }
  void add(std::uint64_t number) { add(with_thousands(number)); }

  // "" where it has no rows.
  [[nodiscard]] std::string html() const {
    if (rows_.empty()) return "";
    std::string html =
        "<div class=scroll tabindex=0 role=region aria-label=\"" +
        std::string(name_) + "\">\n<table role=table>\n<thead><tr role=row>";
    for (const Head& head : heads_) {
      html += std::string("<th scope=col role=columnheader class=") +
              head.kind + '>' + head.name + "</th>";
    }
    return html + "</tr></thead>\n<tbody>\n" + rows_ +
           "</tr>\n</tbody>\n</table>\n</div>\n";
  }

 private:
  const char* name_;
  std::vector<Head> heads_;
  std::string rows_;
  std::size_t next_ = 0;  // cell of the row in hand
};

// A name that somebody gave.
std::string given(const std::string& name) {
  return "<bdi>" + html_value(name) + "</bdi>";
}

std::string size_text(std::uint64_t bytes) {
  constexpr std::uint64_t kKibi = 1024;
  if (bytes < kKibi) return with_thousands(bytes, "byte");
  auto size = static_cast<double>(bytes);
  const char* unit = "";
  for (const char* const next : {"KiB", "MiB", "GiB", "TiB"}) {
    if (size < kKibi) break;
    size /= kKibi;
    unit = next;
  }
  return fmt::format("{:.{}f} {}", size, size < 10 ? 1 : 0, unit);
}

std::string table_fate(const TableSummary& table) {
  if (table.is_skipped) return "left alone, as it was there";
  if (!table.existed) return "new";
  if (table.if_exists == IfExists::kReplace) return "in place of an older one";
  if (table.if_exists == IfExists::kTruncate) return "was there; emptied";
  return "was there; added to";
}

std::string inputs_table(const RunFacts& facts) {
  Table table(
      "Files",
      {{"File", "file"}, {"Size", "number"}, {"Last changed, UTC", "nowrap"}});
  for (const RunInput& input : facts.inputs) {
    table.begin_row();
    table.add(given(input.path == "-" ? "stdin" : input.path));
    table.add(input.size ? size_text(*input.size) : "–");
    table.add(input.modified ? moment_text(*input.modified) : "–");
  }
  return table.html();
}

std::string tables_table(const ImportSummary& summary) {
  const bool has_updates = summary.updated() + summary.ignored() > 0;
  const bool has_left_out = summary.left_out() > 0;
  std::vector<Head> heads = {{"Table", "name"},
                             {"It is", "fate"},
                             {"Records", "number"},
                             {"New rows", "number"}};
  if (has_updates) {
    heads.insert(heads.end(), {{"Updated", "number"}, {"Ignored", "number"}});
  }
  if (has_left_out) heads.push_back({"Left out", "number"});
  heads.push_back({"Rejected", "number"});
  Table table("Tables", std::move(heads));
  for (const TableSummary& one : summary.tables) {
    table.begin_row();
    table.add(given(one.schema.table));
    table.add(table_fate(one));
    table.add(one.records);
    table.add(one.rows);
    if (has_updates) {
      table.add(one.updated);
      table.add(one.ignored);
    }
    if (has_left_out) table.add(one.left_out);
    table.add(one.rejected);
  }
  return table.html();
}

std::string known_list(const ImportSummary& summary) {
  std::string items;
  for (const std::string& line : known_lines(summary)) {
    items += "<li>" + html_text(line) + "</li>\n";
  }
  return items.empty() ? "" : "<ul class=messages>\n" + items + "</ul>\n";
}

std::string group_item(const RejectGroup& group) {
  std::string html = "<li>\n<h3><span>" +
                     (group.reason.empty() ? std::string("other reasons")
                                           : html_text(group.reason)) +
                     "</span><span class=count>" +
                     with_thousands(group.count, "record") +
                     "</span></h3>\n<ul class=\"plain small\">\n";
  for (const std::string& line : group.first) {
    html += "<li class=mono>" + html_text(line) + "</li>\n";
  }
  html += "</ul>\n";
  const std::uint64_t more = group.count - group.first.size();
  if (more > 0) {
    html += "<p class=note>and " + with_thousands(more) + " more</p>\n";
  }
  return html + "</li>\n";
}

// "and 3 more files"; "" for none.
std::string note_of_more(std::uint64_t count, const char* noun) {
  if (count == 0) return "";
  return "<p class=note>and " + with_thousands(count, noun) + "</p>\n";
}

// Of several lines, if there are line ends in `text`.
std::string code_block(const std::string& text) {
  std::string html = "<pre><code>";
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos;
       begin = end + 1, end = text.find('\n', begin)) {
    html += html_text(text.substr(begin, end - begin)) + '\n';
  }
  return html + html_text(text.substr(begin)) + "</code></pre>\n";
}

std::string made_tables(const ImportSummary& summary) {
  constexpr std::size_t kMost = 20;
  std::string blocks;
  std::size_t count = 0;
  for (const TableSummary& table : summary.tables) {
    if (table.is_skipped || !table.is_made()) continue;
    if (++count <= kMost) {
      blocks += code_block(create_table_sql(table.schema) + ';');
    }
  }
  if (count == 0) return "";
  return std::string("<h3>") + (count == 1 ? "The table" : "The tables") +
         "</h3>\n" + blocks +
         note_of_more(count - std::min(count, kMost), "more table");
}

std::string list_of(const std::vector<std::string>& lines) {
  std::string items;
  for (const std::string& line : lines) {
    items += "<li>" + html_text(line) + "</li>\n";
  }
  return "<ul class=messages>\n" + items + "</ul>\n";
}

}  // namespace

std::string inputs_section(const RunFacts& facts) {
  std::string content =
      facts.inputs.empty()
          ? ""
          : inputs_table(facts) + note_of_more(facts.more_inputs, "more file");
  if (facts.summary) {
    content += known_list(*facts.summary) + tables_table(*facts.summary);
  }
  return section("What came in", content);
}

std::string rejects_section(const RunFacts& facts) {
  std::string content;
  std::size_t tables = 0;
  for (const RejectGroups::OfTable& of : facts.rejects) {
    tables += of.groups.empty() ? 0 : 1;
  }
  for (const RejectGroups::OfTable& of : facts.rejects) {
    if (of.groups.empty()) continue;
    if (tables > 1) {
      content += "<p>Table <bdi>" + html_value(of.table) + "</bdi></p>\n";
    }
    std::vector<RejectGroup> groups = of.groups;
    std::stable_sort(groups.begin(), groups.end(),
                     [](const RejectGroup& a, const RejectGroup& b) {
                       return a.count > b.count;
                     });
    content += "<ol class=\"plain reasons\">\n";
    for (const RejectGroup& group : groups) content += group_item(group);
    content += "</ol>\n";
  }
  if (content.empty()) return "";
  const auto& file = facts.job.errors.rejects_path;
  if (file && facts.job.errors.makes_files) {
    content += "<p class=note>They are kept in <code>" + html_value(*file) +
               "</code>, and why in <code>" + html_value(*file + ".reasons") +
               "</code>.</p>\n";
  }
  return section("Rejected records", content);
}

std::string notes_section(const RunFacts& facts) {
  std::string content;
  std::set<std::string> told;
  if (facts.summary) {
    const std::string repairs = repairs_line(*facts.summary);
    if (!repairs.empty()) {
      content += "<h3>Repairs</h3>\n" + list_of({repairs});
      told.insert(repairs);
    }
    const std::vector<std::string> texts = text_lines(*facts.summary);
    if (!texts.empty()) {
      content += "<h3>Texts among numbers</h3>\n" + list_of(texts);
      told.insert(texts.begin(), texts.end());
    }
  }
  std::vector<std::string> warnings;
  for (const RunMessage& message : facts.messages.messages) {
    const bool is_new = message.level == RunMessage::Level::kWarning &&
                        told.insert(message.text).second;
    if (is_new) warnings.push_back(message.text);
  }
  if (!warnings.empty()) {
    content += "<h3>Warnings</h3>\n" + list_of(warnings);
  }
  content += note_of_more(facts.messages.more, "more message");
  return section("Worth a look", content);
}

std::string choices_section(const RunFacts& facts) {
  std::string content = "<h3>The command</h3>\n" + code_block(facts.command);
  if (!facts.choices.empty()) {
    content +=
        "<h3>What was chosen</h3>\n<p class=note>Beside the options of the "
        "command, these flags pin how another file of that kind is "
        "read.</p>\n";
  }
  for (const RunChoice& choice : facts.choices) {
    if (facts.choices.size() > 1) {
      content += "<p class=note>" + given(choice.input) + "</p>\n";
    }
    content += code_block(choice.flags);
  }
  content += note_of_more(facts.more_choices, "more file");
  if (facts.summary) content += made_tables(*facts.summary);
  return section("What ran", content);
}

std::string ledger_section(const RunFacts& facts) {
  Table table("Ledger", {{"When, UTC", "nowrap"},
                         {"File", "file"},
                         {"Table", "name"},
                         {"Rows", "number"},
                         {"Rejected", "number"},
                         {"Size", "number"}});
  for (const LedgerEntry& entry : facts.ledger) {
    table.begin_row();
    table.add(html_text(moment_text(entry.imported)));
    table.add(given(entry.name));
    table.add(given(entry.table));
    table.add(entry.rows);
    table.add(entry.rejected);
    table.add(size_text(entry.size));
  }
  return section("The last imports by --once and --tail", table.html());
}

}  // namespace csvimport
