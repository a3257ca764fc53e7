#include "schema/boolean_words.hpp"

#include <gtest/gtest.h>

namespace csvimport {
namespace {

TEST(BooleanWordsTest, AreTheUsualOnesInAnyCase) {
  for (const char* const text : {"true", "TRUE", "Yes", "t", "Y", "1"}) {
    EXPECT_EQ(read_boolean(text, {}), true) << text;
  }
  for (const char* const text : {"false", "False", "NO", "f", "n", "0"}) {
    EXPECT_EQ(read_boolean(text, {}), false) << text;
  }
  for (const char* const text : {"", "2", "on", "tru", "yes ", "01"}) {
    EXPECT_EQ(read_boolean(text, {}), std::nullopt) << text;
  }
}

TEST(BooleanWordsTest, AreThoseOfTheUser) {
  const BooleanWords words{"ja", "nein"};
  EXPECT_EQ(read_boolean("Ja", words), true);
  EXPECT_EQ(read_boolean("NEIN", words), false);
  EXPECT_EQ(read_boolean("yes", words), std::nullopt);
}

}  // namespace
}  // namespace csvimport
