#include "report/run_line.hpp"

#include <gtest/gtest.h>

namespace csvimport {
namespace {

TEST(RunLineTest, SaysAllOfARun) {
  LoggedRun facts;
  facts.status = 3;
  facts.end = RunEnd::kDone;
  facts.inputs = {"a.csv", "b.csv"};
  facts.target = "t.db";
  facts.tables = {"t"};
  facts.rows = 1234567;
  facts.updated = 1;
  facts.ignored = 2;
  facts.left_out = 3;
  facts.rejected = 4;
  facts.known = 5;
  facts.idle = 6;
  facts.seconds = 12.3456;
  EXPECT_EQ(
      run_line(facts),
      "status=3 what=done inputs=a.csv,b.csv target=t.db tables=t "
      "rows=1234567 updated=1 ignored=2 left_out=3 rejected=4 known=5 idle=6 "
      "seconds=12.346");
}

TEST(RunLineTest, QuotesWhatWouldBeTakenForMore) {
  LoggedRun facts;
  facts.inputs = {"a b", "c,d", "e\"f", "g\\h", "i\nj", "\xC3\xA4=k"};
  facts.target = "/x y/t.db";
  EXPECT_EQ(
      run_line(facts),
      "status=0 what=failed inputs=\"a b\",\"c,d\",\"e\\\"f\",\"g\\\\h\","
      "\"i\\x0Aj\",\xC3\xA4=k target=\"/x y/t.db\" tables=\"\" rows=0 "
      "updated=0 ignored=0 left_out=0 rejected=0 known=0 idle=0 seconds=0.000");
}

TEST(RunLineTest, HasAWordForEachEnd) {
  LoggedRun facts;
  for (const auto& [end, word] :
       {std::pair(RunEnd::kDone, "done"), std::pair(RunEnd::kTried, "tried"),
        std::pair(RunEnd::kCompared, "compared"),
        std::pair(RunEnd::kFailed, "failed"),
        std::pair(RunEnd::kInterrupted, "interrupted")}) {
    facts.end = end;
    EXPECT_TRUE(run_line(facts).starts_with(std::string("status=0 what=") +
                                            word + " inputs="))
        << word;
  }
}

}  // namespace
}  // namespace csvimport
