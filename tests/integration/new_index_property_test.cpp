// Random rows go into new tables with random keys and indexes: written from
// sorted entries these are what they are when SQLite makes them.

#include "cli_fixture.hpp"
#include "random_values.hpp"

#include <nlohmann/json.hpp>

namespace csvimport {
namespace {

constexpr int kNewIndexRuns = 150;  // about four seconds

std::string random_columns(Random& random) {
  std::vector<std::string> names = value_columns();
  names.emplace_back("n");
  std::string list;
  for (std::size_t left = 1 + random.below(3); left > 0; --left) {
    const std::size_t place = random.below(names.size());
    list += (list.empty() ? "" : ",") + names[place];
    names.erase(names.begin() + static_cast<std::ptrdiff_t>(place));
  }
  return list;
}

class NewIndexPropertyTest : public CliTest {
 protected:
  void write_file(Random& random) {
    std::string csv = "a,b,c d,e,n\n";
    std::vector<RandomValues> values;
    for (std::size_t i = 0; i < value_columns().size(); ++i) {
      values.emplace_back(random);
    }
    const std::size_t rows = random.below(random.once_in(4) ? 5'000 : 300);
    // The numbers ascend, are in any order, or come twice here and there.
    const std::size_t kind_of_numbers = random.below(3);
    const auto next_number = [&](std::size_t i) {
      return kind_of_numbers == 0   ? i
             : kind_of_numbers == 1 ? i * 7919 % 5003
                                    : random.below(20 * rows);
    };
    for (std::size_t i = 0; i < rows; ++i) {
      for (RandomValues& column : values) csv += column.next() + ',';
      csv += std::to_string(next_number(i)) + '\n';
    }
    write("t.csv", csv);
  }

  // What an import into a new database says and leaves.
  std::string outcome(const Arguments& arguments) {
    const RunResult result =
        run(arguments +
            Arguments{"-q", "--no-sync", "--summary", "json", "t.csv", "t.db"});
    std::string text = std::to_string(result.exit_code) + '\n' + result.err;
    if (!exists("t.db")) return text;
    if (result.out.find("\"indexes\":[{") != std::string::npos) ++sorted_;
    EXPECT_EQ(integrity("t.db"), "ok");
    const auto summary = nlohmann::json::parse(result.out);
    text += summary.at("tables")[0].at("rows").dump();
    for (const char* const sql :
         {"SELECT * FROM t ORDER BY rowid",
          "SELECT type, name, sql FROM sqlite_schema ORDER BY 2"}) {
      for (const std::string& row : query("t.db", sql)) text += '\n' + row;
    }
    remove("t.db");
    return text;
  }

  int sorted_ = 0;  // imports that wrote indexes from sorted entries
};

TEST_F(NewIndexPropertyTest, SortedOrMadeBySQLiteTheyAreTheSame) {
  for (int seed = 1; seed <= runs_of_property(kNewIndexRuns); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(static_cast<std::uint64_t>(seed));
    write_file(random);
    Arguments flags;
    if (random.once_in(2)) flags = {"--pk", random_columns(random)};
    if (random.once_in(3)) flags = {"--pk", "n"};
    for (std::size_t left = random.below(4); left > 0; --left) {
      flags = flags + Arguments{"--index", random_columns(random)};
    }
    for (std::size_t left = random.below(6); left > 3; --left) {
      flags = flags + Arguments{"--unique", random_columns(random)};
    }
    if (random.once_in(2)) flags = flags + Arguments{"--on-error", "skip"};
    if (random.once_in(4)) flags = flags + Arguments{"--all-text"};
    if (random.once_in(4)) flags = flags + Arguments{"--strict"};
    if (random.once_in(6)) {
      flags = flags + random.one_of<Arguments>({{"--on-conflict", "ignore"},
                                                {"--on-conflict", "replace"},
                                                {"--analyze"}});
    }
    const Arguments way =
        random.one_of<Arguments>({{},
                                  {"--sequential"},
                                  {"--workers", "5", "--batch-size", "200"},
                                  {"--batch-size", "999", "--memory", "64KiB"},
                                  {"--batch-size", "999", "--memory", "100K"}});
    const std::string expected =
        outcome(flags + Arguments{"--path", "conventional"});
    const std::string found = outcome(flags + way);
    ASSERT_FALSE(HasFailure()) << testing::PrintToString(flags + way);
    ASSERT_EQ(found, expected) << testing::PrintToString(flags + way);
    EXPECT_EQ(files(), (Rows{"t.csv"}));
  }
  EXPECT_GT(sorted_, runs_of_property(kNewIndexRuns) / 3);
}

}  // namespace
}  // namespace csvimport
