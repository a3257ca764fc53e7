// Random tables, written as CSV and imported, come back as bound INSERTs would
// have stored them: of typed values in a new table, of texts in one that
// exists, but for records that would lose digits there. CSVIMPORT_PROPERTY_RUNS
// sets how many.

#include "cli_fixture.hpp"
#include "oracle.hpp"
#include "random_table.hpp"

namespace csvimport {
namespace {

constexpr int kRuns = 400;  // about ten seconds

Arguments random_way(Random& random) {
  Arguments way = random.one_of(every_way());
  if (random.once_in(2)) {
    way = way + Arguments{"--batch-size", random.one_of<std::string>(
                                              {"1", "17", "1000", "64KiB"})};
  }
  if (random.once_in(3)) {
    way = way + Arguments{"--queue-depth",
                          random.one_of<std::string>({"1", "2", "50"})};
  }
  return way;
}

std::size_t random_row_count(Random& random) {
  if (random.once_in(30)) return 0;
  return random.below(random.once_in(10) ? 3000 : 200);
}

Arguments flags_of(const Dress& dress) {
  Arguments flags{"--delimiter", dress.delimiter, "--quotechar", dress.quote};
  if (dress.escape) {
    flags = flags + Arguments{"--escape", {*dress.escape}, "--null", "\\N"};
  }
  if (dress.is_padded) flags.emplace_back("--trim");
  if (dress.comment) flags = flags + Arguments{"--comment", {*dress.comment}};
  return flags;
}

class PropertyTest : public CliTest {
 protected:
  void import(const Arguments& flags, const std::string& csv, bool piped,
              int exit_code = 0) {
    const Arguments arguments =
        flags + Arguments{"-q", "--no-sync", "--table", "t"};
    if (!piped) write("t.csv", csv);
    const RunResult result =
        piped ? run_piped(arguments + Arguments{"-", "t.db"}, csv)
              : run(arguments + Arguments{"t.csv", "t.db"});
    ASSERT_EQ(result.exit_code, exit_code) << result.err;
    ASSERT_EQ(integrity("t.db"), "ok");
  }
};

TEST_F(PropertyTest, RandomTablesComeBackAsTheyWere) {
  for (int seed = 1; seed <= runs_of_property(kRuns); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(static_cast<std::uint64_t>(seed));
    const Dress dress = random_dress(random);
    const RandomTable table =
        random_table(random, random_row_count(random), dress);
    fill_database(path("oracle.db"), table, types_of(table));
    const Arguments flags = random_way(random) + flags_of(dress);
    import(flags, to_csv(table, dress, random), random.once_in(2));
    ASSERT_FALSE(HasFatalFailure());
    ASSERT_EQ(difference(path("oracle.db"), path("t.db")), "");
    remove("oracle.db");
    remove("t.db");
  }
}

// A table with the columns of `table`, in any order and of any declaration, and
// others that the file does not have.
std::string random_declaration(Random& random, const RandomTable& table) {
  const std::vector<std::string> types = {"INTEGER",
                                          "REAL",
                                          "TEXT",
                                          "NUMERIC",
                                          "BLOB",
                                          "",
                                          "VARCHAR(5)",
                                          "DECIMAL(10, 2)",
                                          "DOUBLE PRECISION",
                                          "BIGINT",
                                          "TEXT COLLATE NOCASE",
                                          "INT DEFAULT 5",
                                          "REAL DEFAULT (1 + 2)",
                                          "DATE DEFAULT CURRENT_DATE"};
  std::vector<std::string> columns;
  for (std::size_t i = 0; i < table.columns; ++i) {
    const auto place =
        columns.begin() + static_cast<std::ptrdiff_t>(
                              random.once_in(2) ? i : random.below(i + 1));
    columns.insert(place,
                   "C" + std::to_string(i + 1) + ' ' + random.one_of(types));
  }
  if (random.once_in(3)) columns.emplace_back("extra INT DEFAULT '007'");
  if (random.once_in(3)) columns.emplace_back("made AS (c1 || 'x') STORED");
  std::string sql;
  for (const std::string& column : columns) {
    sql += (sql.empty() ? "CREATE TABLE t (" : ", ") + column;
  }
  sql += ");";
  if (random.once_in(3)) sql += "CREATE INDEX by_c1 ON t (c1);";
  if (random.once_in(2)) sql += "INSERT INTO t (c1) VALUES ('old');";
  return sql;
}

std::string random_database(Random& random) {
  std::string sql;
  if (random.once_in(3)) sql += "PRAGMA encoding = 'UTF-16le';";
  if (random.once_in(3)) sql += "PRAGMA page_size = 1024;";
  if (random.once_in(3)) sql += "PRAGMA journal_mode = WAL;";
  return sql;
}

TEST_F(PropertyTest, TextsGoIntoATableAsSqliteTakesThem) {
  // Fewer: each one waits for the disk.
  for (int seed = 1; seed <= runs_of_property(kRuns) / 4; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(static_cast<std::uint64_t>(seed));
    const Dress dress = random_dress(random);
    const RandomTable table =
        random_table(random, random_row_count(random), dress);
    const std::string sql =
        random_database(random) + random_declaration(random, table);
    for (const char* const database : {"oracle.db", "t.db"}) {
      execute(database, sql);
    }
    const bool coerces_all = random.once_in(3);
    std::vector<bool> coerced;
    Arguments flags = random_way(random) + flags_of(dress);
    for (std::size_t i = 0; i < table.columns; ++i) {
      coerced.push_back(coerces_all || random.once_in(3));
      if (!coerced[i]) continue;
      flags = flags + Arguments{"--coerce", "c" + std::to_string(i + 1)};
    }
    if (!coerces_all) flags = flags + Arguments{"--on-error", "skip"};
    const std::size_t lost = append_texts(path("oracle.db"), table, coerced);
    import(flags, to_csv(table, dress, random), random.once_in(2),
           lost == 0 ? 0 : 3);
    ASSERT_FALSE(HasFatalFailure());
    ASSERT_EQ(difference(path("oracle.db"), path("t.db")), "") << sql;
    for (const char* const database : {"oracle.db", "t.db"}) {
      for (const char* const end : {"", "-wal", "-shm"}) {
        remove(std::string(database) + end);
      }
    }
  }
}

// Long enough for pages of pages of leaves.
TEST_F(PropertyTest, ALongTableIsTheSameInEveryWay) {
  Random random(42);
  RandomTable table;
  table.columns = 3;
  std::string csv = "c1,c2,c3\n";
  for (int i = 0; i < 150'000; ++i) {
    const std::string number = std::to_string(random.below(1'000'000'000));
    const std::string text(random.below(80), 'x');
    table.rows.push_back({number, number + ".25", text});
    csv += number + "," + number + ".25,\"" + text + "\"\n";
  }
  fill_database(path("oracle.db"), table, {"INTEGER", "REAL", "TEXT"});
  for (const Arguments& way : some_of(every_way())) {
    import(way, csv, false);
    ASSERT_FALSE(HasFatalFailure());
    ASSERT_EQ(difference(path("oracle.db"), path("t.db")), "");
    remove("t.db");
  }
}

}  // namespace
}  // namespace csvimport
