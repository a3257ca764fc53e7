#include "report/summary.hpp"

#include "base/message_text.hpp"
#include "report/format.hpp"
#include "report/profile_json.hpp"

#include <spdlog/fmt/fmt.h>
#include <nlohmann/json.hpp>

namespace csvimport {
namespace {

std::string describe_threads(const PipelineSettings& pipeline) {
  return pipeline.sequential ? "sequential"
                             : counted(pipeline.workers, "worker");
}

std::string describe(std::string_view stage, const StageTimes& times) {
  return fmt::format("{} {:.2f}/{:.2f} s", stage, times.busy, times.waiting);
}

std::string_view name_of(LoadPath path) {
  switch (path) {
    case LoadPath::kConventional:
      return "conventional";
    case LoadPath::kRowByRow:
      return "row by row";
    case LoadPath::kDirect:
      break;
  }
  return "direct";
}

// Of files that bring nothing, so many are told of by name; by taste.
constexpr std::size_t kMostKnown = 10;

nlohmann::ordered_json to_json(const StageTimes& times) {
  return {{"busy_seconds", times.busy}, {"waiting_seconds", times.waiting}};
}

// The kinds of repairs, as people and programs call them.
struct RepairKind {
  std::uint64_t RepairCounts::*count;
  const char* key;
  const char* singular;
  const char* plural;
};

constexpr RepairKind kRepairKinds[] = {
    {&RepairCounts::preamble_lines, "preamble_lines",
     "line before the header skipped", "lines before the header skipped"},
    {&RepairCounts::padded_records, "padded_records", "short record padded",
     "short records padded"},
    {&RepairCounts::cut_records, "cut_records",
     "record freed of surplus empty fields",
     "records freed of surplus empty fields"},
    {&RepairCounts::kept_texts, "kept_texts",
     "text behind a closing quote kept", "texts behind closing quotes kept"},
    {&RepairCounts::literal_quotes, "literal_quotes",
     "quote taken for an ordinary character",
     "quotes taken for ordinary characters"},
    {&RepairCounts::replaced_characters, "replaced_characters",
     "character replaced", "characters replaced"},
    {&RepairCounts::repeated_headers, "repeated_headers",
     "repeated header dropped", "repeated headers dropped"},
};

nlohmann::ordered_json to_json(const RepairCounts& repairs) {
  nlohmann::ordered_json json;
  for (const RepairKind& kind : kRepairKinds) {
    json[kind.key] = repairs.*kind.count;
  }
  return json;
}

nlohmann::ordered_json to_json(const std::vector<IndexTime>& indexes) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const IndexTime& time : indexes) {
    json.push_back({{"index", time.index}, {"seconds", time.seconds}});
  }
  return json;
}

// As ending of the closing line; "" if there is none.
std::string describe_indexes(const ImportSummary& summary) {
  std::string text;
  for (const TableSummary& table : summary.tables) {
    for (const IndexTime& time : table.indexes) {
      text += fmt::format("{}{} {:.2f} s", text.empty() ? "; indexes: " : ", ",
                          quoted_for_message(time.index), time.seconds);
    }
  }
  return text;
}

// Has `take` each column of the table that `texts` tells of, and what it tells.
template <class Take>
void for_each_column(const TableSummary& table, const TableTexts& texts,
                     Take take) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].count > 0) take(table.schema.columns[i], texts[i]);
  }
}

// The first text of each column.
nlohmann::ordered_json to_json(const TableSummary& table,
                               const TableTexts& texts, bool tells_count) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for_each_column(table, texts, [&](const Column& column, const auto& of) {
    nlohmann::ordered_json& one = json.emplace_back();
    one["column"] = column.name;
    if (tells_count) one["count"] = of.count;
    one["input"] = of.first.file;
    one["line"] = of.first.line;
  });
  return json;
}

nlohmann::ordered_json to_json(const TableSummary& table) {
  nlohmann::ordered_json columns = nlohmann::ordered_json::array();
  for (const Column& column : table.schema.columns) {
    columns.push_back(
        {{"name", column.name},
         {"type", column.existing ? name_of(column.existing->affinity)
                                  : name_of(column.type)}});
  }
  nlohmann::ordered_json create_table;  // null for a table that stays
  if (table.is_made()) create_table = create_table_sql(table.schema);
  return {{"table", table.schema.table},
          {"inputs", table.inputs},
          {"columns", columns},
          {"existed", table.existed},
          {"skipped", table.is_skipped},
          {"records", table.records},
          {"rows", table.rows},
          {"updated", table.updated},
          {"ignored", table.ignored},
          {"left_out", table.left_out},
          {"rejected", table.rejected},
          {"repairs", to_json(table.repairs)},
          {"texts", to_json(table, table.texts, true)},
          // That made the column TEXT; most were not counted.
          {"slips", to_json(table, table.slips, false)},
          {"passes", table.passes},
          {"indexes", to_json(table.indexes)},
          {"create_table", create_table},
          {"profile", profile_json(table)}};
}

nlohmann::ordered_json to_json(const std::vector<KnownInput>& known) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const KnownInput& one : known) {
    json.push_back({{"input", one.input},
                    {"table", one.entry.table},
                    {"from", one.entry.name},
                    {"imported", one.entry.imported}});
  }
  return json;
}

}  // namespace

