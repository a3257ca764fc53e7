#include "cli_fixture.hpp"

namespace csvimport {
namespace {

TEST_F(CliTest, NamesTheLineOfAShortRow) {
  write("bad.csv", "id,name\n1,Ada\n2\n");
  const RunResult result = run({"bad.csv", "out.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err, "error: bad.csv:3: expected 2 fields, got 1\n");
  EXPECT_FALSE(exists("out.db"));
}

TEST_F(CliTest, ImportsTypedRows) {
  write("people.csv", "id,name,weight\n1,Ada,60.5\n2,007,70\n");
  const RunResult result = run({"people.csv", "out.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(query("out.db", "SELECT rowid, * FROM people"),
            (std::vector<std::string>{"1|1|'Ada'|60.5", "2|2|'007'|70.0"}));
}

}  // namespace
}  // namespace csvimport
