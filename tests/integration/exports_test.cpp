// What other programs write, by the calls that README.md gives.

#include "cli_fixture.hpp"

#include <string>

namespace csvimport {
namespace {

class ExportsTest : public CliTest {
 protected:
  // Imports `bytes` as t.csv, in every way, and through a pipe. Expects no word
  // but the summary, these columns and these rows.
  void expect_table(const Arguments& flags, std::string_view bytes,
                    const std::string& columns, const Rows& rows) {
    const Arguments quiet = Arguments{"-q", "--table", "t"} + flags;
    write("t.csv", bytes);
    for (const Arguments& way : every_way()) {
      expect_result(run(way + quiet + Arguments{"t.csv", "t.db"}), columns,
                    rows);
      expect_result(run_piped(way + quiet + Arguments{"-", "t.db"}, bytes),
                    columns, rows);
    }
  }

 private:
  void expect_result(const RunResult& result, const std::string& columns,
                     const Rows& rows) {
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.err, "");
    expect_content(columns, rows);
    remove("t.db");
  }
};

// As mysql -B prints the result of a query: NULL is a word, and a tab, a line
// feed, a NUL and a backslash are escaped.
TEST_F(ExportsTest, OfMysqlInBatches) {
  const Arguments flags{"--delimiter", "\\t", "--quotechar", "none",
                        "--escapes",   "c",   "--null",      "NULL"};
  expect_table(flags,
               "id\tname\tnote\n"
               "1\tAda \"the, first\tone\\ntwo\\n\n"
               "2\tNULL\ta\\tb\n"
               "3\t\"C:\\\\new\tNULL\n"
               "4\tZoë\t5' 3\"\n",
               "id INTEGER, name TEXT, note TEXT",
               {"1|'Ada \"the, first'|'one\ntwo\n'", "2|NULL|'a\tb'",
                "3|'\"C:\\new'|NULL", "4|'Zoë'|'5'' 3\"'"});
}

// As SELECT ... INTO OUTFILE writes it: NULL is \N, and what ends fields and
// lines stands behind a backslash.
TEST_F(ExportsTest, OfMysqlIntoAFile) {
  const Arguments names{"--escapes", "c", "--names", "id,name,note",
                        "--no-headers"};
  expect_table(names + Arguments{"--delimiter", "\\t", "--quotechar", "none"},
               "1\tAda\tone\\\ntwo\n2\t\\N\ta\\\tb\n3\tC:\\\\new\t\\\\N\n",
               "id INTEGER, name TEXT, note TEXT",
               {"1|'Ada'|'one\ntwo'", "2|NULL|'a\tb'", "3|'C:\\new'|'\\N'"});
  expect_table(names,
               "1,\"Ada\",\"say \\\"hi\\\",\\\nthen \\\\N\"\n"
               "2,\\N,\"a\tb\"\n",
               "id INTEGER, name TEXT, note TEXT",
               {"1|'Ada'|'say \"hi\",\nthen \\N'", "2|NULL|'a\tb'"});
}

// As COPY ... TO STDOUT of PostgreSQL writes it: NULL is \N, and control
// characters are escaped.
TEST_F(ExportsTest, OfPostgresqlByCopy) {
  const Arguments flags{"--delimiter", "\\t",          "--quotechar",
                        "none",        "--escapes",    "c",
                        "--names",     "id,name,note", "--no-headers"};
  const std::string bytes =
      "1\tAda\tone\\ntwo\\r\\n\n2\t\\N\ta\\tb\\b\\f\\v\n3\t\"C:"
      "\\\\new\t\\\\N\n";
  const Rows rows{"1|'Ada'|'one\ntwo\r\n'", "2|NULL|'a\tb\b\f\v'",
                  "3|'\"C:\\new'|'\\N'"};
  const std::string columns = "id INTEGER, name TEXT, note TEXT";
  expect_table(flags, bytes, columns, rows);
  // In a dump, a line with \. ends the data.
  expect_table(flags + Arguments{"--skip-footer", "1"}, bytes + "\\.\n\n\n",
               columns, rows);
}

// As psql prints a result in its unaligned form.
TEST_F(ExportsTest, OfPsqlWithTheNumberOfRows) {
  const Arguments flags{"--delimiter",   "|", "--quotechar", "none",
                        "--skip-footer", "1"};
  expect_table(flags, "id|name|note\n1|Ada|5\" pipe\n2|\"Bo\"|\n(2 rows)\n",
               "id INTEGER, name TEXT, note TEXT",
               {"1|'Ada'|'5\" pipe'", "2|'\"Bo\"'|NULL"});
  expect_table(flags, "n\n7\n(1 row)\n\n", "n INTEGER", {"7"});
  expect_table(flags, "id|name\n(0 rows)\n", "id TEXT, name TEXT", {});
}

// As Concordance, Relativity and the like write load files.
TEST_F(ExportsTest, OfLegalDocuments) {
  const Arguments flags{"--delimiter", "\\x14", "--quotechar", "þ"};
  const std::string columns = "DOCID TEXT, PAGES INTEGER, TEXT TEXT";
  const Rows rows{"'A-001'|2|'Müller, \"x\"\r\nsecond®line'",
                  "'A-002'|NULL|'a þ\x14'"};
  expect_table(flags + Arguments{"--encoding", "WINDOWS-1252"},
               "\xFE"
               "DOCID\xFE\x14\xFEPAGES\xFE\x14\xFETEXT\xFE\r\n"
               "\xFE"
               "A-001\xFE\x14\xFE"
               "2\xFE\x14\xFEM\xFCller, \"x\"\r\n"
               "second\xAEline\xFE\r\n"
               "\xFE"
               "A-002\xFE\x14\xFE\xFE\x14\xFE"
               "a \xFE\xFE\x14\xFE\r\n",
               columns, rows);
  expect_table(flags,
               "\xEF\xBB\xBFþDOCIDþ\x14þPAGESþ\x14þTEXTþ\r\n"
               "þA-001þ\x14þ2þ\x14þMüller, \"x\"\r\nsecond®lineþ\r\n"
               "þA-002þ\x14þþ\x14þa þþ\x14þ\r\n",
               columns, rows);
}

}  // namespace
}  // namespace csvimport
