#include "import/lost_rules.hpp"

#include "base/import_error.hpp"
#include "base/loss_warning.hpp"
#include "base/message_text.hpp"
#include "base/shell_flag.hpp"
#include "foreign_keys/foreign_keys.hpp"
#include "import/column_selection.hpp"
#include "import/default_values.hpp"
#include "import/target_checks.hpp"
#include "import/wanted_parents.hpp"
#include "landing/lookup_table.hpp"
#include "schema/named_value.hpp"
#include "schema/names.hpp"
#include "schema/number.hpp"
#include "schema/sql_tokens.hpp"
#include "target/schema_queries.hpp"
#include "target/search_triggers.hpp"
#include "target/unique_keys.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace csvimport {
namespace {

// Something that the old table declares and the new one does not.
struct LostRule {
  std::string words;
  std::string flag;  // that gives it to the new table, too; "": none does
};

bool has_action(const ForeignKey& key) {
  return key.on_delete != "NO ACTION" || key.on_update != "NO ACTION";
}

// The value of --default that declares the same; none if none does, or if other
// options have none such.
std::optional<std::string> default_to_give(const TargetColumn& column,
                                           const ValueOptions& values) {
  const std::string& sql = *column.default_sql;
  std::optional<std::string> value;
  if (parse_number(sql).kind != NumberKind::kNone) {
    // A column of texts would have it as SQLite writes numbers.
    if (is_numeric(column.affinity)) value = sql;
  } else if (sql.starts_with('\'') && sql_tokens(sql).size() == 1) {
    value = unquoted_sql(sql);
  }
  // Empty fields would read it by their marks.
  if (values.marks && values.empties == EmptyRule::kDefault) return {};
  try {
    if (value) (void)default_value(column.name, *value, values);
  } catch (const std::invalid_argument&) {
    return {};
  }
  return value;
}

class LostRules {
 public:
  LostRules(const ImportJob& job, Connection& connection,
            const TargetTable& old, const TableSchema& schema)
      : job_(job),
        connection_(connection),
        old_(old),
        schema_(schema),
        names_(column_names_of(schema)) {}

  std::vector<LostRule> find(SQLite::Database& database) {
    find_primary_key();
    find_column_rules(database);
    find_unique_keys(database);
    find_foreign_keys(database);
    find_the_rest(database);
    return std::move(rules_);
  }

 private:
  void add(std::string words, std::string flag) {
    rules_.push_back({std::move(words), std::move(flag)});
  }

  // "" where the new table lacks one of the columns.
  [[nodiscard]] std::string flag_over(
      const char* name, const std::vector<std::string>& columns) const {
    return names_not_in(names_, columns).empty()
               ? flag(name, option_list(columns))
               : "";
  }

  void find_primary_key() {
    const std::vector<std::string>& key = old_.primary_key;
    if (key.empty() || same_names(key, schema_.primary_key)) return;
    add("the primary key " + quoted_for_message(key), flag_over("--pk", key));
  }

  void find_column_rules(SQLite::Database& database) {
    std::vector<std::string> not_null;
    for (const TargetColumn& column : old_.columns) {
      const auto place = find_name(column.name, names_);
      if (!place) continue;
      const Column& now = schema_.columns[*place];
      if (column.is_not_null && !now.not_null &&
          !find_name(column.name, old_.primary_key)) {
        not_null.push_back(column.name);
      }
      if (column.default_sql && !now.default_text) find_default(column);
      // Another program's, too.
      const std::string collation =
          facts_of(database, old_.name, column.name).collation;
      if (!same_name(collation, "BINARY")) {
        add("COLLATE " + collation + " of " + quoted_for_message(column.name),
            "");
      }
    }
    if (not_null.empty()) return;
    add("NOT NULL of " + quoted_for_message(not_null),
        flag("--not-null", option_list(not_null)));
  }

  void find_default(const TargetColumn& column) {
    if (same_name(*column.default_sql, "NULL")) return;
    const auto& conversions = job_.values.conversions;
    // Else the value would have to be as the file writes it.
    const bool is_plain = std::none_of(
        conversions.begin(), conversions.end(),
        [&](const auto& one) { return same_name(one.first, column.name); });
    const std::optional<std::string> value =
        is_plain ? default_to_give(column, job_.values) : std::nullopt;
    add("DEFAULT of " + quoted_for_message(column.name),
        value ? flag("--default", option_name(column.name) + '=' + *value)
              : "");
  }

  void find_unique_keys(SQLite::Database& database) {
    for (const UniqueKey& key : unique_keys_of(database, old_.name)) {
      if (!key.is_declared) continue;
      const std::string words = "UNIQUE of " + quoted_for_message(key.columns);
      if (const auto collation = own_collation(database, key)) {
        add(words + " COLLATE " + *collation, "");
      } else if (!becomes_key(key.columns)) {
        add(words, flag_over("--unique", key.columns));
      }
    }
  }

