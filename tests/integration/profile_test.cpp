// What --profile tells.

#include "cli_fixture.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <random>

namespace csvimport {
namespace {

class ProfileTest : public CliTest {
 protected:
  // Of the one table, as the summary has it.
  nlohmann::ordered_json profile(const Arguments& arguments) {
    const RunResult result =
        run(Arguments{"-q", "--profile", "--summary", "json"} + arguments);
    EXPECT_TRUE(result.exit_code == 0 || result.exit_code == 3) << result.err;
    return nlohmann::ordered_json::parse(result.out)
        .at("tables")
        .at(0)
        .at("profile");
  }
};

TEST_F(ProfileTest, PrintsATableBehindTheSummary) {
  write("t.csv",
        "id,article,price,day\n1,\"Pencil, soft\",0.85,2025-12-30\n"
        "2,Ruler,2.5,2025-12-31\n3,Ruler,,2026-01-05\n");
  const RunResult result = run({"--profile", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(
      result.out,
      "table \"t\", 3 rows\n"
      "  column   values    NULL  distinct  least         greatest         "
      "mean  most frequent\n"
      "  id       integers     0       all  1             3                "
      "   2\n"
      "  article  texts        0         2  Pencil, soft  Ruler       7.3 "
      "chars  \"Ruler\" 67%, \"Pencil, soft\" 33%\n"
      "  price    reals        1       all  0.85          2.5             "
      "1.675\n"
      "  day      texts        0       all  2025-12-30    2026-01-05   10 "
      "chars\n");
  EXPECT_TRUE(result.err.starts_with("3 rows into table \"t\" in "))
      << result.err;
}

TEST_F(ProfileTest, ShowsNoControlCharacters) {
  write("t.csv", "\"a\x1B[2J\"\n\"x\ny\x1B\"\n");
  const std::string out = run({"-q", "--profile", "t.csv", "t.db"}).out;
  EXPECT_EQ(out.find('\x1B'), std::string::npos);
  EXPECT_NE(out.find("a\\x1B[2J"), std::string::npos);
  EXPECT_NE(out.find("x\\x0Ay\\x1B"), std::string::npos);
}

TEST_F(ProfileTest, MakesNoneUnasked) {
  write("t.csv", "a\n1\n");
  const RunResult result = run({"--summary", "json", "t.csv", "t.db"});
  EXPECT_TRUE(
      nlohmann::json::parse(result.out)["tables"][0]["profile"].is_null());
}

TEST_F(ProfileTest, ContradictsWhatMakesNoRows) {
  write("t.csv", "a\n1\n");
  EXPECT_EQ(run({"--profile", "--dry-run", "t.csv"}).err,
            "error: --profile: contradicts --dry-run, which makes no rows; "
            "csvimport --help lists the options\n");
  EXPECT_EQ(run({"--profile", "--compare", "t.csv", "t.db"}).exit_code, 2);
}

// Numbers, words, dates, texts that are all different, and gaps.
std::string varied_rows(int count) {
  std::mt19937 random(11);
  std::string csv = "id,n,price,word,day,note,city,\"very often\"\n";
  for (int i = 0; i < count; ++i) {
    csv += std::to_string(i) + ',' + std::to_string(random() % 1000) + ',' +
           std::to_string(random() % 100'000) + ".25," + "word" +
           std::to_string(random() % 30) + ",2025-0" +
           std::to_string(1 + random() % 9) + "-1" +
           std::to_string(random() % 10) + ',' +
           (random() % 5 == 0 ? "" : "note " + std::to_string(random())) + ',' +
           (random() % 3 == 0 ? "Köln" : std::to_string(random() % 3000)) +
           ",\"yes\"\n";
  }
  return csv;
}

TEST_F(ProfileTest, IsTheSameOnEveryWay) {
  write("t.csv", varied_rows(20'000));
  std::optional<std::string> first;
  for (const Arguments& way : every_way()) {
    const std::string one =
        profile(way + Arguments{"--no-sync", "t.csv", "t.db"}).dump();
    if (!first) first = one;
    EXPECT_EQ(one, *first);
    remove("t.db");
  }
}

TEST_F(ProfileTest, TellsTheTruth) {
  write("t.csv", varied_rows(20'000));
  const auto told = profile({"--no-sync", "t.csv", "t.db"});
  EXPECT_EQ(told.at("rows"), 20'000);
  for (const auto& column : told.at("columns")) {
    const std::string name = column.at("column");
    const std::string quoted = '"' + name + '"';
    SCOPED_TRACE(name);
    const auto one = [&](const std::string& expression) {
      return std::stod(query("t.db", "SELECT " + expression + " FROM t")[0]);
    };
    EXPECT_EQ(column.at("nulls"), one("count(*) - count(" + quoted + ")"));
    const double distinct = one("count(DISTINCT " + quoted + ')');
    if (column.at("exact")) {
      EXPECT_EQ(column.at("distinct"), distinct);
    } else {
      EXPECT_NEAR(column.at("distinct"), distinct, 0.06 * distinct);
    }
    if (!column.at("mean").is_null()) {
      EXPECT_NEAR(column.at("mean"), one("avg(" + quoted + ")"), 1e-6);
      EXPECT_EQ(column.at("min_number"), one("min(" + quoted + ")"));
      EXPECT_EQ(column.at("max_number"), one("max(" + quoted + ")"));
    }
    for (const auto& frequent : column.at("frequent")) {
      const auto& value = frequent.at("value");
      const std::string sql = value.is_string()
                                  ? "'" + value.get<std::string>() + "'"
                                  : value.dump();
      const double count =
          one("count(*) FILTER (WHERE " + quoted + " = " + sql + ')');
      if (column.at("exact")) {
        EXPECT_EQ(frequent.at("count"), count) << value;
      } else {
        EXPECT_LE(frequent.at("count"), count) << value;
      }
    }
  }
  EXPECT_EQ(told.at("columns").at(6).at("frequent").at(0).at("value"), "Köln");
  EXPECT_EQ(told.at("columns").at(4).at("histogram").at("of"), "dates");
  EXPECT_EQ(told.at("columns").at(7).at("distinct"), 1);
}

TEST_F(ProfileTest, BeginsAnewWithAPass) {
  write("t.csv", numbered_rows(30'000) + "late,x\n");
  const auto told = profile({"t.csv", "t.db"});
  EXPECT_EQ(told.at("rows"), 30'001);
  EXPECT_EQ(told.at("columns").at(0).at("texts"), 30'001);
}

TEST_F(ProfileTest, IsOfTheRecordsThatBecomeRows) {
  write("t.csv", "a,b\n1,x\n2\n3,y\n4,z\n");
  const auto told =
      profile({"--on-error", "skip", "--where", "a <> 4", "t.csv", "t.db"});
  EXPECT_EQ(told.at("rows"), 2);
  EXPECT_EQ(told.at("columns").at(0).at("max_number"), 3);
}

TEST_F(ProfileTest, SeesValuesAsTheyAreStored) {
  write("t.csv", "d,n,t\n31.12.2025,\"1.234,5\",ja\n1.1.2026,\"2,5\",nein\n");
  execute("t.db", "CREATE TABLE t (d TEXT, n REAL, t INTEGER)");
  for (const char* const where : {"1", "n > 0"}) {
    const auto told =
        profile({"--date", "d=%d.%m.%Y", "--decimal", ",", "--thousands", ".",
                 "--boolean", "t=ja,nein", "--where", where, "t.csv", "t.db"});
    EXPECT_EQ(told.at("columns").at(0).at("min_text"), "2025-12-31");
    EXPECT_EQ(told.at("columns").at(1).at("max_number"), 1234.5);
    EXPECT_EQ(told.at("columns").at(2).at("mean"), 0.5);
  }
}

TEST_F(ProfileTest, HasKeysAndIndexedColumnsToo) {
  write("t.csv", "k,v\n3,c\n1,a\n2,b\n");
  const auto told = profile({"--pk", "k", "--index", "v", "t.csv", "t.db"});
  EXPECT_EQ(told.at("columns").at(0).at("mean"), 2.0);
  EXPECT_EQ(told.at("columns").at(0).at("distinct"), 3);
  EXPECT_EQ(told.at("columns").at(1).at("max_text"), "c");
}

}  // namespace
}  // namespace csvimport
