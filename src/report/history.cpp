#include "report/history.hpp"

#include "base/message_text.hpp"
#include "report/aligned_lines.hpp"
#include "report/format.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace csvimport {
namespace {

using HistoryLine = std::vector<std::string>;

const std::vector<bool> kEndAtRight = {false, true,  true, true,
                                       false, false, false};

HistoryLine line_of(const LedgerEntry& entry) {
  return {entry.imported,
          with_thousands(entry.rows),
          with_thousands(entry.rejected),
          with_thousands(entry.size),
          entry.modified.value_or("-"),
          entry.table,
          entry.name};
}

}  // namespace

std::string history_table(const std::string& database,
                          const std::vector<LedgerEntry>& entries) {
  if (entries.empty()) {
    return on_one_line(database) +
           ": tells of no file that was imported; --once and --tail keep "
           "track of them\n";
  }
  std::vector<HistoryLine> lines = {
      {"imported", "rows", "rejected", "bytes", "modified", "table", "file"}};
  for (const LedgerEntry& entry : entries) {
    HistoryLine line = line_of(entry);
    for (std::string& text : line) text = on_one_line(text);
    lines.push_back(std::move(line));
  }
  return aligned_lines(lines, kEndAtRight, "");
}

std::string history_json(const std::string& database,
                         const std::vector<LedgerEntry>& entries) {
  using Json = nlohmann::ordered_json;
  Json files = Json::array();
  for (const LedgerEntry& entry : entries) {
    files.push_back(
        {{"name", entry.name},
         {"size", entry.size},
         {"modified", entry.modified ? Json(*entry.modified) : Json()},
         {"hash", entry.hash},
         {"table", entry.table},
         {"rows", entry.rows},
         {"rejected", entry.rejected},
         {"imported", entry.imported},
         {"version", entry.version},
         {"followed", entry.is_followed}});
  }
  const Json json = {{"database", database}, {"files", files}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace csvimport
