// A folder as an input.

#include "cli_fixture.hpp"

#include <cstdlib>
#include <filesystem>

namespace csvimport {
namespace {

class FolderTest : public CliTest {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(path("in"));
    std::filesystem::create_directory(path("in/sub.csv"));
    write("in/b.csv", "x,y\n3,b\n");
    write("in/a.TSV", "x\ty\n1\ta\n");
    write("in/.hidden.csv", "x,y\n9,h\n");
    write("in/notes.txt", "x,y\n9,t\n");
    write("in/b.csv.reasons", "x,y\n9,r\n");
    write("in/sub.csv/d.csv", "x,y\n9,d\n");
  }
};

TEST_F(FolderTest, MeansItsFilesSorted) {
  const std::string gzip = "gzip '" + path("in/b.csv").string() + "'";
  ASSERT_EQ(std::system(gzip.c_str()), 0);  // NOLINT(cert-env33-c)
  for (const Arguments& way : every_way()) {
    const RunResult result =
        run(way + Arguments{"-q", "--table", "t", "--filename-column", "f",
                            "in", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t"),
              (Rows{"1|1|'a'|'in/a.TSV'", "2|3|'b'|'in/b.csv.gz'"}));
    remove("t.db");
  }
}

TEST_F(FolderTest, MakesATableOfEachFile) {
  write("c.csv", "x\n5\n");
  const RunResult result = run({"-q", "in/", "c.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(query("t.db", "SELECT name FROM sqlite_schema"),
            (Rows{"'a'", "'b'", "'c'"}));
  EXPECT_EQ(query("t.db", "SELECT x FROM a UNION ALL SELECT x FROM b"),
            (Rows{"1", "3"}));
}

TEST_F(FolderTest, TellsWhatItLeavesAside) {
  write("in/new.zip", "");
  write("in/old.GZ", "");
  write("in/given.gz", "x,y\n5,e\n");
  write("in/src.tar.gz", "");
  write("in/._new.zip", "");
  const std::string warning =
      "warning: in/: left aside, though there may be CSV inside: new.zip, "
      "old.GZ; to import them, give them by name\n";
  const RunResult plain =
      run({"--progress", "never", "-t", "t", "in/", "./in/given.gz", "t.db"});
  EXPECT_EQ(plain.exit_code, 0);
  EXPECT_TRUE(plain.err.starts_with(warning)) << plain.err;
  const RunResult verbose =
      run({"-v", "-t", "t", "in/", "./in/given.gz", "t.db"});
  EXPECT_TRUE(verbose.err.starts_with(
      "in/: 7 files left aside, not named *.csv, *.tsv or *.tab, or links to "
      "others: "
      "._new.zip, .hidden.csv, b.csv.reasons, new.zip, notes.txt and 2 more\n" +
      warning))
      << verbose.err;
}

TEST_F(FolderTest, MayBeAllThatIsGiven) {
  const RunResult result = run({"--dry-run", "--table", "t", "in"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.out.find("-- 2 records: 2 rows"), std::string::npos);
}

TEST_F(FolderTest, MayNotHaveAFileThatIsGivenToo) {
  EXPECT_EQ(run({"in", "in/b.csv", "t.db"}).err,
            "error: FILE: in/b.csv is given twice; csvimport --help lists the "
            "options\n");
  EXPECT_EQ(run({"--on-error", "skip", "--rejects", "r.csv", "in", "t.db"}).err,
            "error: --rejects: takes the records of one table; with several "
            "FILEs name it with --table; csvimport --help lists the options\n");
}

// Such as latest.csv. One that leads nowhere is a file that is missing.
TEST_F(FolderTest, KnowsLinksToItsOwnFiles) {
  std::filesystem::create_symlink("b.csv", path("in/latest.csv"));
  write("e.csv", "x,y\n5,e\n");
  std::filesystem::create_symlink("../e.csv", path("in/other.csv"));
  std::filesystem::create_symlink("other.csv", path("in/third.csv"));
  std::filesystem::create_symlink("../e.csv", path("in/twice.csv"));
  const RunResult result = run({"-v", "-t", "t", "in/", "t.db"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(result.err.starts_with(
      "in/: 6 files left aside, not named *.csv, *.tsv or *.tab, or links to "
      "others: .hidden.csv, b.csv.reasons, latest.csv, notes.txt, third.csv "
      "and 1 more\n"))
      << result.err;
  EXPECT_EQ(query("t.db", "SELECT x FROM t"), (Rows{"1", "3", "5"}));
  std::filesystem::create_symlink("gone", path("in/lost.csv"));
  EXPECT_EQ(run({"-t", "t", "in", "t.db"}).err,
            "error: in/lost.csv: is a link to what is not there; remove it, or "
            "name the folder's files one by one\n");
}

TEST_F(FolderTest, WithoutAFileOfCsvIsRefused) {
  std::filesystem::create_directory(path("none"));
  write("none/notes.txt", "x\n1\n");
  const RunResult result = run({"none", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err,
            "error: none: the folder holds no file named *.csv, *.tsv or "
            "*.tab, compressed or not; name its files one by one if they are "
            "CSV\n");
  EXPECT_FALSE(exists("t.db"));
}

}  // namespace
}  // namespace csvimport
