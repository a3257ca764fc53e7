// What the program says of its options: help, manual page, completions and
// README name the same ones.

#include "cli_fixture.hpp"

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <optional>
#include <regex>
#include <sstream>

namespace csvimport {
namespace {

class OptionTextsTest : public CliTest {
 protected:
  std::string generated(const std::string& what) {
    const RunResult result = run_binary({"--generate", what});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.err, "");
    return result.out;
  }

  // What `shell`, a command, prints that runs `script`, which finds csvimport;
  // nullopt if there is no such shell.
  std::optional<std::string> run_in(const std::string& shell,
                                    const std::string& script) {
    write("script", script);
    const std::string command = "cd '" + path(".").string() + "' && PATH='" +
                                binary_folder() + "':$PATH " + shell +
                                " script > out 2> err < /dev/null";
    const int status = std::system(command.c_str());
    if (WEXITSTATUS(status) == 127) return std::nullopt;
    EXPECT_EQ(read("err"), "");
    return read("out");
  }

  static std::string binary_folder() {
    return std::filesystem::path(CSVIMPORT_BINARY).parent_path().string();
  }

  // The options of the help, such as "-t" and "--table".
  std::vector<std::string> options() {
    std::vector<std::string> names;
    std::istringstream help(run_binary({"--help"}).out);
    const std::regex line_of_option("  (?:(-[a-z]), )?(--[a-z-]+).*");
    std::smatch parts;
    for (std::string line; std::getline(help, line);) {
      if (!std::regex_match(line, parts, line_of_option)) continue;
      if (parts[1].matched) names.push_back(parts[1]);
      names.push_back(parts[2]);
    }
    return names;
  }
};

// Whether `text` has the name, and not only one that is longer.
bool has_name(const std::string& text, const std::string& name) {
  return std::regex_search(text,
                           std::regex("(^|[^a-z-])" + name + "(?![a-z-])"));
}

TEST_F(OptionTextsTest, NamesEachOptionEverywhere) {
  const std::vector<std::string> names = options();
  ASSERT_GT(names.size(), 50U);
  std::string manual = generated("man");
  std::erase(manual, '\\');
  manual = std::regex_replace(manual, std::regex("f[BIR](-*)"), "$1");
  std::ifstream file(std::string(CSVIMPORT_DATA) + "/../README.md");
  std::ostringstream readme;
  readme << file.rdbuf();
  const std::string bash = generated("bash");
  const std::string zsh = generated("zsh");
  const std::string fish = generated("fish");
  for (const std::string& name : names) {
    EXPECT_TRUE(has_name(manual, name)) << name;
    EXPECT_TRUE(has_name(bash, name)) << name;
    EXPECT_TRUE(has_name(zsh, name)) << name;
    const bool is_long = name.starts_with("--");
    EXPECT_NE(fish.find((is_long ? " -l " : " -s ") +
                        name.substr(is_long ? 2 : 1) + " "),
              std::string::npos)
        << name;
    EXPECT_TRUE(has_name(readme.str(), name)) << name;
  }
}

TEST_F(OptionTextsTest, NamesEachWordOfDatesInTheManual) {
  const std::string manual = generated("man");
  const std::string dates = manual.substr(manual.find(".SH DATES"));
  std::ifstream readme(std::string(CSVIMPORT_DATA) + "/../README.md");
  const std::regex word("`(%.)`[,| ]");
  std::size_t words = 0;
  for (std::string line; std::getline(readme, line);) {
    if (!line.starts_with("| `%")) continue;
    line = line.substr(0, line.find('|', 1));
    for (std::sregex_iterator found(line.begin(), line.end(), word), end;
         found != end; ++found, ++words) {
      const std::string text = (*found)[1];
      EXPECT_NE(dates.find(text), std::string::npos) << text;
    }
  }
  EXPECT_EQ(words, 23U);
}

TEST_F(OptionTextsTest, FitsATerminalAndStartsWithExamples) {
  std::istringstream help(run_binary({"--help"}).out);
  std::size_t examples = 0;
  bool is_start = true;
  for (std::string line; std::getline(help, line);) {
    EXPECT_LE(line.size(), 80U) << line;
    is_start = is_start && !line.starts_with("Usage:");
    if (is_start && line.starts_with("  csvimport ")) ++examples;
  }
  EXPECT_EQ(examples, 3U);
}

TEST_F(OptionTextsTest, RefusesToGenerateWhatItDoesNotKnow) {
  EXPECT_EQ(run_binary({"--generate", "html"}).exit_code, 2);
}

TEST_F(OptionTextsTest, ListsTablesAndColumns) {
  write("t.csv", "id;unit price\n1;2\n");
  execute("t.db", "CREATE TABLE orders (a); CREATE TABLE [my table] (b)");
  const auto list = [&](const Arguments& arguments) {
    const RunResult result = run_binary(Arguments{"--complete"} + arguments);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.err, "");
    return result.out;
  };
  EXPECT_EQ(list({"tables", "t.csv", "t.db"}), "my table\norders\n");
  EXPECT_EQ(list({"tables", "t.db"}), "my table\norders\n");
  EXPECT_EQ(list({"columns", "t.csv", "t.db"}), "id\nunit price\n");
  EXPECT_EQ(list({"columns", "-d", ",", "t.csv"}), "id;unit price\n");
  EXPECT_EQ(list({"columns"}), "");
  EXPECT_EQ(list({"columns", "none.csv"}), "");
  EXPECT_EQ(list({"columns", "--workers", "x", "t.csv"}), "");
  EXPECT_EQ(list({"tables", "t.csv"}), "");
  EXPECT_EQ(files(), (Rows{"t.csv", "t.db"}));
}

