// Random rows go into random tables with random indexes: filled in the order of
// their keys these are what they are when SQLite fills them row by row.

#include "cli_fixture.hpp"
#include "random_values.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <nlohmann/json.hpp>

namespace csvimport {
namespace {

constexpr int kIndexRuns = 200;  // about four seconds

std::string quoted(const std::string& name) { return '"' + name + '"'; }

std::string random_index(Random& random, std::size_t number,
                         bool may_be_unique) {
  std::string sql = may_be_unique && random.once_in(4) ? "CREATE UNIQUE INDEX i"
                                                       : "CREATE INDEX i";
  sql += std::to_string(number) + " ON t (";
  const std::size_t count = 1 + random.below(3);
  for (std::size_t i = 0; i < count; ++i) {
    sql += (i == 0 ? "" : ", ") + quoted(random.one_of(value_columns())) +
           random.one_of<std::string>({"", "", " COLLATE NOCASE",
                                       " COLLATE RTRIM", " COLLATE BINARY"}) +
           random.one_of<std::string>({"", "", " DESC"});
  }
  sql += ")";
  if (random.once_in(15)) sql += " WHERE a > 5";
  return sql + ";";
}

// The table t, empty.
std::string random_table_sql(Random& random) {
  const std::vector<std::string> types = {
      "",      " INTEGER",       " REAL",
      " TEXT", " NUMERIC",       " TEXT COLLATE NOCASE",
      " BLOB", " INT DEFAULT 5", " TEXT DEFAULT 'x'"};
  const bool may_be_unique = random.once_in(2);
  const bool is_strict = random.once_in(12);
  std::string sql = "CREATE TABLE t (";
  sql += random.one_of<std::string>(
      {"", "", "id INTEGER PRIMARY KEY, ", "id INTEGER PRIMARY KEY, ",
       "id INTEGER PRIMARY KEY AUTOINCREMENT, ", "id INT PRIMARY KEY, ",
       "id TEXT PRIMARY KEY, "});
  for (std::size_t i = 0; i < value_columns().size(); ++i) {
    sql += (i == 0 ? "" : ", ") + quoted(value_columns()[i]) +
           (is_strict ? random.one_of<std::string>(
                            {" INTEGER", " REAL", " TEXT", " ANY"})
                      : random.one_of(types));
    if (random.once_in(30)) sql += " NOT NULL";
    if (may_be_unique && random.once_in(10)) sql += " UNIQUE";
  }
  if (may_be_unique && random.once_in(8)) sql += ", UNIQUE (a, b)";
  if (random.once_in(20)) sql += ", CHECK (a IS NOT 7)";
  sql += is_strict ? ") STRICT;" : ");";
  const std::size_t indexes = random.below(5);
  for (std::size_t i = 0; i < indexes; ++i) {
    sql += random_index(random, i, may_be_unique);
  }
  if (random.once_in(20)) {
    sql += "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END;";
  }
  return sql;
}

class IndexPropertyTest : public CliTest {
 protected:
  // A database with the table and some rows.
  void make_database(Random& random) {
    std::string sql;
    sql += random.one_of<std::string>(
        {"", "PRAGMA page_size = 512;", "PRAGMA page_size = 65536;"});
    if (random.once_in(5)) sql += "PRAGMA encoding = 'UTF-16le';";
    if (random.once_in(3)) sql += "PRAGMA journal_mode = WAL;";
    sql += random_table_sql(random);
    SCOPED_TRACE(sql);
    execute("before.db", sql);
    SQLite::Database database(path("before.db").string(),
                              SQLite::OPEN_READWRITE);
    SQLite::Transaction transaction(database);
    SQLite::Statement insert(
        database,
        "INSERT OR IGNORE INTO t (a, b, \"c d\", e) VALUES "
        "(?, ?, ?, ?)");
    RandomValues values(random);
    const bool has_blobs = random.once_in(4);
    const std::size_t rows = random.once_in(3) ? 0 : random.below(400);
    for (std::size_t i = 0; i < rows; ++i) {
      for (int place = 1; place <= 4; ++place) {
        const std::string value = values.next();
        if (value.empty()) {
          insert.bind(place);
        } else if (has_blobs && random.once_in(3)) {
          insert.bind(place, value.data(), static_cast<int>(value.size()));
        } else {
          insert.bind(place, value);
        }
      }
      // A strict table takes some only.
      (void)insert.tryExecuteStep();
      (void)insert.tryReset();
    }
    if (random.once_in(3)) database.exec("DELETE FROM t WHERE rowid % 3 = 0");
    if (random.once_in(6)) database.exec("DELETE FROM t WHERE rowid > 20");
    transaction.commit();
  }

  // Gives the table a unique key of other columns than the rowid, and some rows
  // a value there. Returns its columns.
  std::string add_key(Random& random) {
    const std::string key = random.one_of<std::string>({"key", "key", "key,a"});
    execute("before.db",
            "ALTER TABLE t ADD COLUMN key " +
                random.one_of<std::string>({"TEXT", "TEXT COLLATE NOCASE"}) +
                ";UPDATE t SET key = 'k' || rowid WHERE rowid % 5 > 0;"
                "CREATE UNIQUE INDEX by_key ON t (" +
                key + random.one_of<std::string>({"", " DESC"}) + ");" +
                random.one_of<std::string>(
                    {"", "CREATE INDEX also ON t (b, key, a);"}));
    // The order of columns is the index's own matter.
    return key == "key,a" && random.once_in(2) ? "a,key" : key;
  }

