// Names and widths.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class HeaderTest : public CliTest {
 protected:
  // The columns' names that a file with `header` gets.
  Rows names(const std::string& header) {
    write("t.csv", header);
    const RunResult result = run({"-q", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    Rows rows =
        query("t.db", "SELECT name FROM pragma_table_info('t') ORDER BY cid");
    remove("t.db");
    return rows;
  }

  // A record of `width` numbers.
  static std::string record(int width) {
    std::string text = "1";
    for (int i = 2; i <= width; ++i) text += "," + std::to_string(i);
    return text + "\n";
  }
};

TEST_F(HeaderTest, TrimsNames) {
  EXPECT_EQ(names(" a ,\tb,\"  c d \"\r\n"), (Rows{"'a'", "'b'", "'c d'"}));
}

TEST_F(HeaderTest, NamesColumnsWithoutAName) {
  EXPECT_EQ(names("a,, ,\"\"\n"),
            (Rows{"'a'", "'column_2'", "'column_3'", "'column_4'"}));
}

TEST_F(HeaderTest, NumbersRepeatedNamesAsSqliteComparesThem) {
  EXPECT_EQ(names("id,ID,Id,x,id_2\n"),
            (Rows{"'id'", "'ID_2'", "'Id_3'", "'x'", "'id_2_2'"}));
  EXPECT_EQ(names("\xC3\xA4,\xC3\x84\n"), (Rows{"'\xC3\xA4'", "'\xC3\x84'"}));
  EXPECT_EQ(names(",column_1\n"), (Rows{"'column_1'", "'column_1_2'"}));
}

TEST_F(HeaderTest, TakesAnyName) {
  EXPECT_EQ(names("\"a\"\"b\",\"; DROP TABLE t; --\",\"x\ny\",select,rowid,'q'"
                  ",[z],`w`\n"),
            (Rows{"'a\"b'", "'; DROP TABLE t; --'", "'x\ny'", "'select'",
                  "'rowid'", "'''q'''", "'[z]'", "'`w`'"}));
}

TEST_F(HeaderTest, NamesTheTableAfterTheFile) {
  write("orders 2024.csv", "a\n1\n");
  ASSERT_EQ(run({"orders 2024.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT a FROM \"orders 2024\""), (Rows{"1"}));
}

TEST_F(HeaderTest, NamesTheTableAsToldWhateverTheName) {
  write("t.csv", "a\n1\n");
  const std::string name = "x\"; DROP TABLE y;\n'z'";
  for (const Arguments& way : every_way()) {
    ASSERT_EQ(run(way + Arguments{"--table", name, "t.csv", "t.db"}).exit_code,
              0);
    EXPECT_EQ(query("t.db", "SELECT name FROM sqlite_schema"),
              (Rows{"'x\"; DROP TABLE y;\n''z'''"}));
    remove("t.db");
  }
}

TEST_F(HeaderTest, IsTrimmedOfWhatNobodySees) {
  write("t.csv",
        "\u00A0a\u202F,\uFEFF\u200Bb \u2060,c\u00A0d,\u2007\u200E\n1,2,3,4\n");
  ASSERT_EQ(run({"t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT name FROM pragma_table_info('t')"),
            (Rows{"'a'", "'b'", "'c\u00A0d'", "'column_4'"}));
  write("t.csv", "\xC2\x85x\u00AD,\u3000y\u3000,\xC2\x9B\n1,2,3\n");
  ASSERT_EQ(run({"t.csv", "u.db"}).exit_code, 0);
  EXPECT_EQ(query("u.db", "SELECT name FROM pragma_table_info('t')"),
            (Rows{"'x'", "'y'", "'column_3'"}));
}

TEST_F(HeaderTest, IsShownWithWhatNobodySees) {
  write("t.csv", "net\u00A0sum,e\u200Bf\n1,2\n");
  const RunResult missing = run({"--select", "net sum", "t.csv", "t.db"});
  EXPECT_EQ(
      missing.err,
      "error: t.csv: --select names column \"net sum\", which the file does "
      "not have; did you mean \"net\\u00A0sum\"?\n");
  const RunResult named = run({"-v", "t.csv", "t.db"});
  EXPECT_NE(named.err.find("--type \"$(printf 'net\\302\\240sum=INTEGER')\""),
            std::string::npos)
      << named.err;
  write("t.csv",
        "a\xC2\x85"
        "b,c\u00ADd\n1,2\n");
  const RunResult controls = run({"-v", "--dry-run", "t.csv"});
  EXPECT_NE(controls.out.find("--type \"$(printf 'a\\302\\205b=INTEGER')\" "
                              "--type \"$(printf 'c\\302\\255d=INTEGER')\""),
            std::string::npos)
      << controls.out;
}

TEST_F(HeaderTest, RefusesTableNamesThatSqliteKeepsToItself) {
  expect_refused({"--table", "SQLite_x"}, "a\n1\n",
                 "t.csv: table \"SQLite_x\": SQLite keeps names that start "
                 "with \"sqlite_\" to itself; give another with --table");
  expect_refused({"--table", ""}, "a\n1\n",
                 "t.csv: the table needs a name; give one with --table");
}

TEST_F(HeaderTest, FillsTheWidestTableThatSqliteTakes) {
  write("t.csv", record(2000) + record(2000));
  for (const Arguments& way : every_way()) {
    ASSERT_EQ(run(way + Arguments{"--no-headers", "t.csv", "t.db"}).exit_code,
              0);
    EXPECT_EQ(query("t.db", "SELECT column_1, column_2000 FROM t"),
              (Rows{"1|2000", "1|2000"}));
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
  }
}

TEST_F(HeaderTest, RefusesAWiderTable) {
  expect_refused({}, record(2001),
                 "t.csv:1: 2001 columns; a SQLite table has at most 2000; "
                 "take some of them with --select");
}

// A record's header says its own size, which from 128 on takes two bytes.
TEST_F(HeaderTest, FillsRecordsWhoseHeaderNeedsALongerSize) {
  for (int width = 124; width <= 130; ++width) {
    write("t.csv", record(width) + record(width));
    ASSERT_EQ(run({"--no-headers", "t.csv", "t.db"}).exit_code, 0);
    const std::string last = std::to_string(width);
    EXPECT_EQ(query("t.db", "SELECT column_1, column_" + last + " FROM t"),
              (Rows{"1|" + last, "1|" + last}));
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
  }
}

}  // namespace
}  // namespace csvimport
