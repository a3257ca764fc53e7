#include "schema/column_type.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <initializer_list>
#include <vector>

namespace csvimport {
namespace {

constexpr std::array kKinds = {NumberKind::kNone, NumberKind::kInteger,
                               NumberKind::kInexactInteger, NumberKind::kReal,
                               NumberKind::kBareExponent};

// Every set of kinds.
std::vector<Evidence> all_evidence() {
  std::vector<Evidence> all;
  for (unsigned set = 0; set < 1U << kKinds.size(); ++set) {
    Evidence evidence;
    for (std::size_t i = 0; i < kKinds.size(); ++i) {
      if ((set >> i & 1U) != 0) evidence.add(kKinds[i]);
    }
    all.push_back(evidence);
  }
  return all;
}

Evidence merged(Evidence left, Evidence right) {
  left.merge(right);
  return left;
}

bool equal(Evidence left, Evidence right) {
  return left.within(right) && right.within(left);
}

ColumnType type_of(std::initializer_list<NumberKind> kinds) {
  Evidence evidence;
  for (const NumberKind kind : kinds) evidence.add(kind);
  return evidence.type();
}

TEST(ColumnTypeTest, IsTextWithoutAValue) {
  EXPECT_EQ(type_of({}), ColumnType::kText);
}

TEST(ColumnTypeTest, IsIntegerWhereAllAreIntegers) {
  EXPECT_EQ(type_of({NumberKind::kInteger}), ColumnType::kInteger);
  EXPECT_EQ(type_of({NumberKind::kInexactInteger}), ColumnType::kInteger);
  EXPECT_EQ(type_of({NumberKind::kInteger, NumberKind::kInexactInteger}),
            ColumnType::kInteger);
}

TEST(ColumnTypeTest, IsRealWhereADoubleKeepsAll) {
  EXPECT_EQ(type_of({NumberKind::kReal}), ColumnType::kReal);
  EXPECT_EQ(type_of({NumberKind::kReal, NumberKind::kInteger}),
            ColumnType::kReal);
  EXPECT_EQ(type_of({NumberKind::kReal, NumberKind::kInexactInteger}),
            ColumnType::kText);
}

TEST(ColumnTypeTest, IsTextWhereAnythingElseIsSeen) {
  EXPECT_EQ(type_of({NumberKind::kNone}), ColumnType::kText);
  EXPECT_EQ(type_of({NumberKind::kInteger, NumberKind::kNone}),
            ColumnType::kText);
  EXPECT_EQ(type_of({NumberKind::kBareExponent}), ColumnType::kText);
  EXPECT_EQ(type_of({NumberKind::kReal, NumberKind::kBareExponent}),
            ColumnType::kText);
}

TEST(EvidenceTest, KnowsWhatWasAdded) {
  Evidence evidence;
  EXPECT_TRUE(evidence.empty());
  evidence.add(NumberKind::kReal);
  EXPECT_FALSE(evidence.empty());
  EXPECT_TRUE(evidence.has(NumberKind::kReal));
  EXPECT_FALSE(evidence.has(NumberKind::kNone));
}

TEST(EvidenceTest, MergesInAnyOrder) {
  for (const Evidence a : all_evidence()) {
    EXPECT_TRUE(equal(merged(a, a), a));
    for (const Evidence b : all_evidence()) {
      EXPECT_TRUE(equal(merged(a, b), merged(b, a)));
      for (const Evidence c : all_evidence()) {
        EXPECT_TRUE(equal(merged(merged(a, b), c), merged(a, merged(b, c))));
      }
    }
  }
}

TEST(EvidenceTest, OnlyEverMovesTheTypeTowardsText) {
  for (const Evidence some : all_evidence()) {
    if (some.empty()) continue;
    for (const Evidence more : all_evidence()) {
      EXPECT_LE(some.type(), merged(some, more).type());
    }
  }
}

// Otherwise a column could be given a type that refuses its own values.
TEST(EvidenceTest, IsAcceptedByTheTypeItLeadsTo) {
  for (const Evidence evidence : all_evidence()) {
    EXPECT_TRUE(evidence.within(accepted_by(evidence.type(), false)));
  }
}

TEST(AcceptedByTest, TakesABareExponentInADeclaredRealOnly) {
  EXPECT_TRUE(
      accepted_by(ColumnType::kReal, true).has(NumberKind::kBareExponent));
  EXPECT_FALSE(
      accepted_by(ColumnType::kReal, false).has(NumberKind::kBareExponent));
  EXPECT_FALSE(
      accepted_by(ColumnType::kReal, true).has(NumberKind::kInexactInteger));
  EXPECT_FALSE(accepted_by(ColumnType::kInteger, true).has(NumberKind::kReal));
}

TEST(NameOfTest, IsWhatSqlCallsTheType) {
  EXPECT_EQ(name_of(ColumnType::kInteger), "INTEGER");
  EXPECT_EQ(name_of(ColumnType::kReal), "REAL");
  EXPECT_EQ(name_of(ColumnType::kText), "TEXT");
}

}  // namespace
}  // namespace csvimport
