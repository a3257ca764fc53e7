// The b-trees of tables of every height, judged by SQLite.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class TreeTest : public CliTest {
 protected:
  // Imports `rows` integers, each in a batch and so on a leaf of its own.
  void expect_sound_tree(int rows) {
    std::string csv = "n\n";
    for (int i = 1; i <= rows; ++i) csv += std::to_string(i) + "\n";
    write("t.csv", csv);
    const RunResult result =
        run({"-q", "--no-sync", "--batch-size", "1", "t.csv", "t.db"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    ASSERT_EQ(integrity("t.db"), "ok") << rows;
    ASSERT_EQ(query("t.db",
                    "SELECT count(*), sum(n = rowid), (SELECT n FROM t WHERE "
                    "rowid = " +
                        std::to_string(rows) + ") FROM t"),
              (Rows{std::to_string(rows) + "|" + std::to_string(rows) + "|" +
                    std::to_string(rows)}));
    remove("t.db");
  }
};

TEST_F(TreeTest, IsSoundWithFewLeaves) {
  for (int leaves = 1; leaves <= 5; ++leaves) expect_sound_tree(leaves);
}

// An interior page has room for 526 cells of these rowids, and a right child.
TEST_F(TreeTest, IsSoundAroundAFullInteriorPage) {
  for (int leaves = 522; leaves <= 532; ++leaves) expect_sound_tree(leaves);
}

TEST_F(TreeTest, IsSoundAroundTwoFullInteriorPages) {
  for (int leaves = 1030; leaves <= 1060; ++leaves) expect_sound_tree(leaves);
}

TEST_F(TreeTest, IsSoundWithManyLeaves) { expect_sound_tree(20'000); }

// Payloads around the limits at which a record leaves its page.
TEST_F(TreeTest, KeepsTextsOfAnyLength) {
  std::string csv = "n,v\n";
  int rows = 0;
  const auto add = [&](std::size_t length) {
    csv += std::to_string(length) + ",";
    csv.append(length, static_cast<char>('a' + rows % 26)) += "\n";
    ++rows;
  };
  for (std::size_t length = 1; length < 140; ++length) add(length);
  for (std::size_t length = 4030; length < 4110; ++length) add(length);
  for (std::size_t length = 4530; length < 4610; ++length) add(length);
  for (std::size_t length = 8150; length < 8210; ++length) add(length);
  for (std::size_t length = 16'370; length < 16'400; ++length) add(length);
  for (const std::size_t length : {100'000, 2'097'151, 2'097'152}) add(length);
  write("t.csv", csv);
  for (const Arguments& way : every_way()) {
    ASSERT_EQ(run(way + Arguments{"t.csv", "t.db"}).exit_code, 0);
    EXPECT_EQ(integrity("t.db"), "ok");
    EXPECT_EQ(query("t.db",
                    "SELECT count(*), sum(length(v) = n), sum(trim(v, "
                    "char(97 + (rowid - 1) % 26)) = '') FROM t"),
              (Rows(1, std::to_string(rows) + "|" + std::to_string(rows) + "|" +
                           std::to_string(rows))));
    remove("t.db");
  }
}

}  // namespace
}  // namespace csvimport