std::string closing_line(const ImportJob& job, const ImportSummary& summary) {
  const bool has_none = summary.known.empty() && summary.idle.empty();
  if (summary.tables.empty() && has_none) {
    return "nothing is new: there is no file";
  }
  if (summary.tables.empty() && summary.known.empty()) {
    return "nothing is new: " + counted(summary.idle.size(), "file") +
           (summary.idle.size() == 1 ? " has" : " have") + " gained no record";
  }
  if (summary.tables.empty()) {
    return "nothing is new: " + counted(summary.known.size(), "file") +
           (summary.known.size() == 1 ? " has" : " have") +
           " been imported before";
  }
  const std::uint64_t rows = summary.rows();
  const PipelineTimes times = summary.times();
  const std::string tables =
      summary.tables.size() == 1
          ? "table " + quoted_for_message(summary.tables[0].schema.table)
          : counted(summary.tables.size(), "table");
  const std::string rejected =
      summary.rejected() == 0
          ? ""
          : ", " + with_thousands(summary.rejected(), "record") + " rejected,";
  std::string others;
  if (summary.updated() > 0) {
    others += fmt::format(", {} updated", with_thousands(summary.updated()));
  }
  if (summary.ignored() > 0) {
    others += fmt::format(", {} ignored", with_thousands(summary.ignored()));
  }
  if (summary.left_out() > 0) {
    others += fmt::format(", {} left out by --where",
                          with_thousands(summary.left_out()));
  }
  if (!others.empty() && rejected.empty()) others += ',';
  return fmt::format(
      "{} {} {}{}{} in {} ({}, {}; busy/waiting: {}, {}, {}{})",
      with_thousands(rows, "row"),
      summary.is_sql ? "written as SQL for" : "into", tables, others, rejected,
      seconds_text(summary.seconds), row_rate(rows, summary.seconds),
      describe_threads(job.pipeline), describe("reader", times.reader),
      describe("workers", times.workers), describe("writer", times.writer),
      describe_indexes(summary));
}

std::string repairs_line(const ImportSummary& summary) {
  const RepairCounts repairs = summary.repairs();
  std::string line;
  for (const RepairKind& kind : kRepairKinds) {
    const std::uint64_t count = repairs.*kind.count;
    if (count == 0) continue;
    line += line.empty() ? "repaired: " : ", ";
    line += with_thousands(count) + ' ' +
            (count == 1 ? kind.singular : kind.plural);
  }
  return line;
}

std::vector<std::string> text_lines(const ImportSummary& summary) {
  std::vector<std::string> lines;
  const auto add = [&](const Column& column, const ColumnTexts& of,
                       const std::string& problem) {
    lines.push_back(fmt::format("{}:{}: column {}: {}{}{}", of.first.file,
                                of.first.line, quoted_for_message(column.name),
                                of.shown, problem, of.advice));
  };
  for (const TableSummary& table : summary.tables) {
    for_each_column(
        table, table.texts, [&](const Column& column, const auto& of) {
          add(column, of,
              fmt::format(" is text for a column of {} affinity ({} came)",
                          name_of(column.existing->affinity),
                          with_thousands(of.count, "value")));
        });
    for_each_column(
        table, table.slips,
        [&](const Column& column, const auto& of) { add(column, of, ""); });
  }
  return lines;
}

std::vector<std::string> table_lines(const ImportSummary& summary) {
  std::vector<std::string> lines;
  for (const TableSummary& table : summary.tables) {
    if (table.is_skipped) {
      lines.push_back(fmt::format("{}: left alone, as table {} exists",
                                  table.inputs.front(),
                                  quoted_for_message(table.schema.table)));
      continue;
    }
    if (summary.tables.size() == 1) continue;
    lines.push_back(fmt::format("{}: {} into table {}", table.inputs.front(),
                                with_thousands(table.rows, "row"),
                                quoted_for_message(table.schema.table)));
  }
  return lines;
}

std::vector<std::string> known_lines(const ImportSummary& summary) {
  std::vector<std::string> lines;
  for (const KnownInput& known : summary.known) {
    if (lines.size() == kMostKnown) break;
    const LedgerEntry& entry = known.entry;
    lines.push_back(
        fmt::format("{}: left out, as table {} {} what it holds{}",
                    known.input == "-" ? "stdin" : known.input,
                    quoted_for_message(entry.table),
                    entry.imported.empty() ? "gets" : "has",
                    entry.imported.empty()
                        ? " from " + entry.name
                        : " since " + entry.imported + ", from " + entry.name));
  }
  const bool has_gained = !summary.tables.empty();
  for (const std::string& input : summary.idle) {
    if (!has_gained || lines.size() == kMostKnown) break;
    lines.push_back(input + ": has gained no record");
  }
  const std::size_t all =
      summary.known.size() + (has_gained ? summary.idle.size() : 0);
  if (all > lines.size()) {
    lines.push_back("so it is with " +
                    counted(all - lines.size(), "more file"));
  }
  return lines;
}

std::string summary_json(const ImportJob& job, const ImportSummary& summary) {
  nlohmann::ordered_json tables = nlohmann::ordered_json::array();
  for (const TableSummary& table : summary.tables) {
    tables.push_back(to_json(table));
  }
  const PipelineTimes times = summary.times();
  const nlohmann::ordered_json json = {
      {"dry_run", job.dry_run},
      {"database", summary.target},
      {"tables", tables},
      {"known", to_json(summary.known)},
      {"idle", summary.idle},
      {"records", summary.records()},
      {"rows", summary.rows()},
      {"updated", summary.updated()},
      {"ignored", summary.ignored()},
      {"left_out", summary.left_out()},
      {"rejected", summary.rejected()},
      {"repairs", to_json(summary.repairs())},
      {"seconds", summary.seconds},
      {"rows_per_second",
       static_cast<double>(summary.rows()) / summary.seconds},
      {"path", name_of(job.path)},
      {"workers", job.pipeline.sequential ? 0 : job.pipeline.workers},
      {"stages",
       {{"reader", to_json(times.reader)},
        {"workers", to_json(times.workers)},
        {"writer", to_json(times.writer)}}},
  };
  return json.dump(-1, ' ', false,
                   nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace csvimport
