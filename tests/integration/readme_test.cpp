// What README.md shows under "By task" is what happens.

#include "cli_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <regex>
#include <set>
#include <sstream>

namespace csvimport {
namespace {

// What it shows of a shell.
struct ShownCommand {
  std::string text;
  std::string output;  // with "\n" behind each line
};

// The examples of a section that starts with "### ", in their order.
struct Task {
  std::string title;
  std::vector<ShownCommand> commands;
};

std::filesystem::path readme_path() {
  return std::filesystem::path(CSVIMPORT_DATA).parent_path() / "README.md";
}

// From the line `title` to the next section.
std::string text_of_section(const std::string& title) {
  const std::string readme = slurp(readme_path());
  const std::size_t begin = readme.find('\n' + title + '\n');
  if (begin == readme.npos) return "";
  return readme.substr(begin, readme.find("\n## ", begin + 1) - begin);
}

std::vector<Task> tasks_of_readme() {
  std::ifstream readme(readme_path());
  std::vector<Task> tasks;
  bool is_in_section = false;
  bool is_shell = false;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("## ")) is_in_section = line == "## By task";
    if (!is_in_section) continue;
    if (line.starts_with("### ")) tasks.push_back({line.substr(4), {}});
    if (line.starts_with("```")) {
      is_shell = false;
    } else if (line.starts_with("$ ")) {
      is_shell = true;
      tasks.back().commands.push_back({line.substr(2), ""});
    } else if (is_shell) {
      tasks.back().commands.back().output += line + '\n';
    }
  }
  return tasks;
}

// Without the blank line that parts it from the next command.
std::string trimmed_output(std::string output) {
  if (output == "\n" || output.ends_with("\n\n")) output.pop_back();
  return output;
}

// Without what differs from run to run, and blanks at the ends of lines, which
// versions of sqlite3 print.
std::string comparable(const std::string& output) {
  static const std::regex times(R"( in [0-9.]+ s \(.*\))");
  static const std::regex blanks(" +\n");
  static const std::regex since(" since [0-9TZ:.-]+, from [^\n]*/");
  const std::string timeless = std::regex_replace(
      std::regex_replace(output, times, " in TIME"), since, " since, from ");
  return std::regex_replace(timeless, blanks, "\n");
}

class ReadmeTest : public CliTest {
 protected:
  // What all commands print, in one shell, the output of each behind a line
  // that starts with kMark.
  [[nodiscard]] std::vector<std::string> outputs_of(
      const std::vector<ShownCommand>& commands) const {
    const std::string bin =
        std::filesystem::path(CSVIMPORT_BINARY).parent_path();
    std::string script = "PATH='" + bin + "':$PATH\nexec 2>&1\n";
    for (const ShownCommand& command : commands) {
      script +=
          command.text + "\nstatus=$?; echo '" + kMark + "'; (exit $status)\n";
    }
    write("script", script);
    const std::string run =
        "cd '" + path(".").string() + "' && sh script > outputs; rm -f script";
    EXPECT_EQ(std::system(run.c_str()), 0);  // NOLINT(cert-env33-c)
    std::vector<std::string> outputs(1);
    std::istringstream lines(read("outputs"));
    for (std::string line; std::getline(lines, line);) {
      if (line == kMark) {
        outputs.emplace_back();
      } else {
        outputs.back() += line + '\n';
      }
    }
    outputs.pop_back();
    return outputs;
  }

  // Makes the files whose contents are shown first.
  void write_shown_files(const std::vector<ShownCommand>& commands) const {
    for (const ShownCommand& command : commands) {
      if (!command.text.starts_with("cat ")) continue;
      const std::string name = command.text.substr(4);
      const bool comes_from_an_import = name.starts_with("left.csv");
      if (!comes_from_an_import && !exists(name)) {
        write(name, trimmed_output(command.output));
      }
    }
  }

  static inline const std::string kMark = "-- end of output --";
};

TEST_F(ReadmeTest, ShowsWhatHappens) {
  const std::vector<Task> tasks = tasks_of_readme();
  for (const Task& task : tasks) {
    SCOPED_TRACE(task.title);
    // A folder of its own, but for the files that others have shown.
    for (const std::string& file : files()) {
      if (!file.ends_with(".csv")) std::filesystem::remove_all(path(file));
    }
    write_shown_files(task.commands);
    const std::vector<std::string> outputs = outputs_of(task.commands);
    ASSERT_EQ(outputs.size(), task.commands.size());
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      EXPECT_EQ(comparable(outputs[i]),
                comparable(trimmed_output(task.commands[i].output)))
          << "$ " << task.commands[i].text;
    }
  }
  EXPECT_GE(tasks.size(), 6U);
}

TEST_F(ReadmeTest, TellsOfEachOption) {
  const std::string readme = slurp(readme_path());
  const std::size_t begin = readme.find("\n| option | what it does |\n");
  ASSERT_NE(begin, std::string::npos);
  const std::string table =
      readme.substr(begin, readme.find("\n\n", begin) - begin);
  const std::string help = run_binary({"--help"}).out;
  static const std::regex options("\n +(?:-[A-Za-z], )?(--[a-z-]+)");
  std::size_t count = 0;
  for (std::sregex_iterator at(help.begin(), help.end(), options), end;
       at != end; ++at, ++count) {
    const std::string option = (*at)[1];
    EXPECT_TRUE(std::regex_search(table, std::regex(option + "[ `,]")))
        << option;
  }
  EXPECT_GT(count, 60U);
}

// An import that fails, of t.csv into old.db.
struct Failure {
  std::string csv;
  Arguments options;
  std::string target = "old.db";
};

