#include "import/pinning_flags.hpp"

#include "base/message_text.hpp"

#include <spdlog/spdlog.h>

#include <string_view>

namespace csvimport {
namespace {

std::string shell_quoted(std::string_view word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-=.,/:+";
  if (!word.empty() && word.find_first_not_of(kPlain) == word.npos) {
    return std::string(word);
  }
  std::string quoted = "'";
  for (const char byte : word) {
    if (byte == '\'') {
      quoted += "'\\''";
    } else {
      quoted += byte;
    }
  }
  return quoted + "'";
}

}  // namespace

std::string pinning_flags(const LoadPlan& plan) {
  const auto flag = [](const char* name, std::string_view value) {
    return std::string(name) + ' ' + shell_quoted(value);
  };
  const auto character = [](char byte) { return std::string(1, byte); };
  const Dialect& dialect = plan.dialect;
  std::string flags;
  if (!plan.encoding.empty()) flags = flag("--encoding", plan.encoding) + ' ';
  flags += flag("--delimiter",
                dialect.delimiter == "\t" ? "\\t" : dialect.delimiter);
  flags += ' ' + flag("--quotechar",
                      dialect.quote ? character(*dialect.quote) : "none");
  if (dialect.escape) {
    flags += ' ' + flag("--escape", character(*dialect.escape));
  }
  if (dialect.trim) flags += " --trim";
  if (dialect.padded) flags += " --skip-initial-space";
  if (dialect.comment) {
    flags += ' ' + flag("--comment", character(*dialect.comment));
  }
  if (plan.skipped_lines > 0) {
    flags += ' ' + flag("--skip", std::to_string(plan.skipped_lines));
  }
  flags += ' ' + flag("--table", plan.schema.table);
  for (const Column& column : plan.schema.columns) {
    if (column.open || (column.existing && !column.declared)) continue;
    flags += ' ' + flag("--type",
                        column.name + '=' + std::string(name_of(column.type)));
  }
  return flags;
}

void log_second_pass(const TableSchema& schema,
                     const std::vector<ColumnType>& types) {
  for (std::size_t i = 0; i < types.size(); ++i) {
    const Column& column = schema.columns[i];
    if (types[i] == column.type) continue;
    const std::string type = column.name + '=' + std::string(name_of(types[i]));
    spdlog::debug(
        "table {}: column {}: {} does not hold for the whole input, so it is "
        "read again; --type {} saves that",
        quoted_for_message(schema.table), quoted_for_message(column.name),
        name_of(column.type), shell_quoted(type));
  }
}

}  // namespace csvimport
