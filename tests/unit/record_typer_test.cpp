#include "schema/record_typer.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

using Values = std::vector<std::string>;

// Notes the values as SQL would write them.
struct RecordingSink {
  void add_null() { values.emplace_back("NULL"); }
  void add_integer(std::int64_t value) {
    values.push_back(std::to_string(value));
  }
  void add_real(double value) { values.push_back(std::to_string(value)); }
  void add_text(std::string_view text) {
    values.push_back('\'' + std::string(text) + '\'');
  }

  Values values;
};

// The fields of a record; those that start with a quote are quoted.
class Fields {
 public:
  explicit Fields(Values texts) : texts_(std::move(texts)) {
    for (std::string& text : texts_) {
      const bool quoted = text.starts_with('"');
      char* const begin = text.data() + (quoted ? 1 : 0);
      char* const end = text.data() + text.size() - (quoted ? 1 : 0);
      fields_.push_back({begin, end, quoted});
    }
  }
  [[nodiscard]] const std::vector<Field>& get() const { return fields_; }

 private:
  Values texts_;
  std::vector<Field> fields_;
};

struct Typed {
  Values values;
  RecordTyper::UnfitColumn unfit;
  std::vector<Evidence> evidence;
};

Typed type(const std::vector<Column>& columns, const Values& texts,
           const Values& nulls = {}) {
  Typed typed;
  typed.evidence.resize(columns.size());
  RecordingSink sink;
  const Fields fields(texts);
  typed.unfit =
      RecordTyper(columns, nulls, {}).type(fields.get(), typed.evidence, sink);
  typed.values = sink.values;
  return typed;
}

Typed inspect(const std::vector<Column>& columns, const Values& texts,
              const Values& nulls = {}) {
  Typed typed;
  typed.evidence.resize(columns.size());
  const Fields fields(texts);
  typed.unfit =
      RecordTyper(columns, nulls, {}).inspect(fields.get(), typed.evidence);
  return typed;
}

const Column kInteger{"i", ColumnType::kInteger, false, false};
const Column kReal{"r", ColumnType::kReal, false, false};
const Column kText{"t", ColumnType::kText, false, false};
const Column kOpen{"o", ColumnType::kText, false, true};
const Column kDeclaredInteger{"di", ColumnType::kInteger, true, false};
const Column kDeclaredReal{"dr", ColumnType::kReal, true, false};

TEST(RecordTyperTest, GivesEachFieldTheValueOfItsColumnsType) {
  const Typed typed = type({kInteger, kReal, kText}, {"-7", "2.5", "007"});
  EXPECT_EQ(typed.values, (Values{"-7", "2.500000", "'007'"}));
  EXPECT_EQ(typed.unfit, std::nullopt);
}

TEST(RecordTyperTest, TakesQuotedNumbersForNumbers) {
  EXPECT_EQ(type({kInteger, kReal, kText}, {"\"7\"", "\"3\"", "\"x\""}).values,
            (Values{"7", "3.000000", "'x'"}));
}

TEST(RecordTyperTest, TakesAnEmptyFieldForNull) {
  EXPECT_EQ(type({kInteger, kReal, kText}, {"", "", ""}).values,
            (Values{"NULL", "NULL", "NULL"}));
}

TEST(RecordTyperTest, TakesAQuotedEmptyFieldForATextWhereThereAreTexts) {
  const Typed typed = type({kInteger, kReal, kText}, {"\"\"", "\"\"", "\"\""});
  EXPECT_EQ(typed.values, (Values{"NULL", "NULL", "''"}));
  EXPECT_TRUE(typed.evidence[0].empty());
  EXPECT_TRUE(typed.evidence[2].empty());
}

TEST(RecordTyperTest, TakesFurtherSpellingsOfNullWhereUnquoted) {
  const Values nulls = {"NA", "-"};
  EXPECT_EQ(type({kInteger, kText, kText}, {"NA", "-", "\"NA\""}, nulls).values,
            (Values{"NULL", "NULL", "'NA'"}));
  EXPECT_EQ(type({kText}, {"na"}, nulls).values, (Values{"'na'"}));
  EXPECT_EQ(type({kInteger}, {"\"NA\""}, nulls).unfit, 0U);
}

TEST(RecordTyperTest, StopsAtTheFirstUnfitColumn) {
  const Typed typed = type({kText, kInteger, kReal}, {"a", "1.5", "x"});
  EXPECT_EQ(typed.unfit, 1U);
  EXPECT_EQ(typed.values, (Values{"'a'"}));
  EXPECT_EQ(type({kReal}, {"9007199254740993"}).unfit, 0U);
}

TEST(RecordTyperTest, TakesABareExponentInADeclaredRealOnly) {
  EXPECT_EQ(type({kReal}, {"12E4"}).unfit, 0U);
  EXPECT_EQ(type({kDeclaredReal}, {"12E4"}).values, (Values{"120000.000000"}));
}

TEST(RecordTyperTest, NotesWhatTheValuesAre) {
  const Typed typed = type({kInteger, kInteger, kReal, kOpen, kText},
                           {"1", "9007199254740993", "2.5", "x", "y"});
  EXPECT_TRUE(typed.evidence[0].has(NumberKind::kInteger));
  EXPECT_TRUE(typed.evidence[1].has(NumberKind::kInexactInteger));
  EXPECT_TRUE(typed.evidence[2].has(NumberKind::kReal));
  EXPECT_TRUE(typed.evidence[3].has(NumberKind::kNone));
  EXPECT_TRUE(typed.evidence[4].empty()) << "no value makes it another type";
}

