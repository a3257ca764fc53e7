#include "sniff/field_looks.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace csvimport {
namespace {

TEST(FieldLooksTest, TakesNumbersDatesAndNamesForWhole) {
  for (const std::string_view field :
       {"1", "2,50", "1,234,567", "-1,5", "1,5 %", "2024-05-01", "10:30", "Ann",
        "O'Neil", "5\" x 3\"", "http://a.b/c?d=e&f", "R&D"}) {
    EXPECT_EQ(looks_whole(field), 1) << field;
  }
}

TEST(FieldLooksTest, TakesSentencesForLessThanNames) {
  EXPECT_LT(looks_whole("Rome, IT"), looks_whole("Rome"));
  EXPECT_GT(looks_whole("Rome, IT"), looks_whole("Rome,IT"));
}

TEST(FieldLooksTest, TellsPartsOfSeveralFields) {
  for (const std::string_view field :
       {"1;2", "a|b", "a,b", "1,2,3", "50;x", "\"DOE", " x", "a\tb", "1,x"}) {
    EXPECT_LE(looks_whole(field), 0.5) << field;
  }
}

}  // namespace
}  // namespace csvimport
