// Random tables, written as CSV and imported, come back as bound INSERTs would
// have stored them. CSVIMPORT_PROPERTY_RUNS sets how many.

#include "cli_fixture.hpp"
#include "oracle.hpp"
#include "random_table.hpp"

#include <cstdlib>

namespace csvimport {
namespace {

constexpr int kRuns = 400;  // about ten seconds

int runs() {
  const char* const runs = std::getenv("CSVIMPORT_PROPERTY_RUNS");
  return runs == nullptr ? kRuns : std::atoi(runs);
}

Arguments random_way(Random& random) {
  Arguments way = random.one_of(every_way());
  if (random.once_in(2)) {
    way = way + Arguments{"--batch-size", random.one_of<std::string>(
                                              {"1", "17", "1000", "64KiB"})};
  }
  if (random.once_in(3)) {
    way = way + Arguments{"--queue-depth",
                          random.one_of<std::string>({"1", "2", "50"})};
  }
  return way;
}

std::size_t random_row_count(Random& random) {
  if (random.once_in(30)) return 0;
  return random.below(random.once_in(10) ? 3000 : 200);
}

Arguments flags_of(const Dress& dress) {
  Arguments flags{"--delimiter", dress.delimiter, "--quotechar", {dress.quote}};
  if (dress.escape) {
    flags = flags + Arguments{"--escape", {*dress.escape}, "--null", "\\N"};
  }
  if (dress.is_padded) flags.emplace_back("--trim");
  if (dress.comment) flags = flags + Arguments{"--comment", {*dress.comment}};
  return flags;
}

class PropertyTest : public CliTest {
 protected:
  void import(const Arguments& flags, const std::string& csv, bool piped) {
    const Arguments arguments =
        flags + Arguments{"-q", "--no-sync", "--table", "t"};
    if (!piped) write("t.csv", csv);
    const RunResult result =
        piped ? run_piped(arguments + Arguments{"-", "t.db"}, csv)
              : run(arguments + Arguments{"t.csv", "t.db"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    ASSERT_EQ(integrity("t.db"), "ok");
  }
};

TEST_F(PropertyTest, RandomTablesComeBackAsTheyWere) {
  for (int seed = 1; seed <= runs(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(static_cast<std::uint64_t>(seed));
    const Dress dress = random_dress(random);
    const RandomTable table =
        random_table(random, random_row_count(random), dress);
    fill_database(path("oracle.db"), table, types_of(table));
    const Arguments flags = random_way(random) + flags_of(dress);
    import(flags, to_csv(table, dress, random), random.once_in(2));
    ASSERT_FALSE(HasFatalFailure());
    ASSERT_EQ(difference(path("oracle.db"), path("t.db")), "");
    remove("oracle.db");
    remove("t.db");
  }
}

// Long enough for pages of pages of leaves.
TEST_F(PropertyTest, ALongTableIsTheSameInEveryWay) {
  Random random(42);
  RandomTable table;
  table.columns = 3;
  std::string csv = "c1,c2,c3\n";
  for (int i = 0; i < 150'000; ++i) {
    const std::string number = std::to_string(random.below(1'000'000'000));
    const std::string text(random.below(80), 'x');
    table.rows.push_back({number, number + ".25", text});
    csv += number + "," + number + ".25,\"" + text + "\"\n";
  }
  fill_database(path("oracle.db"), table, {"INTEGER", "REAL", "TEXT"});
  for (const Arguments& way : every_way()) {
    import(way, csv, false);
    ASSERT_FALSE(HasFatalFailure());
    ASSERT_EQ(difference(path("oracle.db"), path("t.db")), "");
    remove("t.db");
  }
}

}  // namespace
}  // namespace csvimport
