#include "import/job_flags.hpp"

#include "base/shell_flag.hpp"
#include "import/option_words.hpp"
#include "import/wanted_parents.hpp"
#include "schema/named_value.hpp"
#include "schema/names.hpp"

#include <string_view>
#include <vector>

namespace csvimport {
namespace {

std::string option(const char* name, std::string_view value) {
  return ' ' + flag(name, value);
}

std::string option_if(bool is_set, const char* name) {
  return is_set ? ' ' + std::string(name) : "";
}

std::string option_of(const char* name, const std::vector<std::string>& names) {
  return names.empty() ? "" : ' ' + flag(name, option_list(names));
}

std::string option_of(const char* name,
                      const std::optional<std::string>& value) {
  return value ? option(name, *value) : "";
}

std::string file_options(const CsvOptions& csv, const ColumnOptions& columns) {
  std::string flags = option_if(csv.header_rows == 0, "--no-headers");
  if (csv.header_rows > 1) {
    flags += option("--header-rows", std::to_string(csv.header_rows));
  }
  flags += option_of("--names", csv.names);
  flags += option_if(csv.is_lenient, "--lenient");
  flags += option_of("--select", columns.select);
  for (const auto& [from, to] : columns.rename) {
    flags += option("--rename", option_name(from) + '=' + to);
  }
  return flags + option_of("--filename-column", columns.filename_column);
}

std::string value_options(const ValueOptions& values) {
  std::string flags;
  for (const std::string& null : values.nulls) flags += option("--null", null);
  flags += option_if(values.nulls_may_be_quoted, "--null-quoted");
  if (values.empties != EmptyRule::kByQuotes) {
    flags += option("--empty", word_for(empty_words(), values.empties));
  }
  return flags + option_of("--coerce", values.coerced);
}

std::string declarations(const TableOptions& options,
                         const TableSchema& schema) {
  std::string flags = option_of("--not-null", options.not_null);
  for (const auto& [name, text] : options.defaults) {
    flags += option("--default", option_name(name) + '=' + text);
  }
  flags += option_if(options.is_strict, "--strict");
  for (const auto& [name, parent] : options.foreign_keys) {
    // Of several tables another may have the column.
    if (!find_name(name, column_names_of(schema))) continue;
    flags += ' ' + foreign_key_flag(name, parent);
  }
  return flags;
}

// Unless it is the word that goes without saying.
template <class Value>
std::string option_of(const char* name, const OptionWords<Value>& words,
                      Value value, Value usual) {
  return value == usual ? "" : option(name, word_for(words, value));
}

std::string landing_options(const LandingOptions& landing) {
  std::string flags;
  for (const WantedIndex& index : landing.indexes) {
    flags += option_of(index.is_unique ? "--unique" : "--index", index.columns);
  }
  flags += option_of("--fts", landing.search_columns);
  flags += option_if(landing.analyze, "--analyze");
  flags += option_of("--if-exists", if_exists_words(), landing.if_exists,
                     IfExists::kAppend);
  flags += option_of("--on-conflict", on_conflict_words(), landing.on_conflict,
                     OnConflict::kAbort);
  flags += option_if(landing.adds_columns, "--alter");
  flags += option_if(landing.drops_unfit, "--drop-unfit");
  flags += option_if(landing.wal, "--wal");
  flags += option_of("--before", landing.before);
  return flags + option_of("--after", landing.after);
}

}  // namespace

std::string job_flags(const ImportJob& job, const TableSchema& schema) {
  return file_options(job.csv, job.columns) + value_options(job.values) +
         option_of("--where", job.where) + option_of("--like", job.like) +
         option_of("--pk", job.landing.key) +
         declarations(job.table_options, schema) + landing_options(job.landing);
}

}  // namespace csvimport
