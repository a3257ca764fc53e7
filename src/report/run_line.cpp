#include "report/run_line.hpp"

#include "base/message_text.hpp"

#include <spdlog/fmt/fmt.h>

#include <string_view>

namespace csvimport {
namespace {

std::string_view word_of(RunEnd end) {
  switch (end) {
    case RunEnd::kDone:
      return "done";
    case RunEnd::kTried:
      return "tried";
    case RunEnd::kCompared:
      return "compared";
    case RunEnd::kInterrupted:
      return "interrupted";
    case RunEnd::kFailed:
      break;
  }
  return "failed";
}

std::string log_value(const std::string& text) {
  const bool is_plain = !text.empty() &&
                        text.find_first_of(" ,\"\\") == std::string::npos &&
                        on_one_line(text) == text;
  if (is_plain) return text;
  std::string quoted = "\"";
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') quoted += '\\';
    quoted += byte;
  }
  return on_one_line(quoted + '"');
}

std::string log_value(const std::vector<std::string>& texts) {
  if (texts.empty()) return log_value("");
  std::string list;
  for (const std::string& text : texts) {
    list += (list.empty() ? "" : ",") + log_value(text);
  }
  return list;
}

}  // namespace

void LoggedRun::take(const ImportJob& job) {
  inputs = job.inputs;
  for (std::string& input : inputs) {
    if (input == "-") input = "stdin";
  }
  target = job.target;
  if (job.table) tables = {*job.table};
}

void LoggedRun::take(const ImportSummary& summary) {
  if (!summary.tables.empty()) tables.clear();
  for (const TableSummary& table : summary.tables) {
    tables.push_back(table.schema.table);
  }
  rows = summary.rows();
  updated = summary.updated();
  ignored = summary.ignored();
  left_out = summary.left_out();
  rejected = summary.rejected();
  known = summary.known.size();
  idle = summary.idle.size();
}

std::string run_line(const LoggedRun& facts) {
  return fmt::format(
      "status={} what={} inputs={} target={} tables={} rows={} updated={} "
      "ignored={} left_out={} rejected={} known={} idle={} seconds={:.3f}",
      facts.status, word_of(facts.end), log_value(facts.inputs),
      log_value(facts.target), log_value(facts.tables), facts.rows,
      facts.updated, facts.ignored, facts.left_out, facts.rejected, facts.known,
      facts.idle, facts.seconds);
}

}  // namespace csvimport