  // The one that the key compares texts by, and its column does not.
  [[nodiscard]] std::optional<std::string> own_collation(
      SQLite::Database& database, const UniqueKey& key) const {
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      const ColumnFacts facts = facts_of(database, old_.name, key.columns[i]);
      if (!same_name(key.collations[i], facts.collation)) {
        return key.collations[i];
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] bool becomes_key(const std::vector<std::string>& key) const {
    return same_set(key, schema_.primary_key) ||
           becomes_unique(job_.landing, key);
  }

  void find_foreign_keys(SQLite::Database& database) {
    for (const ForeignKey& key : foreign_keys_of(database, old_.name)) {
      const bool is_simple = key.columns.size() == 1 &&
                             key.parent_columns.size() == 1 && !has_action(key);
      if (is_simple && refers(key)) continue;
      std::string words = "FOREIGN KEY of " + quoted_for_message(key.columns);
      if (key.on_delete != "NO ACTION") words += " ON DELETE " + key.on_delete;
      if (key.on_update != "NO ACTION") words += " ON UPDATE " + key.on_update;
      // The flag's value ends with what follows its last point.
      const bool has_flag =
          is_simple && find_name(key.columns[0], names_) &&
          key.parent_columns[0].find('.') == std::string::npos;
      add(std::move(words), has_flag ? flag_for(key) : "");
    }
  }

  // A table of texts with ids is one that --extract makes, most likely, unless
  // the file brings ids.
  [[nodiscard]] std::string flag_for(const ForeignKey& key) const {
    const std::string& column = key.columns[0];
    const auto place = find_name(column, names_);
    const bool has_ids =
        place && schema_.columns[*place].type == ColumnType::kInteger;
    const bool is_lookup = !has_ids &&
                           same_name(key.parent_columns[0], kLookupKey) &&
                           is_lookup_table(connection_, key.parent);
    return is_lookup
               ? flag("--extract", option_name(column) + '=' + key.parent)
               : foreign_key_flag(column, {key.parent, key.parent_columns[0]});
  }

  // Whether the new table's column refers to the same.
  [[nodiscard]] bool refers(const ForeignKey& key) const {
    const auto place = find_name(key.columns[0], names_);
    if (!place) return false;
    const std::optional<ParentColumn>& parent = schema_.columns[*place].parent;
    return parent &&
           is_same_parent(*parent, {key.parent, key.parent_columns[0]});
  }

  void find_the_rest(SQLite::Database& database) {
    if (declares(database, old_.name, "CHECK")) add("CHECK", "");
    if (declares(database, old_.name, "DEFERRABLE")) add("DEFERRABLE", "");
    if (declares(database, old_.name, "CONFLICT")) add("ON CONFLICT", "");
    if (counts_rowids(database, old_.name)) add("AUTOINCREMENT", "");
    if (!old_.generated.empty()) {
      add("what generates " + quoted_for_message(old_.generated), "");
    }
    if (!old_.has_rowid) add("WITHOUT ROWID", "");
    if (old_.is_strict && !schema_.is_strict) add("STRICT", "--strict");
  }

  const ImportJob& job_;
  Connection& connection_;
  const TargetTable& old_;
  const TableSchema& schema_;
  const std::vector<std::string> names_;  // of the new table's columns
  std::vector<LostRule> rules_;
};

// "give --pk id, or --drop-unfit, or ...".
std::string ways_to_keep(const std::vector<LostRule>& rules) {
  std::string flags;
  bool have_all = true;
  for (const LostRule& rule : rules) {
    have_all &= !rule.flag.empty();
    if (rule.flag.empty()) continue;
    flags += flags.empty() ? rule.flag : ' ' + rule.flag;
  }
  const std::string own =
      flags.empty() ? "" : flags + (have_all ? ", or " : " and ");
  return "give " + own +
         "--drop-unfit, or --if-exists truncate to keep the table as it is";
}

std::vector<LostRule> lost_rules(const ImportJob& job, Connection& connection,
                                 const TargetTable& old,
                                 const TableSchema& schema) {
  return connection.translate([&] {
    return LostRules(job, connection, old, schema).find(connection.database());
  });
}

std::string words_of(const std::vector<LostRule>& rules) {
  std::string words;
  for (const LostRule& rule : rules) {
    words += (words.empty() ? "" : ", ") + rule.words;
  }
  return words;
}

}  // namespace

void Replacements::check(Connection& connection, const TargetTable& old,
                         const TableSchema& schema) {
  const std::vector<LostRule> rules = lost_rules(job_, connection, old, schema);
  if (!rules.empty() && !job_.landing.drops_unfit) {
    throw ImportError({job_.target},
                      "the new table " + quoted_for_message(schema.table) +
                          " would not have " + words_of(rules) +
                          " of the old one; " + ways_to_keep(rules));
  }
  by_table_.insert_or_assign(old.name,
                             Replacement{&old, &schema, words_of(rules)});
}

void Replacements::warn(Connection& connection) const {
  for (const auto& [table, replacement] : by_table_) {
    warn_of(replacement, connection);
  }
}

void Replacements::warn_of(const Replacement& replacement,
                           Connection& connection) {
  const TableSchema& schema = *replacement.schema;
  const std::string& target = connection.name();
  const std::string table = quoted_for_message(schema.table);
  if (!replacement.lost_rules.empty()) {
    spdlog::warn("{}: the new table {} does not have {} of the old one", target,
                 table, replacement.lost_rules);
  }
  const std::vector<std::string> lost =
      names_not_in(column_names_of(schema), replacement.old->column_names());
  if (!lost.empty()) {
    warn_of_loss(target + ": the new table " + table + " does not have " +
                 (lost.size() == 1 ? "column " : "columns ") +
                 quoted_for_message(lost) + " of the old one");
  }
  const std::vector<std::string> written = connection.translate(
      [&] { return written_by_triggers(connection.database(), schema.table); });
  if (written.empty()) return;
  spdlog::warn(
      "{}: triggers of table {} write to {}, and --if-exists replace sets none "
      "off: {} as before; --if-exists truncate runs them for each new row",
      target, table, quoted_for_message(written),
      written.size() == 1 ? "it is" : "they are");
}

}  // namespace csvimport
