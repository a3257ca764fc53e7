// Random tables that refer to each other and to themselves: what an import that
// skips bad records leaves must be what SQLite would have of it.

#include "cli_fixture.hpp"
#include "random_table.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace csvimport {
namespace {

constexpr int kForeignKeyRuns = 40;  // about ten seconds

// A table to import into, and its file. Column n numbers the records.
struct ReferringTable {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> records;  // "" is NULL

  [[nodiscard]] std::string csv() const {
    std::string csv;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      csv += (i == 0 ? "" : ",") + columns[i];
    }
    for (const auto& record : records) {
      for (std::size_t i = 0; i < record.size(); ++i) {
        csv += (i == 0 ? "\n" : ",") + record[i];
      }
    }
    return csv + "\n";
  }
};

ReferringTable random_records(Random& random, const std::string& name,
                              const std::vector<std::string>& columns) {
  const std::vector<std::string> values = {"1",   "2",   "3", "4", "5", "6",
                                           "1.0", "7.0", "a", "A", "a "};
  const bool has_numbers_only = random.once_in(2);
  ReferringTable table{name, columns, {}};
  const std::size_t count = random.below(40);
  for (std::size_t n = 0; n < count; ++n) {
    std::vector<std::string>& record = table.records.emplace_back();
    record.push_back(std::to_string(n));
    while (record.size() < columns.size()) {
      const bool is_null = record.size() > 2 && random.once_in(4);
      record.push_back(is_null            ? ""
                       : has_numbers_only ? std::to_string(random.below(40))
                                          : random.one_of(values));
    }
  }
  return table;
}

// Tables p and c, whose key or keys refer to p. With `has_one_type` all keys
// are of the same type: else SQLite's count of open keys may go wrong, which
// goes by what it has when rows that are referred to come and go.
std::string random_schema(Random& random, bool has_one_type,
                          bool child_has_key) {
  const bool has_two_columns = random.once_in(2);
  const std::vector<std::string> types = {
      "", " INTEGER", " TEXT", " TEXT COLLATE NOCASE", " NUMERIC", " BLOB"};
  const auto key = [&](const std::string& name) {
    return has_two_columns ? name + "1, " + name + "2" : name + "1";
  };
  const std::string one_type = random.one_of(types);
  const auto type = [&] {
    return has_one_type ? one_type : random.one_of(types);
  };
  const auto columns = [&](const std::string& name) {
    return name + "1" + type() + ", " + name + "2" + type();
  };
  const auto reference = [&] {
    return ", FOREIGN KEY (" + key("f") + ") REFERENCES p (" + key("k") + ")" +
           (random.once_in(2) ? " DEFERRABLE INITIALLY DEFERRED" : "");
  };
  const bool has_rowid_key =
      !has_two_columns && !has_one_type && random.once_in(3);
  std::string sql = has_rowid_key
                        ? "CREATE TABLE p (n INT, k1 INTEGER PRIMARY KEY, k2, "
                        : "CREATE TABLE p (n INT, " + columns("k") + ", ";
  sql += columns("f");
  if (!has_rowid_key) {
    sql +=
        (random.once_in(2) ? ", UNIQUE (" : ", PRIMARY KEY (") + key("k") + ")";
  }
  if (random.once_in(2)) sql += reference();
  sql += std::string(");CREATE TABLE c (n INT") +
         (child_has_key ? " UNIQUE, " : ", ") + columns("f") + reference() +
         ");";
  if (random.once_in(3)) sql += "CREATE INDEX by_f ON c (f1);";
  if (random.once_in(2)) sql += "INSERT INTO p (k1, k2) VALUES (1, 1);";
  return sql;
}

// The same with full-text indexes, kept as --fts has it.
std::string with_search(std::string sql) {
  for (const std::string table : {"p", "c"}) {
    const std::string fts = table + "_fts";
    sql += "CREATE VIRTUAL TABLE " + fts + " USING fts5(f1, content='" + table +
           "'); INSERT INTO " + fts + " (" + fts +
           ") VALUES ('rebuild'); CREATE TRIGGER " + fts +
           "_insert AFTER INSERT ON " + table + " BEGIN INSERT INTO " + fts +
           " (rowid, f1) VALUES (new.rowid, new.f1); END; CREATE TRIGGER " +
           fts + "_delete AFTER DELETE ON " + table + " BEGIN INSERT INTO " +
           fts + " (" + fts +
           ", rowid, f1) VALUES ('delete', old.rowid, old.f1); END;";
  }
  return sql;
}

