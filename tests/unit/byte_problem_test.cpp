#include "csv/byte_problem.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace csvimport {
namespace {

using namespace std::string_literals;

TEST(ByteProblemTest, IsNoneInText) {
  EXPECT_FALSE(find_byte_problem("", ""));
  EXPECT_FALSE(find_byte_problem("a\n\u20AC", ""));
}

TEST(ByteProblemTest, IsTheFirstOne) {
  const auto problem = find_byte_problem("ab\0\xFF"s, "");
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->at, 2U);
  EXPECT_EQ(problem->reason, "a NUL byte, which no CSV file should hold");
  const auto other = find_byte_problem("a\xFF\0"s, "");
  ASSERT_TRUE(other);
  EXPECT_EQ(other->at, 1U);
  EXPECT_TRUE(other->reason.starts_with("byte 0xFF is not valid UTF-8"));
}

}  // namespace
}  // namespace csvimport
