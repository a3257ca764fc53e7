// What a file brings otherwise than the rows that its table has.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class EarlierRowsTest : public CliTest {
 protected:
  // The warning of an import of `csv` into table t, which `sql` makes, without
  // its start; "" for none.
  std::string warning(const std::string& sql, const std::string& csv,
                      const Arguments& flags = {}) {
    execute("t.db", sql);
    write("t.csv", csv);
    std::string first;
    for (const Arguments& way : some_of(every_way())) {
      const RunResult result =
          run(way + flags + Arguments{"--dry-run", "t.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 0) << result.err;
      first = result.err;
    }
    remove("t.db");
    const std::string start = "warning: t.csv: ";
    if (!first.starts_with(start)) return first;
    return first.substr(start.size(), first.find('\n') - start.size());
  }
};

TEST_F(EarlierRowsTest, HaveValuesInColumnsThatTheFileLacks) {
  const std::string table =
      "CREATE TABLE t(id INTEGER PRIMARY KEY, name, price, qty DEFAULT 1);";
  const std::string with_values = table + "INSERT INTO t VALUES(7, 'x', 2, 3)";
  const std::string csv = "name\ny\n";
  EXPECT_EQ(warning(with_values, csv),
            "has no column \"price\", which the last rows of table \"t\" have "
            "values in; --select with the file's columns says that this is "
            "meant");
  EXPECT_EQ(warning(with_values, csv, {"--select", "name"}), "");
  EXPECT_EQ(warning(table + "INSERT INTO t(id) VALUES(7)", csv), "");
  EXPECT_EQ(warning(table, csv), "");
  EXPECT_EQ(warning(with_values, "id,name\n7,y\n",
                    {"--on-conflict", "update", "--pk", "id"}),
            "");
}

TEST_F(EarlierRowsTest, HaveDatesOfAnotherForm) {
  const std::string table = "CREATE TABLE t(d TEXT);";
  const std::string with_dates =
      table + "INSERT INTO t VALUES('2025-12-31'), (NULL), ('2026-01-01')";
  EXPECT_EQ(warning(with_dates, "d\n02.01.2026\n31.01.2026\n"),
            "column \"d\" has dates of another form than the last rows of "
            "table \"t\"; --date 'd=%d.%m.%Y' reads such dates");
  EXPECT_EQ(warning(with_dates, "d\n31.01.2026\n", {"--date", "d=%d.%m.%Y"}),
            "");
  EXPECT_EQ(warning(with_dates, "d\n2026-01-02\n"), "");
  EXPECT_EQ(warning(with_dates, "d\nsoon\n"), "");
  EXPECT_EQ(warning(table + "INSERT INTO t VALUES('x'), ('2026-01-01')",
                    "d\n31.01.2026\n"),
            "");
}

TEST_F(EarlierRowsTest, AreThoseWithTheLargestKeys) {
  const std::string rows =
      "CREATE TABLE t(v, w); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT "
      "i + 1 FROM n WHERE i < 100) INSERT INTO t ";
  EXPECT_EQ(warning(rows + "SELECT i, iif(i < 50, i, NULL) FROM n", "v\n1\n"),
            "");
  EXPECT_NE(warning(rows + "SELECT i, iif(i > 99, i, NULL) FROM n", "v\n1\n"),
            "");
}

TEST_F(EarlierRowsTest, AreFoundWithoutRowids) {
  EXPECT_NE(warning("CREATE TABLE t(k PRIMARY KEY, v) WITHOUT ROWID; INSERT "
                    "INTO t VALUES(1, 2)",
                    "k\n3\n"),
            "");
}

}  // namespace
}  // namespace csvimport