  // Whether it has ids, or what is called so.
  bool write_file(Random& random, const std::string& id = "id") {
    std::vector<std::string> names = value_columns();
    if (random.once_in(4)) names.pop_back();
    if (random.once_in(4)) std::swap(names[0], names[1]);
    const bool has_ids = (id != "id" || random.once_in(2)) &&
                         !query("before.db",
                                "SELECT 1 FROM pragma_table_info('t') WHERE "
                                "name = '" +
                                    id + "'")
                              .empty();
    if (has_ids) names.push_back(id);
    std::string csv;
    for (const std::string& name : names) {
      csv += (csv.empty() ? "" : ",") + name;
    }
    csv += '\n';
    RandomValues values(random);
    const std::size_t rows = random.below(random.once_in(4) ? 2000 : 300);
    // None twice, behind those that are there or among them; or any.
    const std::size_t kind_of_ids = random.below(3);
    const auto next_id = [&](std::size_t i) {
      const std::size_t shuffled = i * 7919 % 2003;
      return kind_of_ids == 0   ? 1000 + shuffled
             : kind_of_ids == 1 ? shuffled
                                : random.below(1000);
    };
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j < names.size(); ++j) {
        if (j > 0) csv += ',';
        if (names[j] != id) {
          csv += values.next();
        } else if (id == "id") {
          csv += std::to_string(next_id(i));
        } else if (!random.once_in(20)) {
          csv += (random.once_in(9) ? 'K' : 'k') + std::to_string(next_id(i));
        }
      }
      csv += '\n';
    }
    write("t.csv", csv);
    return has_ids;
  }

  // What an import into a copy of the database says and leaves.
  std::string outcome(const Arguments& arguments) {
    remove("t.db");
    std::filesystem::copy_file(path("before.db"), path("t.db"));
    const RunResult result =
        run(arguments +
            Arguments{"-q", "--no-sync", "--summary", "json", "t.csv", "t.db"});
    EXPECT_EQ(integrity("t.db"), "ok");
    if (result.out.find("\"indexes\":[{") != std::string::npos) ++sorted_;
    std::string text = std::to_string(result.exit_code) + '\n' + result.err;
    if (!result.out.empty()) {
      const auto summary = nlohmann::json::parse(result.out);
      for (const auto& table : summary.at("tables")) {
        for (const char* const count :
             {"records", "rows", "updated", "ignored", "rejected"}) {
          text += table.at(count).dump() + ' ';
        }
      }
    }
    for (const char* const sql :
         {"SELECT rowid, * FROM t ORDER BY rowid",
          "SELECT type, name, sql, rootpage > 0 FROM sqlite_schema ORDER BY 2",
          "SELECT * FROM sqlite_sequence"}) {
      const bool is_there =
          std::string(sql).find("sqlite_sequence") == std::string::npos ||
          !query("t.db",
                 "SELECT 1 FROM sqlite_schema WHERE name = "
                 "'sqlite_sequence'")
               .empty();
      if (!is_there) continue;
      for (const std::string& row : query("t.db", sql)) text += '\n' + row;
    }
    remove("t.db-wal");
    remove("t.db-shm");
    return text;
  }

  // Whether sorted or row by row, the import comes to the same; then the
  // database goes.
  void expect_same(Random& random, Arguments flags) {
    SCOPED_TRACE(query("before.db",
                       "SELECT group_concat(sql, ';') FROM "
                       "sqlite_schema")[0]);
    if (!random.once_in(8)) flags = flags + Arguments{"--coerce", "a,b,c d,e"};
    const std::string expected =
        outcome(flags + Arguments{"--path", "conventional"});
    const std::string found = outcome(flags + Arguments{"--path", "direct"});
    ASSERT_FALSE(HasFailure()) << testing::PrintToString(flags);
    ASSERT_EQ(found, expected) << testing::PrintToString(flags);
    remove("before.db");
    remove("before.db-wal");
    remove("before.db-shm");
  }

  int sorted_ = 0;  // imports that wrote indexes sorted
};

TEST_F(IndexPropertyTest, SortedOrRowByRowTheyAreTheSame) {
  for (int seed = 1; seed <= runs_of_property(kIndexRuns); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(static_cast<std::uint64_t>(seed));
    make_database(random);
    const bool has_ids = write_file(random);
    Arguments flags = random.one_of<Arguments>(
        {{},
         {"--on-error", "skip"},
         {"--on-error", "skip"},
         {"--on-conflict", "ignore"},
         {"--on-conflict", "ignore", "--on-error", "skip"}});
    if (has_ids && !random.once_in(3)) {
      flags = random.one_of<Arguments>(
          {{"--on-conflict", "update", "--pk", "id"},
           {"--on-conflict", "replace", "--pk", "id"},
           {"--on-conflict", "update", "--pk", "id", "--on-error", "skip"}});
    }
    if (random.once_in(4)) flags = flags + Arguments{"--if-exists", "truncate"};
    if (random.once_in(8)) flags = flags + Arguments{"--unique", "a,b"};
    expect_same(random, flags);
    if (HasFailure()) return;
  }
  EXPECT_GT(sorted_, runs_of_property(kIndexRuns) / 5);
}

TEST_F(IndexPropertyTest, UpdatesByAKeyThatIsNoRowidAreTheSame) {
  for (int seed = 1; seed <= runs_of_property(kIndexRuns); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(static_cast<std::uint64_t>(seed));
    make_database(random);
    const std::string key = add_key(random);
    write_file(random, "key");
    Arguments flags = {"--on-conflict", "update", "--pk", key};
    if (random.once_in(3)) flags = flags + Arguments{"--on-error", "skip"};
    expect_same(random, flags);
    if (HasFailure()) return;
  }
  EXPECT_GT(sorted_, runs_of_property(kIndexRuns) / 5);
}

}  // namespace
}  // namespace csvimport