TEST(RecordTyperTest, NotesMoreThanOneKind) {
  RecordTyper typer({kReal}, {}, {});
  std::vector<Evidence> evidence(1);
  RecordingSink sink;
  for (const char* const text : {"1", "2.5", ""}) {
    EXPECT_EQ(typer.type(Fields({text}).get(), evidence, sink), std::nullopt);
  }
  EXPECT_TRUE(evidence[0].has(NumberKind::kInteger));
  EXPECT_TRUE(evidence[0].has(NumberKind::kReal));
  EXPECT_FALSE(evidence[0].has(NumberKind::kNone));
}

TEST(RecordTyperTest, FindsNoUnfitColumnOfAnInferredTypeWhenInspecting) {
  const Typed typed =
      inspect({kInteger, kReal, kOpen, kText}, {"1.5", "x", "\"7\"", "8"});
  EXPECT_EQ(typed.unfit, std::nullopt);
  EXPECT_TRUE(typed.evidence[0].has(NumberKind::kReal));
  EXPECT_TRUE(typed.evidence[1].has(NumberKind::kNone));
  EXPECT_TRUE(typed.evidence[2].has(NumberKind::kInteger));
  EXPECT_TRUE(typed.evidence[3].empty());
}

TEST(RecordTyperTest, InspectsNoNulls) {
  const Typed typed =
      inspect({kInteger, kReal, kOpen}, {"", "NA", "\"\""}, {"NA"});
  EXPECT_EQ(typed.unfit, std::nullopt);
  for (const Evidence evidence : typed.evidence) EXPECT_TRUE(evidence.empty());
}

TEST(RecordTyperTest, FindsAnUnfitColumnOfADeclaredTypeWhenInspecting) {
  EXPECT_EQ(inspect({kInteger, kDeclaredInteger}, {"x", "1.5"}).unfit, 1U);
  EXPECT_EQ(inspect({kDeclaredInteger}, {"\"\""}).unfit, std::nullopt);
  EXPECT_EQ(inspect({kDeclaredReal}, {"12E4"}).unfit, std::nullopt);
  EXPECT_EQ(inspect({kDeclaredReal}, {"x"}).unfit, 0U);
}

TEST(RecordTyperTest, KnowsWhetherItTakesAllValues) {
  EXPECT_TRUE(RecordTyper({kInteger, kOpen}, {}, {}).takes_all_values());
  EXPECT_FALSE(
      RecordTyper({kInteger, kDeclaredInteger}, {}, {}).takes_all_values());
  const Column text = {"c", ColumnType::kText, true, false};
  EXPECT_TRUE(RecordTyper({text}, {}, {}).takes_all_values());
}

// A column of a table that exists.
Column existing(Affinity affinity, bool coerces = false) {
  Column column{"e"};
  column.existing =
      ExistingColumn{affinity, "", std::nullopt, TypeRule::kAny, coerces};
  return column;
}

// Takes texts of digits for integers, with or without zeros or a plus in front.
StoredValue judge(std::string_view text, Affinity /*affinity*/) {
  if (text.empty() || text.find_first_not_of("+0123456789") != text.npos) {
    return {};
  }
  return {StoredValue::Kind::kInteger, std::stoll(std::string(text)), 0};
}

TEST(RecordTyperTest, TakesNoValueThatLosesDigitsWhereATableExists) {
  RecordTyper typer({existing(Affinity::kInteger), existing(Affinity::kText),
                     existing(Affinity::kInteger, true)},
                    {}, judge);
  std::vector<Evidence> evidence(3);
  RecordingSink sink;
  EXPECT_EQ(typer.type(Fields({"7", "007", "007"}).get(), evidence, sink),
            std::nullopt);
  EXPECT_EQ(sink.values, (Values{"7", "'007'", "7"}));
  const Fields lossy({"007", "", ""});
  EXPECT_EQ(typer.type(lossy.get(), evidence, sink), 0U);
  EXPECT_EQ(typer.inspect(lossy.get(), evidence), 0U);
  EXPECT_EQ(typer.lossy_number("007", 0).value().integer, 7);
  EXPECT_FALSE(typer.lossy_number("7", 0));
  EXPECT_FALSE(typer.lossy_number("007", 1));
  EXPECT_FALSE(typer.lossy_number("007", 2));
  EXPECT_FALSE(typer.takes_all_values());
  EXPECT_TRUE(
      RecordTyper({existing(Affinity::kText), existing(Affinity::kReal, true)},
                  {}, judge)
          .takes_all_values());
}

TEST(RecordTyperTest, NotesTextsAmongTheNumbersOfATableThatExists) {
  RecordTyper typer({existing(Affinity::kInteger), existing(Affinity::kText),
                     existing(Affinity::kReal)},
                    {}, judge);
  std::vector<Evidence> evidence(3);
  RecordingSink sink;
  const Fields texts({"n/a", "x", "0,85"});
  const std::vector<std::size_t> columns = {0, 2};
  EXPECT_EQ(typer.type(texts.get(), evidence, sink), std::nullopt);
  EXPECT_EQ(typer.texts(), columns);
  EXPECT_EQ(typer.type(Fields({"1", "x", ""}).get(), evidence, sink),
            std::nullopt);
  EXPECT_TRUE(typer.texts().empty());
  EXPECT_EQ(typer.inspect(texts.get(), evidence), std::nullopt);
  EXPECT_EQ(typer.texts(), columns);
}

}  // namespace
}  // namespace csvimport
