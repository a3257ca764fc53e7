// How far an import is, on a terminal and elsewhere.

#include "cli_fixture.hpp"
#include "terminal.hpp"

#include <cstdlib>
#include <regex>

namespace csvimport {
namespace {

constexpr const char* kClearLine = "\r\x1b[K";

// What was drawn on one line, the latest last; and what came behind it.
Rows drawn_on(const std::string& text) {
  Rows lines;
  std::size_t at = text.find(kClearLine);
  while (at != std::string::npos) {
    const std::size_t begin = at + std::string(kClearLine).size();
    at = text.find(kClearLine, begin);
    lines.push_back(text.substr(begin, at - begin));
  }
  return lines;
}

bool has_match(const Rows& lines, const std::string& shape) {
  for (const std::string& line : lines) {
    if (std::regex_match(line, std::regex(shape))) return true;
  }
  return false;
}

const std::string kCounts = R"([0-9,]+ rows, [0-9.]+ ?[KM]? rows/s)";

class ProgressTest : public CliTest {
 protected:
  struct Shown {
    RunResult result;
    std::string text;
  };

  // Of a run with a terminal, whose stdin is `input`.
  Shown on_terminal(const Arguments& arguments, const std::string& input = "",
                    const std::string& name = "xterm",
                    unsigned short columns = 100) {
    Terminal terminal(name, columns);
    Process process = start(arguments, terminal.setup());
    terminal.watch();
    process.feed(input);
    process.end_input();
    Shown shown;
    shown.result = process.wait();
    shown.text = terminal.text();
    return shown;
  }

