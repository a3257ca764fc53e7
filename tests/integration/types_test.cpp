// Types and NULL.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class TypesTest : public CliTest {
 protected:
  // The type of a column with `values`, one per line, quoted if need be.
  std::string type_of(const std::vector<std::string>& values) {
    std::string csv = "v,end\n";
    for (const std::string& value : values) csv += value + ",\n";
    write("t.csv", csv);
    const RunResult result = run({"-q", "--no-sync", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    const Rows rows =
        query("t.db", "SELECT type FROM pragma_table_info('t') LIMIT 1");
    remove("t.db");
    return rows.at(0);
  }
};

TEST_F(TypesTest, TakesCanonicalIntegersForIntegers) {
  EXPECT_EQ(type_of({"0", "-1", "42"}), "'INTEGER'");
  EXPECT_EQ(type_of({"9223372036854775807", "-9223372036854775808"}),
            "'INTEGER'");
  EXPECT_EQ(type_of({"\"1\"", "", "\"\"", "2"}), "'INTEGER'");
}

TEST_F(TypesTest, KeepsWhatOnlyLooksLikeANumberAsText) {
  for (const char* text : {"007",
                           "+49",
                           "1_000",
                           "0x1F",
                           "NaN",
                           "nan",
                           "inf",
                           "Infinity",
                           "-",
                           ".",
                           "1.",
                           "--1",
                           " 1",
                           "1 ",
                           "1e",
                           "1.5e",
                           "1,5",
                           "00.5",
                           "-01",
                           "12345678901234567890",
                           "9223372036854775808",
                           "-9223372036854775809",
                           "0.123456789012345678",
                           "1e400",
                           "1.5e400",
                           "1e5",
                           "12E4",
                           "2024-01-01",
                           "TRUE",
                           "\u00A01"}) {
    const std::string field = '"' + std::string(text) + '"';
    EXPECT_EQ(type_of({"1", field}), "'TEXT'") << text;
    EXPECT_EQ(type_of({field}), "'TEXT'") << text;
  }
}

TEST_F(TypesTest, TakesDecimalNumbersForReals) {
  for (const char* text : {"0.5", "-1.25", "1.5e3", "1.5E-3", "2e+10", "1e-5",
                           "0.12345678901234567", "12345678901234.567"}) {
    EXPECT_EQ(type_of({text}), "'REAL'") << text;
    EXPECT_EQ(type_of({"1", text}), "'REAL'") << text;
  }
}

TEST_F(TypesTest, TakesAnIntegerForARealOnlyIfItIsExact) {
  EXPECT_EQ(type_of({"0.5", "9007199254740992"}), "'REAL'");
  EXPECT_EQ(type_of({"0.5", "9007199254740993"}), "'TEXT'");
  EXPECT_EQ(type_of({"9007199254740993", "0.5"}), "'TEXT'");
  EXPECT_EQ(type_of({"9007199254740993"}), "'INTEGER'");
}

TEST_F(TypesTest, TakesAColumnWithoutAValueForText) {
  EXPECT_EQ(type_of({"", "\"\"", ""}), "'TEXT'");
}

TEST_F(TypesTest, KeepsIntegersOfEveryWidth) {
  Rows rows;
  std::string csv = "v\n";
  std::uint64_t row = 0;
  for (int bits = 0; bits < 63; ++bits) {
    const std::int64_t power = std::int64_t{1} << bits;
    for (const std::int64_t value : {power - 1, power, -power, -power - 1}) {
      csv += std::to_string(value) + "\n";
      rows.push_back(std::to_string(++row) + "|" + std::to_string(value));
    }
  }
  rows.push_back(std::to_string(++row) + "|-9223372036854775808");
  expect_rows({}, csv + "-9223372036854775808\n", rows);
}

TEST_F(TypesTest, KeepsReals) {
  expect_rows({}, "v\n0.1\n-2.5\n3\n1.5e300\n140737488355328\n-0.0\n4.9e-300\n",
              {"1|0.1", "2|-2.5", "3|3.0", "4|1.5e+300", "5|140737488355328.0",
               "6|0.0", "7|4.9e-300"});
}

TEST_F(TypesTest, KeepsTheBytesOfTexts) {
  expect_rows({}, "v,w\n007, x \n+49,\"\"\n1.50,\xF0\x9F\x98\x80\n",
              {"1|'007'|' x '", "2|'+49'|''", "3|'1.50'|'\xF0\x9F\x98\x80'"});
}

TEST_F(TypesTest, TakesAnEmptyFieldForNullAndAQuotedOneForEmptyText) {
  expect_rows({}, "i,t,r\n,,\n\"\",\"\",\"\"\n1,x,0.5\n",
              {"1|NULL|NULL|NULL", "2|NULL|''|NULL", "3|1|'x'|0.5"});
}

TEST_F(TypesTest, LeavesSpellingsOfNullOutOfTheInference) {
  expect_rows({"--null", "NA"}, "v,w\n1,NA\nNA,0.5\n",
              {"1|1|NULL", "2|NULL|0.5"});
  expect_rows({"--null", "NA"}, "v,w\n1,x\n\"NA\",NA\n",
              {"1|'1'|'x'", "2|'NA'|NULL"});
}

TEST_F(TypesTest, MakesAllColumnsTextWhenTold) {
  expect_rows({"--all-text"}, "a,b\n1,0.5\n007,\"\"\n",
              {"1|'1'|'0.5'", "2|'007'|''"});
  expect_rows({"--all-text", "--type", "a=INTEGER"}, "a,b\n1,0.5\n",
              {"1|1|'0.5'"});
}

TEST_F(TypesTest, SetsTheTypeOfAColumn) {
  expect_rows({"--type", "A=text", "--type", "b=REAL"},
              "a,b,c=d\n1,2,3\n2,1e5,4\n", {"1|'1'|2.0|3", "2|'2'|100000.0|4"});
  expect_rows({"--type", "\"c=d\"=TEXT", "--type", "a=INTEGER"}, "a,c=d\n,3\n",
              {"1|NULL|'3'"});
}

TEST_F(TypesTest, RefusesAValueThatDoesNotFitTheTypeThatWasSet) {
  expect_refused({"--type", "b=INTEGER"}, "a,b\n1,2\nx,\"\n\"\n",
                 "t.csv:3: column \"b\": \"\\x0A\" is not a 64-bit integer");
  expect_refused({"--type", "b=INTEGER"}, "a,b\n1,2\n1,2.0\n",
                 "t.csv:3: column \"b\": \"2.0\" is not a 64-bit integer");
  expect_refused({"--type", "a=REAL"}, "a,b\n1,2\n007,2\n",
                 "t.csv:3: column \"a\": \"007\" is not a number that REAL "
                 "keeps as it is");
}

TEST_F(TypesTest, RefusesATypeForAColumnThatIsNotThere) {
  expect_refused({"--type", "c=TEXT"}, "a,b\n1,2\n",
                 "t.csv: --type names column \"c\", which the table does not "
                 "have");
}

TEST_F(TypesTest, DeclaresTheTypesThatItInferred) {
  write("t.csv", "i,r,t,n\n1,0.5,x,\n");
  ASSERT_EQ(run({"t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT name, type FROM pragma_table_info('t')"),
            (Rows{"'i'|'INTEGER'", "'r'|'REAL'", "'t'|'TEXT'", "'n'|'TEXT'"}));
}

TEST_F(TypesTest, TellsThatTheTypesOfATableWithoutRowsAreUnknown) {
  const std::string warning =
      "warning: t.csv: has no row to tell types by, so columns that table "
      "\"t\" gets are TEXT; --type COL=TYPE sets another\n";
  write("t.csv", "a,b\n");
  const auto warned = [&](const Arguments& flags) {
    remove("new.db");
    const RunResult result = run(flags + Arguments{"t.csv", "new.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result.err.starts_with(warning);
  };
  EXPECT_TRUE(warned({}));
  EXPECT_TRUE(warned({"--path", "conventional", "--sequential"}));
  EXPECT_TRUE(warned({"--type", "a=INTEGER"}));
  EXPECT_FALSE(warned({"--type", "a=INTEGER", "--type", "b=TEXT"}));
  EXPECT_FALSE(warned({"--all-text"}));
  execute("t.db", "CREATE TABLE t (a, b)");
  EXPECT_TRUE(run({"t.csv", "t.db"}).err.starts_with("0 rows into"));
  EXPECT_EQ(run({"--dry-run", "t.csv"}).err, warning);
  write("t.csv", "a,b\n,\n");
  EXPECT_FALSE(warned({}));
}

TEST_F(TypesTest, AreToldToBeGuessesWithoutAValue) {
  write("t.csv", "a,b,c\n1,,\n2,\"\",\n");
  const auto warning = [&](const Arguments& flags) {
    const std::string err = run(flags + Arguments{"t.csv", "t.db"}).err;
    remove("t.db");
    return err.starts_with("warning: ") ? err.substr(0, err.find('\n')) : "";
  };
  EXPECT_EQ(warning({}),
            "warning: t.csv: columns \"b\", \"c\" have no value to tell the "
            "type by, so they are TEXT; --type COL=TYPE sets another");
  EXPECT_EQ(warning({"--type", "b=REAL", "--type", "c=TEXT"}), "");
  EXPECT_EQ(warning({"--all-text"}), "");
  write("t.csv", "a,b\n1,\n2,x\n");
  EXPECT_EQ(warning({}), "");
}

}  // namespace
}  // namespace csvimport
