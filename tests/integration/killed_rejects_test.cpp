// What a killed run leaves of its reject files, and who removes it.

#include "cli_fixture.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>

namespace csvimport {
namespace {

constexpr const char* kTemporaryName = ".r.csv.csvimport-0123456789abcdef";

class KilledRejectsTest : public CliTest {
 protected:
  KilledRejectsTest() { write("t.csv", "a,b\n1\n2,x\n"); }

  static Arguments import_of(const std::string& input,
                             const std::string& target) {
    return {"-q",        "--table", "t",   "--on-error", "skip",
            "--rejects", "r.csv",   input, target};
  }

  // Starts an import into other.db that has its files and waits for input.
  Process start_waiting() {
    Process process = start(import_of("-", "other.db"));
    process.feed("a,b\n3\n" + repeated("4,y\n", kMebibyte));
    while (!has_staging_file()) EXPECT_NE(await_staging_file(), "");
    return process;
  }

  // Imports t.csv, and expects its rejects, and `left` beside them.
  void expect_import(const Rows& left) {
    const RunResult result = run_binary(import_of("t.csv", "t.db"));
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(read("r.csv"), "a,b\n1\n");
    Rows all = left;
    for (const char* const name : {"r.csv", "r.csv.reasons", "t.csv", "t.db"}) {
      all.emplace_back(name);
    }
    std::sort(all.begin(), all.end());
    EXPECT_EQ(files(), all);
  }

 private:
  [[nodiscard]] bool has_staging_file() const {
    const Rows names = files();
    return std::any_of(names.begin(), names.end(), [](const auto& name) {
      return name.starts_with(".other.db.csvimport-");
    });
  }
};

TEST_F(KilledRejectsTest, AreRemovedByTheNextRun) {
  Process process = start_waiting();
  process.signal(SIGKILL);
  EXPECT_TRUE(process.wait().killed);
  std::string staging;
  Rows left;
  for (const std::string& name : files()) {
    if (name.starts_with(".other.db.")) staging = name;
    if (name.find(".csvimport-") != std::string::npos) left.push_back(name);
  }
  EXPECT_EQ(left.size(), 3U);
  expect_import({staging});
}

TEST_F(KilledRejectsTest, AreToldFromThoseOfARunThatGoesOn) {
  Process process = start_waiting();
  Rows others = files();
  std::erase(others, "t.csv");
  EXPECT_EQ(others.size(), 3U);
  expect_import(others);
  const RunResult result = finish(process);
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(read("r.csv"), "a,b\n3\n");
  EXPECT_EQ(files(),
            (Rows{"other.db", "r.csv", "r.csv.reasons", "t.csv", "t.db"}));
}

TEST_F(KilledRejectsTest, AreNoLinksOrFoldersOrOtherFiles) {
  write("precious", "precious");
  std::filesystem::create_symlink("precious", path(kTemporaryName));
  const std::string folder = ".r.csv.csvimport-0123456789abcde0";
  std::filesystem::create_directory(path(folder));
  write(".r.csv.csvimport-notes", "no name of ours");
  expect_import({folder, kTemporaryName, ".r.csv.csvimport-notes", "precious"});
  EXPECT_EQ(read("precious"), "precious");
}

}  // namespace
}  // namespace csvimport
