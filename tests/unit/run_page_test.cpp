#include "report/run_page.hpp"

#include "base/utf8.hpp"
#include "report/page_time.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <string>

namespace csvimport {
namespace {

bool has(const std::string& page, const std::string& text) {
  return page.find(text) != std::string::npos;
}

RunFacts done() {
  RunFacts facts;
  facts.job.inputs = {"t.csv"};
  facts.job.target = "t.db";
  facts.command = "csvimport t.csv t.db";
  facts.started = "2026-11-30T03:00:00.123Z";
  facts.ended = "2026-11-30T03:00:02.123Z";
  facts.seconds = 2;
  facts.inputs = {{"t.csv", 2048, "2026-11-29T23:59:58.000Z"}};
  ImportSummary& summary = facts.summary.emplace();
  summary.seconds = 2;
  TableSummary& table = summary.tables.emplace_back();
  table.schema = {"t", {{"a", ColumnType::kInteger, false, false}}};
  table.records = 1'234'567;
  table.rows = 1'234'567;
  facts.steps = {{"opening", 0, 0.1}, {"reading", 0.1, 2}};
  return facts;
}

RunFacts failed(const std::string& message) {
  RunFacts facts = done();
  facts.summary.reset();
  facts.status = 1;
  facts.messages.messages = {{RunMessage::Level::kError, message}};
  return facts;
}

TEST(RunPageTest, SaysFirstThatItIsDone) {
  const std::string page = run_page(done());
  EXPECT_TRUE(page.starts_with("<!DOCTYPE html>\n<html lang=en>\n"));
  EXPECT_TRUE(has(page, "<p class=verdict>Done</p>"));
  EXPECT_TRUE(has(page, "<h1><bdi>1,234,567 rows into table “t”</bdi></h1>"));
  EXPECT_TRUE(has(page, "exit status 0"));
  EXPECT_TRUE(has(page, "2.0 KiB"));
  EXPECT_TRUE(has(page, "2026-11-29 23:59:58"));
}

TEST(RunPageTest, SaysWhatFailedAndTheWayOut) {
  const std::string page = run_page(failed(
      "t.db: table \"a; b\" exists; use --if-exists append; or drop it"));
  EXPECT_TRUE(has(page, "<p class=verdict>Failed</p>"));
  EXPECT_TRUE(has(page, "Nothing was imported"));
  EXPECT_TRUE(has(page,
                  "table &quot;a; b&quot; exists; use --if-exists append; or "
                  "drop it</p>"));
  EXPECT_TRUE(has(page, "The database is as it was before."));
}

TEST(RunPageTest, TellsInterruptionsAndRejectsApart) {
  RunFacts facts = failed("interrupted; nothing was imported");
  facts.status = 128 + 15;
  EXPECT_TRUE(has(run_page(facts), "<p class=verdict>Interrupted</p>"));
  facts = done();
  facts.status = 3;
  facts.summary->tables[0].rejected = 1;
  EXPECT_TRUE(
      has(run_page(facts), "<p class=verdict>Done, but for rejects</p>"));
  facts.job.dry_run = true;
  EXPECT_TRUE(has(run_page(facts), "1,234,567 rows would come into table"));
}

TEST(RunPageTest, ListsWarningsOnce) {
  RunFacts facts = done();
  facts.messages.messages = {{RunMessage::Level::kWarning, "look here"},
                             {RunMessage::Level::kWarning, "look here"},
                             {RunMessage::Level::kInfo, "not this"}};
  facts.messages.more = 7;
  const std::string page = run_page(facts);
  EXPECT_TRUE(has(page, "<li>look here</li>\n</ul>"));
  EXPECT_FALSE(has(page, "not this"));
  EXPECT_TRUE(has(page, "and 7 more messages"));
}

TEST(RunPageTest, TakesNothingFromElsewhereAndRunsNothing) {
  const std::string page = run_page(done());
  EXPECT_TRUE(has(page,
                  "content=\"default-src 'none'; style-src "
                  "'unsafe-inline';"));
  EXPECT_FALSE(std::regex_search(
      page, std::regex("<script|<link|<img|<iframe|src=|href=|url\\(|@import|"
                       "https?:|[\\s\"']on[a-z]+=")));
}

// All that others name or write.
RunFacts named(const std::string& name) {
  RunFacts facts = done();
  facts.job.inputs = {name};
  facts.job.target = name;
  facts.job.errors.rejects_path = name;
  facts.command = name;
  facts.host = name;
  facts.inputs = {{name, 1, {}}};
  facts.choices = {{name, name}};
  facts.messages.messages = {{RunMessage::Level::kWarning, name},
                             {RunMessage::Level::kError, name}};
  facts.rejects = {{name, {{name, name, 1, {name}}}},
                   {name, {{name, name, 9, {name}}}}};
  facts.steps = {{name, 0, 1}, {"reading", 1, 2}};
  facts.ledger = {{name, 1, name, name, name, 1, 1, name, name}};
  TableSummary& table = facts.summary->tables[0];
  table.schema.table = name;
  table.schema.columns[0].name = name;
  table.inputs = {name};
  TableProfile profile;
  profile.rows = 10;
  ColumnProfile& column = profile.columns.emplace_back();
  column.texts = 5;
  column.integers = 5;
  column.distinct = 3;
  column.frequent = {{ShownValue(name), 4}};
  column.min_text = column.max_text = ShownValue(name);
  column.mean_length = 1;
  constexpr int kSampled = 40;
  std::vector<SampledValue> sample;
  sample.reserve(kSampled);
  for (int i = 0; i < kSampled; ++i) {
    sample.push_back({SampledValue::Kind::kNumber, static_cast<double>(i)});
  }
  column.histogram = histogram_of(sample);
  column.is_exact = false;
  table.profile = std::make_shared<TableProfile>(profile);
  facts.summary->known = {{name, facts.ledger[0]}};
  return facts;
}

std::size_t count_of(const std::string& page, const std::string& text) {
  std::size_t count = 0;
  for (std::size_t at = page.find(text); at != std::string::npos;
       at = page.find(text, at + 1)) {
    ++count;
  }
  return count;
}

TEST(RunPageTest, EscapesWhateverOthersName) {
  const std::string plain = run_page(named("plain"));
  ASSERT_GT(count_of(plain, "plain"), 25U);
  const std::size_t tags = count_of(plain, "<");
  for (const std::string name :
       {"<script>alert(1)</script>", "\"><b onclick='x'>", "</style></title>",
        "a&lt;b", "\x1B[31m\nx", "\xFF\xC0\xBC", "' onload=x \""}) {
    const std::string page = run_page(named(name));
    EXPECT_TRUE(is_valid_utf8(page)) << name;
    EXPECT_EQ(page.find(name), std::string::npos) << name;
    // The same tags, and those around what is written out.
    const std::size_t codes = count_of(page, "<span class=code>");
    EXPECT_EQ(count_of(page, "<") - 2 * codes, tags) << name;
    EXPECT_EQ(page.find('\x1B'), std::string::npos);
  }
}

TEST(HeldUpTest, NamesTheStepThatTookMost) {
  RunFacts facts = done();
  facts.steps = {{"reading", 0, 0.5}, {"index \"i\"", 0.5, 2}};
  EXPECT_EQ(held_up_text(facts),
            "Most of the time, 1.500 s of 2.000 s, went into this step: index "
            "\"i\".");
  facts.seconds = 0.01;
  EXPECT_EQ(held_up_text(facts), "It was over in a moment.");
}

TEST(HeldUpTest, NamesTheStageThatOthersWaitFor) {
  RunFacts facts = done();
  facts.stages = {
      0.5, {1, {{0.1, 0.4}}}, {1000, {{0.48, 0.02}}}, {1, {{0.1, 0.4}}}};
  EXPECT_TRUE(held_up_text(facts).starts_with(
      "The workers held it up, busy 96% of the time: there were as many"));
  facts.stages.reader.slots = {{0.5, 0}};
  EXPECT_TRUE(held_up_text(facts).starts_with("The reader held it up"));
  facts.stages.reader.slots = {{0.1, 0.4}};
  facts.stages.workers.slots = {{0.1, 0.4}};
  EXPECT_TRUE(held_up_text(facts).starts_with("No stage held up the others"));
  facts.job.pipeline.sequential = true;
  EXPECT_TRUE(held_up_text(facts).starts_with("One thread did it all"));
}

}  // namespace
}  // namespace csvimport