class ForeignKeyPropertyTest : public CliTest {
 protected:
  // Imports both files, and gives what is in the tables then, and the summary's
  // counts.
  std::string outcome(const std::string& sql, const Arguments& flags) {
    remove("t.db");
    execute("t.db", sql);
    const RunResult result = run(flags +
                                 Arguments{"-q", "--no-sync", "--summary",
                                           "json", "--on-error", "skip"} +
                                 files_ + Arguments{"t.db"});
    EXPECT_TRUE(result.exit_code == 0 || result.exit_code == 3) << result.err;
    EXPECT_EQ(integrity("t.db"), "ok");
    EXPECT_EQ(query("t.db", "PRAGMA foreign_key_check"), Rows{});
    if (HasFailure()) return "";
    std::string text;
    const auto summary = nlohmann::json::parse(result.out);
    for (const auto& table : summary.at("tables")) {
      for (const char* const count :
           {"records", "rows", "updated", "ignored", "rejected"}) {
        text += table.at(count).dump() + ' ';
      }
    }
    for (const char* const table : {"p", "c"}) {
      for (const std::string& row :
           query("t.db", "SELECT * FROM " + std::string(table))) {
        text += row + '\n';
      }
    }
    return text;
  }

  // What an import says that ends at the first bad record, if there is one.
  std::string error(const std::string& sql, const Arguments& flags) {
    remove("t.db");
    execute("t.db", sql);
    return run(flags + Arguments{"-q", "--no-sync"} + files_ +
               Arguments{"t.db"})
        .err;
  }

  // Why SQLite does not take the record into what the import left; "" if it
  // does.
  std::string refusal(const ReferringTable& table,
                      const std::vector<std::string>& record) const {
    SQLite::Database database(path("t.db").string(), SQLite::OPEN_READWRITE);
    database.exec("BEGIN");
    std::string names;
    std::string places;
    for (const std::string& column : table.columns) {
      names += (names.empty() ? "" : ", ") + column;
      places += places.empty() ? "?" : ", ?";
    }
    try {
      SQLite::Statement insert(database, "INSERT INTO " + table.name + " (" +
                                             names + ") VALUES (" + places +
                                             ")");
      for (std::size_t i = 0; i < record.size(); ++i) {
        if (!record[i].empty()) insert.bind(static_cast<int>(i) + 1, record[i]);
      }
      insert.exec();
      SQLite::Statement check(database, "PRAGMA foreign_key_check");
      return check.executeStep() ? "FOREIGN KEY" : "";
    } catch (const SQLite::Exception& error) {
      return error.what();
    }
  }

  // Each record is in, or one that SQLite would not take.
  void expect_all_accounted_for(const ReferringTable& table) {
    const Rows there =
        query("t.db", "SELECT n FROM " + table.name + " WHERE n IS NOT NULL");
    for (const auto& record : table.records) {
      if (std::find(there.begin(), there.end(), record[0]) != there.end()) {
        continue;
      }
      EXPECT_NE(refusal(table, record), "") << table.csv() << record[0];
    }
  }

  Arguments files_;
};

TEST_F(ForeignKeyPropertyTest, RecordsAreInUnlessTheyReferToNothing) {
  for (int seed = 1; seed <= runs_of_property(kForeignKeyRuns); ++seed) {
    Random random(static_cast<std::uint64_t>(seed));
    Arguments flags;
    if (random.once_in(3)) flags = {"--if-exists", "truncate"};
    const bool is_emptied = !flags.empty();
    const bool ignores = random.once_in(3);
    if (ignores) flags = flags + Arguments{"--on-conflict", "ignore"};
    const std::string sql = random_schema(random, is_emptied, ignores);
    SCOPED_TRACE("seed " + std::to_string(seed) + ": " + sql);
    const ReferringTable parent =
        random_records(random, "p", {"n", "k1", "k2", "f1", "f2"});
    const ReferringTable child = random_records(random, "c", {"n", "f1", "f2"});
    write("p.csv", parent.csv());
    write("c.csv", child.csv());
    files_ = random.once_in(2) ? Arguments{"p.csv", "c.csv"}
                               : Arguments{"c.csv", "p.csv"};
    const std::string first = outcome(sql, flags + Arguments{"--sequential"});
    ASSERT_FALSE(HasFailure());
    expect_all_accounted_for(parent);
    expect_all_accounted_for(child);
    EXPECT_EQ(outcome(with_search(sql), flags), first);
    EXPECT_EQ(error(sql, flags),
              error(sql, flags + Arguments{"--path", "conventional"}));
    for (const char* const workers : {"1", "2", "8"}) {
      EXPECT_EQ(outcome(sql, flags + Arguments{"--workers", workers, "--path",
                                               "direct", "--batch-size", "20"}),
                first);
    }
    ASSERT_FALSE(HasFailure());
  }
}

}  // namespace
}  // namespace csvimport
