#include "report/history.hpp"

#include "base/message_text.hpp"
#include "report/format.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace csvimport {
namespace {

constexpr std::size_t kHistoryColumns = 7;
using HistoryLine = std::array<std::string, kHistoryColumns>;

// Numbers end at the right.
constexpr std::array<bool, kHistoryColumns> kIsNumber = {
    false, true, true, true, false, false, false};

HistoryLine line_of(const LedgerEntry& entry) {
  return {entry.imported,
          with_thousands(entry.rows),
          with_thousands(entry.rejected),
          with_thousands(entry.size),
          entry.modified.value_or("-"),
          entry.table,
          entry.name};
}

// How many characters it has, in UTF-8.
std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
      }));
}

// Two blanks between the columns, and none at the end.
std::string aligned(const std::vector<HistoryLine>& lines) {
  std::array<std::size_t, kHistoryColumns> widths{};
  for (const HistoryLine& line : lines) {
    for (std::size_t i = 0; i < kHistoryColumns; ++i) {
      widths[i] = std::max(widths[i], length_of(line[i]));
    }
  }
  std::string text;
  for (const HistoryLine& line : lines) {
    for (std::size_t i = 0; i < kHistoryColumns; ++i) {
      const bool is_last = i + 1 == kHistoryColumns;
      const std::string padding(widths[i] - length_of(line[i]), ' ');
      text += kIsNumber[i] ? padding + line[i] : line[i];
      if (!is_last) text += (kIsNumber[i] ? "" : padding) + "  ";
    }
    text += '\n';
  }
  return text;
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
  return aligned(lines);
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
