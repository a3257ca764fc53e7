#include "import/pinning_flags.hpp"

#include "base/ascii.hpp"
#include "base/message_text.hpp"
#include "base/shell_flag.hpp"
#include "schema/named_value.hpp"
#include "schema/number.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <string_view>

namespace csvimport {
namespace {

// As --delimiter takes it.
std::string escaped(std::string_view delimiter) {
  std::string text;
  for (const char byte : delimiter) {
    if (byte == '\t') {
      text += "\\t";
    } else if (is_control(byte) || byte == '\\') {
      text += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
    } else {
      text += byte;
    }
  }
  return text;
}

// Of columns that are added to those of the file, those that nothing but the
// flag tells.
std::string flags_of_added(const LoadPlan& plan) {
  std::string flags;
  for (std::size_t i = 0; i < plan.sources.size(); ++i) {
    const ColumnSource& source = plan.sources[i];
    const std::string& name = plan.schema.columns[i].name;
    if (source.is_fixed) {
      flags += ' ' + flag("--column", option_name(name) + '=' +
                                          source.constant.value_or(""));
    } else if (source.is_line) {
      flags += ' ' + flag("--line-column", name);
    }
  }
  return flags;
}

// The columns' numbers have the same marks.
std::string marks_flags(const std::vector<ColumnSource>& sources) {
  for (const ColumnSource& source : sources) {
    const auto* const marks = std::get_if<NumberMarks>(&source.conversion);
    if (marks == nullptr) continue;
    const std::string flags = flags_of(*marks);
    return flags.empty() ? "" : ' ' + flags;
  }
  return "";
}

// What the flag of a conversion says for the column.
std::string spelled(const std::string& name,
                    const ValueConversion& conversion) {
  const std::string column = option_name(name);
  if (const auto* const date = std::get_if<DateFormat>(&conversion)) {
    return column + '=' + date->format();
  }
  if (const auto* const extraction = std::get_if<Extraction>(&conversion)) {
    return column + '=' + extraction->table;
  }
  const auto& words = std::get<BooleanWords>(conversion);
  return words.are_usual() ? column : column + '=' + words.yes + ',' + words.no;
}

// Else --default would be refused beside the --type.
bool has_default_of_type(const Column& column) {
  return !column.default_text || column.type == ColumnType::kText ||
         accepted_by(column.type, true)
             .has(parse_number(*column.default_text).kind);
}

std::string conversion_flags(const LoadPlan& plan) {
  std::string flags;
  for (std::size_t i = 0; i < plan.sources.size(); ++i) {
    const ValueConversion& conversion = plan.sources[i].conversion;
    if (!converts(conversion) ||
        std::holds_alternative<NumberMarks>(conversion)) {
      continue;
    }
    flags += ' ' + flag(flag_of(conversion).c_str(),
                        spelled(plan.schema.columns[i].name, conversion));
  }
  return flags;
}

}  // namespace

std::string delimiter_flag(const std::string& delimiter) {
  return flag("--delimiter", escaped(delimiter));
}

std::string pinning_flags(const LoadPlan& plan) {
  const auto character = [](char byte) { return std::string(1, byte); };
  const Dialect& dialect = plan.dialect;
  std::string flags;
  if (!plan.encoding.empty()) flags = flag("--encoding", plan.encoding) + ' ';
  flags += delimiter_flag(dialect.delimiter);
  flags += ' ' +
           flag("--quotechar", dialect.quote ? dialect.quote->bytes() : "none");
  if (dialect.escape) {
    flags += ' ' + flag("--escape", character(*dialect.escape));
  }
  if (dialect.c_escapes) flags += " --escapes c";
  if (dialect.trim) flags += " --trim";
  if (dialect.skips_initial_space) flags += " --skip-initial-space";
  if (dialect.comment) {
    flags += ' ' + flag("--comment", *dialect.comment);
  }
  if (plan.skipped_lines > 0) {
    flags += ' ' + flag("--skip", std::to_string(plan.skipped_lines));
  }
  if (plan.footer_records > 0) {
    flags += ' ' + flag("--skip-footer", std::to_string(plan.footer_records));
  }
  if (plan.limit) flags += ' ' + flag("--limit", std::to_string(*plan.limit));
  flags += marks_flags(plan.sources);
  flags += conversion_flags(plan);
  flags += ' ' + flag("--table", plan.schema.table);
  if (plan.names_are_normalized) flags += " --normalize";
  flags += flags_of_added(plan);
  for (const Column& column : plan.schema.columns) {
    if (column.open || (column.existing && !column.declared)) continue;
    if (!has_default_of_type(column)) continue;
    flags += ' ' + flag("--type", option_name(column.name) + '=' +
                                      std::string(name_of(column.type)));
  }
  return flags;
}

void log_second_pass(const TableSchema& schema,
                     const std::vector<ColumnType>& types) {
  for (std::size_t i = 0; i < types.size(); ++i) {
    const Column& column = schema.columns[i];
    if (types[i] == column.type) continue;
    const std::string type =
        option_name(column.name) + '=' + std::string(name_of(types[i]));
    spdlog::debug(
        "table {}: column {}: {} does not hold for the whole input, so it is "
        "read again; --type {} saves that",
        quoted_for_message(schema.table), quoted_for_message(column.name),
        name_of(column.type), shell_quoted(type));
  }
}

}  // namespace csvimport
