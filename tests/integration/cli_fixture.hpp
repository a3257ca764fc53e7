#pragma once

// Tests that run csvimport, each in a fresh folder of its own.

#include "process.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

using Arguments = std::vector<std::string>;
using Rows = std::vector<std::string>;

// The flags of each way to load: both paths, with 1, 2 and 8 workers and
// sequentially. All must give the same table and the same first error.
const std::vector<Arguments>& every_way();

Arguments operator+(Arguments left, const Arguments& right);

inline constexpr std::size_t kMebibyte = 1024 * 1024;

std::string repeated(std::string_view text, std::size_t times);

// A header "a,b", and `count` records of a number from 0 on and a text.
std::string numbered_rows(int count);

// The words that a shell makes of `line`.
Arguments shell_words(const std::string& line);

// A failed expectation prints the commands that the test ran, with exit code,
// stdout and stderr.
class CliTest : public ::testing::Test {
 protected:
  CliTest();
  ~CliTest() override;
  void TearDown() override;

  // Does what csvimport does with `arguments` in the test's folder: mostly in
  // the test's own process, once in a while, and for "-" and devices, by the
  // binary, its stdin empty.
  RunResult run(const Arguments& arguments);
  // Runs the binary; `input`, a file, is its stdin.
  RunResult run_binary(const Arguments& arguments, std::string_view input = "");
  // The same with what comes through a pipe.
  RunResult run_piped(const Arguments& arguments, std::string_view input);
  // Starts the binary with a pipe as its stdin, and waits for its end.
  Process start(const Arguments& arguments, const Process::Setup& setup = {});
  RunResult finish(Process& process);
  // For start(): with the library of tests/faults/, which looks at `folder` of
  // the test's folder. `variables` are those that it takes, without their
  // "CSVIMPORT_FAULT_".
  [[nodiscard]] Process::Setup with_faults(
      const std::string& folder,
      const std::map<std::string, std::string>& variables) const;

  // Of `ways`, such as every_way(), some: of each path those with as many
  // workers as this test's name and the calls before make it. All, where the
  // variable CSVIMPORT_ALL_WAYS is set.
  std::vector<Arguments> some_of(const std::vector<Arguments>& ways);

  // Imports `csv` as t.csv with `flags`, in some ways, in batches of one record
  // and of many, and expects `rows` of each, their rowids in front, and `err`.
  void expect_rows(const Arguments& flags, std::string_view csv,
                   const Rows& rows, const std::string& err = "");
  // The same for an import that fails with "error: ", `message` and a newline,
  // and leaves nothing.
  void expect_refused(const Arguments& flags, std::string_view csv,
                      const std::string& message);

  // Expects status 4 with a message of the shape "error: PLACE...PROBLEM".
  static void expect_system_error(const RunResult& result,
                                  const std::string& place,
                                  const std::string& problem);

  // The path of a file of data/.
  [[nodiscard]] static std::string data(const std::string& name);

  // A file in the test's folder.
  void write(const std::string& name, std::string_view content) const;
  [[nodiscard]] std::string read(const std::string& name) const;
  [[nodiscard]] bool exists(const std::string& name) const;
  void remove(const std::string& name) const;
  [[nodiscard]] std::filesystem::path path(const std::string& name) const;
  // Everything in the folder, hidden files too, sorted.
  [[nodiscard]] std::vector<std::string> files() const;
  // The same of one of its folders.
  [[nodiscard]] std::vector<std::string> files_of(
      const std::string& folder) const;
  // Waits for a staging file in the folder, and gives its name; "" if none
  // comes.
  [[nodiscard]] std::string await_staging_file() const;

  // The rows that `sql` gives, each its values, as sqlite3's quote() shows
  // them, joined by "|".
  [[nodiscard]] Rows query(const std::string& database,
                           const std::string& sql) const;
  // Runs `sql` in a database, which is made if it is not there.
  void execute(const std::string& database, const std::string& sql) const;
  // Expects the table t of t.db to have these columns, "name TYPE, ...", and
  // these rows.
  void expect_content(const std::string& columns, const Rows& rows) const;
  // What PRAGMA integrity_check says: "ok".
  [[nodiscard]] std::string integrity(const std::string& database) const;

 private:
  // An import of one batch has no threads; in batches of one record it has
  // those that a test asks for.
  [[nodiscard]] Arguments with_threads(const Arguments& arguments) const;
  void remember(const RunResult& result);

  std::filesystem::path folder_;
  std::minstd_rand turns_;            // see number_of_this_test()
  std::vector<std::string> history_;  // the runs, for a failure's message
};

}  // namespace csvimport
