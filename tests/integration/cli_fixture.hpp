#pragma once

// Tests that run the real binary, each in a fresh folder of its own.

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

struct RunResult {
  int exit_code = -1;  // 128 + N where signal N killed the process
  std::string out;
  std::string err;
};

// A failed expectation prints the commands that the test ran, with exit code,
// stdout and stderr.
class CliTest : public ::testing::Test {
 protected:
  CliTest();
  ~CliTest() override;
  void TearDown() override;

  // Runs csvimport with `arguments` in the test's folder; `input` is its stdin.
  RunResult run(const std::vector<std::string>& arguments,
                std::string_view input = "");

  // A file in the test's folder.
  void write(const std::string& name, std::string_view content) const;
  [[nodiscard]] std::string read(const std::string& name) const;
  [[nodiscard]] bool exists(const std::string& name) const;
  [[nodiscard]] std::filesystem::path path(const std::string& name) const;
  // Everything in the folder, hidden files too, sorted.
  [[nodiscard]] std::vector<std::string> files() const;

  // The rows that `sql` gives, each its values, as sqlite3's quote() shows
  // them, joined by "|".
  [[nodiscard]] std::vector<std::string> query(const std::string& database,
                                               const std::string& sql) const;

 private:
  std::filesystem::path folder_;
  std::vector<std::string> history_;  // the runs, for a failure's message
};

}  // namespace csvimport
