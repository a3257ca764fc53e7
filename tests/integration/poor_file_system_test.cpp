// Imports on file systems that lack something, as the library that makes system
// calls fail has it.

#include "cli_fixture.hpp"

#include <filesystem>

namespace csvimport {
namespace {

class PoorFileSystemTest : public CliTest {
 protected:
  void SetUp() override {
    write("t.csv", "a,b\n1,x\n2,y\n");
    std::filesystem::create_directory(path("disk"));
  }

  // Starts the binary where the folder "disk" has no `lacks`.
  Process start_without(const std::string& lacks, const Arguments& arguments) {
    return start(arguments, with_faults("disk", {{"LACKS", lacks}}));
  }
  RunResult run_without(const std::string& lacks, const Arguments& arguments) {
    Process process = start_without(lacks, arguments);
    return finish(process);
  }
  void expect_imported(const std::string& lacks, const Arguments& arguments,
                       const Rows& rows) {
    SCOPED_TRACE(lacks);
    const RunResult result = run_without(lacks, arguments);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(query("disk/t.db", "SELECT * FROM t ORDER BY a"), rows);
    EXPECT_EQ(integrity("disk/t.db"), "ok");
    EXPECT_EQ(files_of("disk"), (Rows{"t.db"}));
  }
  void expect_refused_without(const std::string& lacks,
                              const Arguments& arguments,
                              const std::string& message) {
    SCOPED_TRACE(lacks);
    const Rows before = files_of("disk");
    const RunResult result = run_without(lacks, arguments);
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_EQ(result.err, "error: " + message + "\n");
    EXPECT_EQ(files_of("disk"), before);
  }
};

const Rows kBoth = {"1|'x'", "2|'y'"};

TEST_F(PoorFileSystemTest, TakesANewDatabaseWhereItSafelyCan) {
  for (const char* const lacks : {"noreplace", "links", "foldersync", "locks",
                                  "noreplace locks foldersync"}) {
    for (const Arguments& way :
         {Arguments{}, Arguments{"--path", "conventional"},
          Arguments{"--index", "b", "--analyze"},
          Arguments{"--pk", "b", "--on-conflict", "ignore"}}) {
      expect_imported(lacks, way + Arguments{"t.csv", "disk/t.db"}, kBoth);
      remove("disk/t.db");
    }
  }
}

TEST_F(PoorFileSystemTest, NeverReplacesWhatHasComeToBe) {
  Process process =
      start_without("noreplace", {"--table", "t", "-", "disk/t.db"});
  process.feed("a,b\n");
  write("disk/t.db", "no database");
  process.feed("1,x\n");
  process.end_input();
  EXPECT_NE(finish(process).exit_code, 0);
  EXPECT_EQ(read("disk/t.db"), "no database");
  EXPECT_EQ(files_of("disk"), (Rows{"t.db"}));
}

TEST_F(PoorFileSystemTest, NamesAWayForANewDatabaseThatCannotAppearAtOnce) {
  const std::string message =
      "disk/t.db: its file system has neither hard links nor renaming that "
      "replaces nothing, so no database can appear there in one step; make an "
      "empty file of that name first";
  expect_refused_without("noreplace links", {"t.csv", "disk/t.db"}, message);
  write("disk/t.db", "");
  expect_imported("noreplace links", {"t.csv", "disk/t.db"}, kBoth);
}

TEST_F(PoorFileSystemTest, RefusesADatabaseThatCannotBeLocked) {
  execute("disk/t.db", "CREATE TABLE t (a INTEGER, b)");
  // Not even its header is read.
  expect_refused_without(
      "locks", {"t.csv", "disk/t.db"},
      "disk/t.db: its file system has no locks, which SQLite needs; import "
      "into a copy on another one");
  expect_imported("links noreplace foldersync", {"t.csv", "disk/t.db"}, kBoth);
}

TEST_F(PoorFileSystemTest, StagesWhereThereAreNoLocks) {
  execute("t.db", "CREATE TABLE t (a INTEGER, b)");
  const RunResult result =
      run_without("locks noreplace links foldersync",
                  {"--temp-dir", "disk", "--unique", "a", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), kBoth);
  EXPECT_EQ(files_of("disk"), (Rows{}));
}

TEST_F(PoorFileSystemTest, KeepsRejects) {
  write("t.csv", "a,b\n1,x\n2\n");
  const RunResult result = run_without(
      "noreplace locks foldersync",
      {"--on-error", "skip", "--rejects", "disk/r.csv", "t.csv", "disk/t.db"});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(read("disk/r.csv"), "a,b\n2\n");
}

}  // namespace
}  // namespace csvimport