// The words of a line, the last of which is to be completed, and what comes of
// them.
struct Completion {
  std::string line;
  std::string found;
};

const std::vector<Completion>& completions() {
  static const std::vector<Completion> all = {
      {"--on-", "--on-conflict --on-error"},
      {"--on-error ''", "abort skip"},
      {"t.csv t.db -t ''", "other words"},
      {"t.csv t.db --pk ''", "city id"},
      {"t.csv t.db --type id=TEXT --pk id,c", "id,city"},
      {"-w ''", ""},
      {"--rejects t.c", "t.csv"},
      {"--encoding MAC", "MACINTOSH"},
      {"--encoding ISO-8859-1", "ISO-8859-1 ISO-8859-15"},
      {"t.c", "t.csv"}};
  return all;
}

TEST_F(OptionTextsTest, CompletesInBash) {
  write("t.csv", "id,city\n1,2\n");
  execute("t.db", "CREATE TABLE words (a); CREATE TABLE other (a)");
  std::string script = generated("bash") +
                       "compopt() { :; }\n"
                       "try() { COMP_WORDS=(csvimport \"$@\");"
                       " COMP_CWORD=$#; _csvimport;"
                       " printf '%s\\n' \"${COMPREPLY[@]}\" | sort |"
                       " paste -s -d ' '; }\n";
  std::string expected;
  for (const Completion& one : completions()) {
    // As bash cuts it.
    script +=
        "try " + std::regex_replace(one.line, std::regex("="), " = ") + "\n";
    expected += one.found + "\n";
  }
  EXPECT_EQ(run_in("bash", script), expected);
}

TEST_F(OptionTextsTest, CompletesNamesWithBlanksAndBehindEqualSignsInBash) {
  write("a file.csv", "id,unit price,Größe (cm)\n1,2,3\n");
  execute("t.db", "CREATE TABLE \"two words\" (a)");
  std::string script = generated("bash") +
                       "compopt() { :; }\n"
                       "try() { COMP_WORDS=(csvimport \"$@\");"
                       " COMP_CWORD=$#; _csvimport;"
                       " printf '<%s>' \"${COMPREPLY[@]}\"; echo; }\n";
  // The words as bash has cut them, in quotes for the script.
  const std::vector<Completion> all = {
      {"'a'", "<a file.csv>"},
      {"'a\\ fi'", "<a file.csv>"},
      {"'\"a fi'", "<a file.csv>"},
      {"--rejects = 'a'", "<a file.csv>"},
      {"'a\\ file.csv' --pk 'un'", "<unit\\ price>"},
      {"'a\\ file.csv' --pk 'unit\\ p'", "<unit\\ price>"},
      {"'a\\ file.csv' --pk '\"unit p'", "<unit price>"},
      {"'a\\ file.csv' --pk = 'id,un'", "<id,unit\\ price>"},
      {"'a\\ file.csv' --normalize --pk 'gr'", "<grosse_cm>"},
      {"'a\\ file.csv' --normalize --rename 'id' = 'nr' --pk 'n'", "<nr>"},
      {"'a\\ file.csv' --date = 'un'", "<unit\\ price>"},
      {"'a\\ file.csv' --date 'id' =", "<>"},
      {"'a\\ file.csv' --date = 'id' = 'a'", "<>"},
      {"--type 'id' =", "<INTEGER><REAL><TEXT>"},
      {"--type 'id' = 'TE'", "<TEXT>"},
      {"--type = 'id' = 'TE'", "<TEXT>"},
      {"t.db --extract 'id' =", "<two\\ words>"},
      {"t.db --foreign-key 'id' = 'tw'", "<two\\ words.>"},
      {"t.db --foreign-key 'id' = 'two\\ words.i'", "<>"},
      {"t.db -t ''", "<two\\ words>"},
      {"--if-exists =", "<append><replace><truncate><fail><skip>"},
      {"--if-exists = 'tr'", "<truncate>"},
      {"--if-exists=tr", "<--if-exists=truncate>"},
      {"--sequential --if-exists = 'tr'", "<truncate>"}};
  std::string expected;
  for (const Completion& one : all) {
    script += "try " + one.line + "\n";
    expected += one.found + "\n";
  }
  EXPECT_EQ(run_in("bash", script), expected);
}

TEST_F(OptionTextsTest, CompletesInFish) {
  write("t.csv", "id,city\n1,2\n");
  execute("t.db", "CREATE TABLE words (a); CREATE TABLE other (a)");
  std::string script = generated("fish");
  std::string expected;
  for (const Completion& one : completions()) {
    std::string line = one.line;
    if (line.ends_with("''")) line.resize(line.size() - 2);
    script += "complete -C 'csvimport " + line +
              "' | string replace -r '\\t.*' '' | sort | paste -s -d ' '\n";
    expected += one.found + "\n";
  }
  const auto found = run_in("HOME=. fish --no-config", script);
  if (!found) GTEST_SKIP() << "needs fish";
  EXPECT_EQ(found, expected);
}

TEST_F(OptionTextsTest, WritesWhatZshAndManTake) {
  write("_csvimport", generated("zsh"));
  const auto zsh = run_in("zsh -n", read("_csvimport"));
  if (!zsh) GTEST_SKIP() << "needs zsh";
  EXPECT_EQ(zsh, "");
  write("csvimport.1", generated("man"));
  const auto manual =
      run_in("MANROFFOPT=-ww sh", "man -l --warnings -E UTF-8 csvimport.1");
  ASSERT_TRUE(manual);
  EXPECT_NE(manual->find("EXIT STATUS"), std::string::npos);
}

}  // namespace
}  // namespace csvimport