TEST_F(ReadmeTest, SaysWhatToDoAboutEachError) {
  execute("shard.db", "CREATE TABLE old(a TEXT); INSERT INTO old VALUES('07')");
  const std::vector<Failure> failures = {
      {"a,b,c\n1,2,3\n4,5\n", {}},
      {"report\n\na,b\n1,2\n", {}},
      {"a,b\n1,\"x\" y\n", {}},
      {"a,b\n1,\"x\n", {}},
      {"a,b\n1,\xE9\n", {}},
      {std::string("a,b\n1,\0x\n", 9), {}},
      {"a,b\n1,5\nx,6\n", {"--type", "a=INTEGER"}},
      {"a,b\n007,5\n", {"--table", "old"}},
      {"a,b\n1,\n", {"--not-null", "b"}},
      {"a,b\n1,x\n", {"--table", "old"}},
      {"a,c\n5,x\n", {"--table", "old"}},
      {"a\n9\n", {"--table", "child"}},
      {read("shard.db"), {}},
      {"", {}},
      {"{\"a\": 1}\n", {}},
      {"a\n9\n", {"--table", "plain", "--on-conflict", "ignore"}},
      {"a\n8\n", {"--table", "plain", "--once"}},
      {"a\n8\n", {"--table", "plain", "--tail"}},
      {"a\n7\n8\n", {"--table", "grown", "--tail", "--skip", "1"}},
      {"a\n1\n", {"--timeout", "0"}, "rqlite://127.0.0.1:1"},
      {"a\n1\n", {"--table", "old", "--timeout", "0"}}};
  execute("old.db",
          "CREATE TABLE old(a INTEGER PRIMARY KEY, b);"
          "INSERT INTO old VALUES(1, 'x');"
          "CREATE TABLE child(a REFERENCES old);"
          "CREATE TABLE plain(a)");
  write("t.csv", "a\n7\n");
  EXPECT_EQ(
      run_binary({"--once", "--table", "plain", "t.csv", "old.db"}).exit_code,
      0);
  EXPECT_EQ(
      run_binary({"--tail", "--table", "grown", "t.csv", "old.db"}).exit_code,
      0);
  std::string errors;
  for (const Failure& failure : failures) {
    write("t.csv", failure.csv);
    const bool is_last = &failure == &failures.back();
    std::optional<SQLite::Database> other;
    if (is_last) {
      other.emplace(path("old.db").string(), SQLite::OPEN_READWRITE);
      other->exec("BEGIN EXCLUSIVE");
    }
    const RunResult result = run_binary(Arguments{"-q"} + failure.options +
                                        Arguments{"t.csv", failure.target});
    EXPECT_NE(result.exit_code, 0);
    errors += result.err;
  }
  // Each row of the table begins with what a message says.
  static const std::regex rows("\n\\| `([^`]*)` \\| [^\n]*");
  const std::string section = text_of_section("### What to do about an error");
  std::size_t count = 0;
  for (std::sregex_iterator row(section.begin(), section.end(), rows), end;
       row != end; ++row, ++count) {
    EXPECT_NE(errors.find((*row)[1]), std::string::npos) << (*row)[1];
  }
  EXPECT_EQ(count, failures.size()) << errors;
}

// The paths of all fields in it, such as tables.columns.name.
void collect_fields(const nlohmann::json& json, const std::string& path,
                    std::set<std::string>& fields) {
  if (json.is_array()) {
    for (const auto& element : json) collect_fields(element, path, fields);
  }
  if (!json.is_object()) return;
  for (const auto& [name, value] : json.items()) {
    const std::string field = path.empty() ? name : path + '.' + name;
    fields.insert(field);
    collect_fields(value, field, fields);
  }
}

// The fields that the table of a section names.
std::set<std::string> told_fields(const std::string& title) {
  const std::string readme = slurp(readme_path());
  const std::size_t begin = readme.find('\n' + title + '\n');
  if (begin == readme.npos) return {};
  const std::string section =
      readme.substr(begin, readme.find("\n##", begin + 1) - begin);
  static const std::regex cells("\n\\| (`[^|]*) \\| [^\n]*");
  static const std::regex names("`([a-z_.]+)`");
  std::set<std::string> told;
  for (std::sregex_iterator row(section.begin(), section.end(), cells), end;
       row != end; ++row) {
    const std::string cell = (*row)[1];
    for (std::sregex_iterator name(cell.begin(), cell.end(), names);
         name != end; ++name) {
      told.insert((*name)[1]);
    }
  }
  return told;
}

TEST_F(ReadmeTest, NamesEachFieldOfTheSummary) {
  write("t.csv", "a,b,c\nx,5,1\n2,6,1\n3,7,n/a\n");
  execute("old.db", "CREATE TABLE t (a INTEGER, b, c)");
  std::set<std::string> printed;
  for (const std::string database : {"old.db", "new.db", "new.db"}) {
    const RunResult result =
        run_binary({"-q", "--once", "--unique", "b", "--profile", "--summary",
                    "json", "t.csv", database});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    collect_fields(nlohmann::json::parse(result.out), "", printed);
  }
  EXPECT_EQ(told_fields("### The summary for programs"), printed);
}

TEST_F(ReadmeTest, NamesEachFieldOfTheHistory) {
  write("t.csv", "a\n1\n");
  EXPECT_EQ(run_binary({"-q", "--once", "t.csv", "t.db"}).exit_code, 0);
  std::set<std::string> printed;
  collect_fields(
      nlohmann::json::parse(
          run_binary({"--history", "--summary", "json", "t.db"}).out),
      "", printed);
  EXPECT_EQ(told_fields("### The history for programs"), printed);
}

}  // namespace
}  // namespace csvimport
