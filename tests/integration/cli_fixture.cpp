#include "cli_fixture.hpp"

#include "in_process.hpp"
#include "test_variables.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

namespace csvimport {
namespace {

std::string joined(const Arguments& words) {
  std::string text;
  for (const std::string& word : words) text += " '" + word + "'";
  return text;
}

// The same number for the same test, on every machine (FNV-1a), and another one
// for another CSVIMPORT_TURN.
std::uint32_t number_of_this_test() {
  const ::testing::TestInfo* const test =
      ::testing::UnitTest::GetInstance()->current_test_info();
  std::uint32_t number = 2166136261U;
  for (const std::string& name :
       {std::string(test->test_suite_name()), std::string(test->name()),
        variable_of_tests("TURN")}) {
    for (const char c : name) {
      number = (number ^ static_cast<unsigned char>(c)) * 16777619U;
    }
  }
  return number;
}

// Whether a run reads what only a process of its own has.
bool needs_a_process(const Arguments& arguments) {
  return std::any_of(
      arguments.begin(), arguments.end(), [](const std::string& argument) {
        return argument == "-" || argument.find("/dev/") != argument.npos ||
               argument.find("/proc/") != argument.npos;
      });
}

constexpr std::size_t kWaysOfAPath = 4;

// Of a path all its ways, then of the other.
std::vector<Arguments> ways_of_both_paths(const Arguments& further) {
  std::vector<Arguments> all;
  for (const char* const path : {"direct", "conventional"}) {
    for (const char* const workers : {"1", "2", "8"}) {
      all.push_back(Arguments{"--path", path, "--workers", workers} + further);
    }
    all.push_back(Arguments{"--path", path, "--sequential"} + further);
  }
  return all;
}

// In batches of one record, and of many.
const std::vector<Arguments>& every_way_in_batches() {
  static const std::vector<Arguments> ways = [] {
    std::vector<Arguments> all = ways_of_both_paths({"--batch-size", "1"});
    for (const Arguments& way : ways_of_both_paths({"--batch-size", "100"})) {
      all.push_back(way);
    }
    return all;
  }();
  return ways;
}

}  // namespace

const std::vector<Arguments>& every_way() {
  static const std::vector<Arguments> ways = ways_of_both_paths({});
  return ways;
}

Arguments operator+(Arguments left, const Arguments& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string numbered_rows(int count) {
  std::string csv = "a,b\n";
  for (int i = 0; i < count; ++i) csv += std::to_string(i) + ",some text\n";
  return csv;
}

CliTest::CliTest() : folder_(make_folder()), turns_(number_of_this_test()) {}

CliTest::~CliTest() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

Process CliTest::start(const Arguments& arguments,
                       const Process::Setup& setup) {
  history_.push_back("csvimport" + joined(arguments));
  return {folder_, arguments, setup};
}

Process::Setup CliTest::with_faults(
    const std::string& folder,
    const std::map<std::string, std::string>& variables) const {
  Process::Setup setup;
  setup.before_exec = [variables,
                       looked_at = std::filesystem::canonical(path(folder))] {
    ::setenv("LD_PRELOAD", CSVIMPORT_FAULTS, 1);
    ::setenv("ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0", 1);
    ::setenv("CSVIMPORT_FAULT_FOLDER", looked_at.c_str(), 1);
    for (const auto& [name, value] : variables) {
      ::setenv(("CSVIMPORT_FAULT_" + name).c_str(), value.c_str(), 1);
    }
  };
  return setup;
}

RunResult CliTest::finish(Process& process) {
  process.end_input();
  RunResult result = process.wait();
  remember(result);
  return result;
}

void CliTest::remember(const RunResult& result) {
  std::ostringstream trace;
  trace << "exit code " << result.exit_code << "\nstdout: " << result.out
        << "\nstderr: " << result.err;
  history_.push_back(trace.str());
}

Arguments CliTest::with_threads(const Arguments& arguments) const {
  constexpr std::uintmax_t kMany = 64 * 1024;  // bytes, in as many batches
  const auto has = [&](const char* option) {
    return std::find(arguments.begin(), arguments.end(), option) !=
           arguments.end();
  };
  const auto is_large = [&](const std::string& argument) {
    std::error_code none;
    const std::uintmax_t size =
        std::filesystem::file_size(path(argument), none);
    return !none && size > kMany;
  };
  if (!has("--workers") || has("--batch-size") ||
      std::any_of(arguments.begin(), arguments.end(), is_large)) {
    return arguments;
  }
  return Arguments{"--batch-size", "1"} + arguments;
}

RunResult CliTest::run(const Arguments& words) {
  const Arguments arguments = with_threads(words);
  constexpr std::size_t kTurnsOfTheBinary = 8;
  if (needs_a_process(arguments) || turns_() % kTurnsOfTheBinary == 0) {
    return run_binary(arguments);
  }
  history_.push_back("in the test: csvimport" + joined(arguments));
  RunResult result = run_in_process(folder_, arguments);
  remember(result);
  return result;
}

RunResult CliTest::run_binary(const Arguments& arguments,
                              std::string_view input) {
  const std::filesystem::path folder = make_folder();
  std::ofstream(folder / "in", std::ios::binary) << input;
  Process::Setup setup;
  setup.input = folder / "in";
  Process process = start(arguments, setup);
  RunResult result = finish(process);
  std::filesystem::remove_all(folder);
  return result;
}

RunResult CliTest::run_piped(const Arguments& arguments,
                             std::string_view input) {
  Process process = start(arguments);
  process.feed(input);
  return finish(process);
}

std::vector<Arguments> CliTest::some_of(const std::vector<Arguments>& ways) {
  if (!variable_of_tests("ALL_WAYS").empty()) return ways;
  std::vector<Arguments> some;
  for (std::size_t i = 0; i < ways.size(); i += kWaysOfAPath) {
    some.push_back(ways[i + turns_() % kWaysOfAPath]);
  }
  return some;
}

void CliTest::expect_rows(const Arguments& flags, std::string_view csv,
                          const Rows& rows, const std::string& err) {
  write("t.csv", csv);
  for (const Arguments& way : some_of(every_way_in_batches())) {
    const Arguments arguments =
        flags + way + Arguments{"-q", "--no-sync", "t.csv", "t.db"};
    SCOPED_TRACE(joined(arguments));
    const RunResult result = run(arguments);
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.err, err);
    ASSERT_EQ(query("t.db", "SELECT rowid, * FROM t"), rows);
    ASSERT_EQ(integrity("t.db"), "ok");
    remove("t.db");
  }
}

void CliTest::expect_refused(const Arguments& flags, std::string_view csv,
                             const std::string& message) {
  write("t.csv", csv);
  for (const Arguments& way : some_of(every_way_in_batches())) {
    const Arguments arguments = flags + way + Arguments{"t.csv", "t.db"};
    SCOPED_TRACE(joined(arguments));
    const RunResult result = run(arguments);
    ASSERT_EQ(result.err, "error: " + message + "\n");
    ASSERT_EQ(result.exit_code, 1);
    ASSERT_EQ(files(), (Rows{"t.csv"}));
  }
}

void CliTest::expect_system_error(const RunResult& result,
                                  const std::string& place,
                                  const std::string& problem) {
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_TRUE(result.err.starts_with("error: " + place)) << result.err;
  EXPECT_TRUE(result.err.ends_with(problem + "\n")) << result.err;
}

void CliTest::TearDown() {
  if (!HasFailure()) return;
  constexpr std::size_t kShown = 10;
  const std::size_t first =
      history_.size() > kShown ? history_.size() - kShown : 0;
  for (std::size_t i = first; i < history_.size(); ++i) {
    std::puts(history_[i].c_str());
  }
}

std::string CliTest::data(const std::string& name) {
  return std::string(CSVIMPORT_DATA) + "/" + name;
}

void CliTest::write(const std::string& name, std::string_view content) const {
  std::ofstream(path(name), std::ios::binary) << content;
}

std::string CliTest::read(const std::string& name) const {
  return slurp(path(name));
}

bool CliTest::exists(const std::string& name) const {
  return std::filesystem::exists(std::filesystem::symlink_status(path(name)));
}

void CliTest::remove(const std::string& name) const {
  std::filesystem::remove(path(name));
}

std::filesystem::path CliTest::path(const std::string& name) const {
  return folder_ / name;
}

std::vector<std::string> CliTest::files() const { return files_of("."); }

std::vector<std::string> CliTest::files_of(const std::string& folder) const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path(folder))) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string CliTest::await_staging_file() const {
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (std::chrono::steady_clock::now() < deadline) {
    for (const std::string& name : files()) {
      if (name.find(".csvimport-") != std::string::npos) return name;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return "";
}

void CliTest::execute(const std::string& database,
                      const std::string& sql) const {
  SQLite::Database db(path(database).string(),
                      SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  db.exec(sql);
}

Rows CliTest::query(const std::string& database, const std::string& sql) const {
  SQLite::Database db(path(database).string());
  SQLite::Statement statement(db, sql);
  SQLite::Statement quote(db, "SELECT quote(?)");
  Rows rows;
  while (statement.executeStep()) {
    std::string row;
    for (int i = 0; i < statement.getColumnCount(); ++i) {
      const SQLite::Column value = statement.getColumn(i);
      quote.reset();
      if (value.isNull()) {
        quote.bind(1);
      } else if (value.isInteger()) {
        quote.bind(1, value.getInt64());
      } else if (value.isFloat()) {
        quote.bind(1, value.getDouble());
      } else {
        quote.bind(1, value.getString());
      }
      quote.executeStep();
      row += (i == 0 ? "" : "|") + quote.getColumn(0).getString();
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

void CliTest::expect_content(const std::string& columns,
                             const Rows& rows) const {
  EXPECT_EQ(query("t.db",
                  "SELECT group_concat(name || ' ' || type, ', ') FROM "
                  "pragma_table_info('t')"),
            (Rows{"'" + columns + "'"}));
  EXPECT_EQ(query("t.db", "SELECT * FROM t ORDER BY rowid"), rows);
}

std::string CliTest::integrity(const std::string& database) const {
  SQLite::Database db(path(database).string());
  return db.execAndGet("PRAGMA integrity_check").getString();
}

Arguments shell_words(const std::string& line) {
  const std::string command =
      "for word in " + line + "; do printf '%s\\0' \"$word\"; done";
  const std::unique_ptr<FILE, int (*)(FILE*)> shell(popen(command.c_str(), "r"),
                                                    pclose);
  Arguments words(1);
  for (int byte = fgetc(shell.get()); byte != EOF; byte = fgetc(shell.get())) {
    if (byte == 0) {
      words.emplace_back();
    } else {
      words.back() += static_cast<char>(byte);
    }
  }
  words.pop_back();
  return words;
}

}  // namespace csvimport
