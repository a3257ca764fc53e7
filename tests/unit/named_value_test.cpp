#include "schema/named_value.hpp"

#include <gtest/gtest.h>

namespace csvimport {
namespace {

using Named = std::pair<std::string, std::string>;

TEST(NamedValueTest, EndsTheNameAtTheFirstEqualsSignOutsideOfQuotes) {
  EXPECT_EQ(named_value("a=b"), Named("a", "b"));
  EXPECT_EQ(named_value(" a =b=\"c\" "), Named("a", "b=\"c\" "));
  EXPECT_EQ(named_value("a="), Named("a", ""));
  EXPECT_EQ(named_value("a\"=\"=b"), Named("a\"", "\"=b"));
  EXPECT_EQ(named_value(" \"a=b\" =c=d"), Named("a=b", "c=d"));
  EXPECT_EQ(named_value("\"\"\"q\"\"=\"=c"), Named("\"q\"=", "c"));
  for (const char* const none : {"", "a", "=a", " =a", "\"\"=a", "\"a=b",
                                 "\"a\"b=c", "\"a=b\"", "\"=b", "a=\xFF"}) {
    EXPECT_EQ(named_value(none), std::nullopt) << none;
  }
  EXPECT_EQ(name_alone(" a "), "a");
  EXPECT_EQ(name_alone("\"a=b\""), "a=b");
  for (const char* const none : {"", "a=b", "\"a", "\"a\"b", "\xFF"}) {
    EXPECT_EQ(name_alone(none), "") << none;
  }
}

TEST(NamedValueTest, WritesWhatItReads) {
  EXPECT_EQ(option_name("a b"), "a b");
  EXPECT_EQ(option_name("a=b"), "\"a=b\"");
  for (const char* const name : {"a", "a\"b", "a=b", "\"q\"", "=", "\"=\"\""}) {
    EXPECT_EQ(named_value(option_name(name) + "=1"), Named(name, "1"));
    EXPECT_EQ(name_alone(option_name(name)), name);
  }
}

}  // namespace
}  // namespace csvimport