  // How far a line says that it is; all are less than whole.
  static void expect_no_end(const std::string& text) {
    EXPECT_EQ(text.find("100%"), std::string::npos) << text;
  }
};

// By the conventional path, that takes longer than the time to a drawing.
TEST_F(ProgressTest, NamesEachStageOnATerminal) {
  write("t.csv", numbered_rows(1'000'000));
  const Shown shown =
      on_terminal({"--path", "conventional", "--index", "a", "--index", "b",
                   "--analyze", "t.csv", "t.db"});
  EXPECT_EQ(shown.result.exit_code, 0);
  const Rows lines = drawn_on(shown.text);
  EXPECT_EQ(lines.front(), "reading for table \"t\"");
  EXPECT_TRUE(has_match(lines, "reading for table \"t\": [0-9]+%, " + kCounts +
                                   ", [0-9]+ s left"))
      << shown.text;
  for (const char* const step :
       {"index \"idx_t_a\" (1 of 2)", "index \"idx_t_b\" (2 of 2)",
        "statistics of table \"t\"", "landing"}) {
    EXPECT_NE(std::find(lines.begin(), lines.end(), step), lines.end())
        << step << shown.text;
  }
  // The line is gone before the next message.
  EXPECT_TRUE(lines.back().starts_with("1,000,000 rows into table \"t\" in "));
  expect_no_end(shown.text);
}

TEST_F(ProgressTest, SortsAndLandsInTheirTurns) {
  std::string csv = "a,b\n";
  for (int i = 50'000; i > 0; --i) csv += std::to_string(i) + ",some text\n";
  write("t.csv", csv);
  const Arguments flags = {"-q", "--progress", "always", "--pk", "a"};
  const RunResult sorted =
      run_binary(flags + Arguments{"--index", "b", "t.csv", "t.db"});
  EXPECT_EQ(sorted.exit_code, 0);
  EXPECT_EQ(sorted.err,
            "reading for table \"t\"\nsorting rows of table \"t\"\n"
            "index \"idx_t_b\"\nlanding\n");
  const RunResult landed =
      run_binary(flags + Arguments{"--on-conflict", "ignore", "t.csv", "t.db"});
  EXPECT_EQ(landed.exit_code, 0);
  EXPECT_EQ(landed.err,
            "reading for table \"t\"\nlanding\nlanding rows of table \"t\"\n"
            "index \"idx_t_b\"\nlanding\n");
}

TEST_F(ProgressTest, SaysThatItReadsAgain) {
  write("t.csv", numbered_rows(200'000) + "late text,x\n");
  const RunResult result =
      run_binary({"-q", "--progress", "always", "t.csv", "t.db"});
  EXPECT_EQ(result.err,
            "reading for table \"t\"\nreading again for table \"t\"\n"
            "landing\n");
}

TEST_F(ProgressTest, KnowsNoPartOfWhatHasNoEnd) {
  const std::string input = numbered_rows(1'000'000);
  for (const bool has_limit : {false, true}) {
    const Arguments limit =
        has_limit ? Arguments{"--limit", "900000"} : Arguments{};
    write("t.csv", input);
    const Shown shown =
        on_terminal(Arguments{"--path", "conventional"} + limit +
                        Arguments{has_limit ? "t.csv" : "-", "t.db"},
                    has_limit ? "" : input);
    EXPECT_EQ(shown.result.exit_code, 0);
    const Rows lines = drawn_on(shown.text);
    EXPECT_TRUE(has_match(lines, "reading for table \"[a-z]+\": " + kCounts))
        << shown.text;
    EXPECT_EQ(shown.text.find('%'), std::string::npos) << shown.text;
    EXPECT_EQ(shown.text.find("left"), std::string::npos) << shown.text;
    remove("t.db");
  }
}

TEST_F(ProgressTest, FitsIntoTheTerminal) {
  write("t.csv", numbered_rows(2'000));
  const Shown shown = on_terminal(
      {"-q", "--progress", "always", "t.csv", "t.db"}, "", "xterm", 20);
  EXPECT_EQ(drawn_on(shown.text).front(), "reading for table \"");
}

TEST_F(ProgressTest, MakesPlaceForMessages) {
  write("t.csv", numbered_rows(2'000));
  ASSERT_EQ(run({"-q", "--index", "b", "t.csv", "t.db"}).exit_code, 0);
  const Shown shown = on_terminal({"-v", "t.csv", "t.db"});
  EXPECT_EQ(shown.result.exit_code, 0);
  EXPECT_NE(shown.text.find(std::string(kClearLine) + "table \"t\": its "),
            std::string::npos)
      << shown.text;
}

TEST_F(ProgressTest, PrintsPlainLinesWhereThereIsNoTerminal) {
  write("t.csv", numbered_rows(2'000));
  const Arguments flags = {"-q", "--progress", "always", "t.csv", "t.db"};
  const RunResult result = run_binary(flags);
  EXPECT_EQ(result.err, "reading for table \"t\"\nlanding\n");
  remove("t.db");
  // Nor one that can go back in a line.
  EXPECT_EQ(on_terminal(flags, "", "dumb").text,
            "reading for table \"t\"\r\nlanding\r\n");
  remove("t.db");
  EXPECT_EQ(on_terminal({"-q", "t.csv", "t.db"}, "", "dumb").text, "");
}

TEST_F(ProgressTest, IsShownOnATerminalOnlyUnlessTold) {
  write("t.csv", numbered_rows(300'000));
  for (const Arguments& flags :
       {Arguments{"--progress", "never"}, Arguments{"-q"}}) {
    EXPECT_EQ(drawn_on(on_terminal(flags + Arguments{"t.csv", "t.db"}).text),
              Rows{});
    remove("t.db");
  }
  const RunResult piped = run_binary({"t.csv", "t.db"});
  EXPECT_EQ(piped.err.find("reading"), std::string::npos);
}

TEST_F(ProgressTest, IsGoneBeforeAnError) {
  write("t.csv", numbered_rows(1'000) + "x\n");
  const Shown shown = on_terminal({"t.csv", "t.db"});
  EXPECT_EQ(shown.result.exit_code, 1);
  const std::string last = drawn_on(shown.text).back();
  EXPECT_NE(last.find("t.csv:1002: expected 2 fields, got 1"),
            std::string::npos)
      << shown.text;
  EXPECT_EQ(last.find("reading"), std::string::npos) << shown.text;
}

}  // namespace
}  // namespace csvimport
