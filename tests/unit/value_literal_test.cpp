#include "sql_text/value_literal.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace csvimport {
namespace {

std::string integer_in_sql(std::int64_t number) {
  std::string sql;
  append_integer(sql, number);
  return sql;
}

std::string real_in_sql(double number) {
  std::string sql;
  append_real(sql, number);
  return sql;
}

std::string text_in_sql(const std::string& value) {
  std::string sql;
  append_text(sql, value);
  return sql;
}

std::string blob(const std::string& value) {
  std::string sql;
  append_blob(sql, value);
  return sql;
}

// What SQLite makes of expressions.
class ValueLiteralTest : public testing::Test {
 protected:
  std::string type_of(const std::string& sql) {
    return database_.execAndGet("SELECT typeof(" + sql + ')').getString();
  }
  double real_of(const std::string& sql) {
    return database_.execAndGet("SELECT " + sql).getDouble();
  }
  std::string bytes_of(const std::string& sql) {
    return database_.execAndGet("SELECT " + sql).getString();
  }
  void expect_text(const std::string& value) {
    const std::string sql = text_in_sql(value);
    EXPECT_EQ(type_of(sql), "text") << sql;
    EXPECT_EQ(bytes_of(sql), value) << sql;
  }
  void expect_real(double number) {
    const std::string sql = real_in_sql(number);
    EXPECT_EQ(type_of(sql), "real") << sql;
    EXPECT_EQ(std::bit_cast<std::uint64_t>(real_of(sql)),
              std::bit_cast<std::uint64_t>(number))
        << sql;
  }

 private:
  SQLite::Database database_{":memory:",
                             SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
};

TEST_F(ValueLiteralTest, IntegersAreIntegers) {
  using Limits = std::numeric_limits<std::int64_t>;
  for (const std::int64_t number :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{42}, Limits::min(),
        Limits::min() + 1, Limits::max()}) {
    EXPECT_EQ(type_of(integer_in_sql(number)), "integer");
    EXPECT_EQ(bytes_of(integer_in_sql(number)), std::to_string(number));
  }
}

TEST_F(ValueLiteralTest, OrdinaryRealsStayShort) {
  EXPECT_EQ(real_in_sql(0.85), "0.85");
  EXPECT_EQ(real_in_sql(-2.5), "-2.5");
  EXPECT_EQ(real_in_sql(3), "3.0");
  EXPECT_EQ(real_in_sql(1e-7), "1e-07");
  EXPECT_EQ(real_in_sql(48.137154), "48.137154");
  for (int cents = 0; cents < 100'000; ++cents) {
    ASSERT_LE(real_in_sql(cents / 100.0).size(), 6U) << cents;
  }
}

TEST_F(ValueLiteralTest, RealsAtTheEndsOfTheRange) {
  using Limits = std::numeric_limits<double>;
  for (const double number :
       {0.0, 1e15, 1e16, 1e22, 1e23, 123456789012345678.0, 0.1 + 0.2, 1e300,
        1e308, 1e-280, 1e-300, 1e-310, Limits::max(), Limits::min(),
        Limits::denorm_min(), std::nextafter(Limits::min(), 0.0),
        Limits::infinity()}) {
    expect_real(number);
    if (number != 0) expect_real(-number);
  }
}

TEST_F(ValueLiteralTest, RandomRealsAreExact) {
  std::mt19937_64 random(18);
  std::uniform_real_distribution<double> around(-1000, 1000);
  for (int i = 0; i < 20'000; ++i) {
    const auto any = std::bit_cast<double>(random());
    if (!std::isnan(any)) expect_real(any);
    expect_real(around(random));
    expect_real(std::round(around(random) * 1e12) / 1e12);
    if (HasFailure()) return;
  }
}

TEST_F(ValueLiteralTest, OrdinaryTextsStayAsTheyAre) {
  EXPECT_EQ(text_in_sql(""), "''");
  EXPECT_EQ(text_in_sql("Pencil, soft"), "'Pencil, soft'");
  EXPECT_EQ(text_in_sql("it's"), "'it''s'");
  EXPECT_EQ(text_in_sql("a;b -- c /* d"), "'a;b -- c /* d'");
  EXPECT_EQ(text_in_sql("B\xC3\xA4r\tC:\\x"), "'B\xC3\xA4r\tC:\\x'");
  EXPECT_EQ(text_in_sql("two\nlines"), "'two\nlines'");
}

TEST_F(ValueLiteralTest, WritesAnotherWayWhatALoaderTripsOver) {
  EXPECT_EQ(text_in_sql("a\r\nb"),
            "replace(replace('a\\r\\nb','\\r',char(13)),'\\n',char(10))");
  EXPECT_EQ(text_in_sql("a; \nb"),
            "replace(replace('a; \\nb','\\r',char(13)),'\\n',char(10))");
  EXPECT_EQ(text_in_sql("x BEGIN TRANSACTION; y"),
            "'x BEGIN '||'TRANSACTION; y'");
  EXPECT_EQ(text_in_sql(std::string("a\0b", 3)), "CAST(x'610062' AS TEXT)");
  EXPECT_EQ(text_in_sql("\\\r"), "CAST(x'5c0d' AS TEXT)");
  EXPECT_EQ(text_in_sql("\xFF"), "CAST(x'ff' AS TEXT)");
  EXPECT_EQ(text_in_sql("\x1B[0m"), "CAST(x'1b5b306d' AS TEXT)");
}

TEST_F(ValueLiteralTest, RandomTextsAreExact) {
  const std::vector<std::string> parts = {"a",
                                          "'",
                                          "\"",
                                          "\r",
                                          "\n",
                                          "\r\n",
                                          ";",
                                          ";\n",
                                          "; \r\n",
                                          "\\",
                                          "\\n",
                                          "\\r",
                                          "--",
                                          "/*",
                                          "BEGIN TRANSACTION",
                                          "BEGIN TRANSACTION;",
                                          " END;",
                                          "\xC3\xA4",
                                          "\xE2\x82\xAC",
                                          "\t",
                                          "x''",
                                          "||",
                                          ".quit"};
  const std::vector<std::string> odd = {
      std::string(1, '\0'), "\x01", "\x1A", "\x7F", "\xFF", "\xC3"};
  std::mt19937 random(18);
  for (int i = 0; i < 20'000; ++i) {
    std::string value;
    for (std::size_t count = random() % 9; count > 0; --count) {
      value += random() % 40 == 0 ? odd[random() % odd.size()]
                                  : parts[random() % parts.size()];
    }
    expect_text(value);
    const std::string sql = text_in_sql(value);
    EXPECT_EQ(sql.find('\r'), std::string::npos) << sql;
    EXPECT_EQ(sql.find(";\n"), std::string::npos) << sql;
    EXPECT_EQ(sql.find("BEGIN TRANSACTION"), std::string::npos) << sql;
    if (HasFailure()) return;
  }
  std::string many;
  for (int i = 0; i < 200; ++i) many += "BEGIN TRANSACTION;";
  expect_text(many);
}

TEST_F(ValueLiteralTest, BlobsAreHexadecimal) {
  EXPECT_EQ(blob(""), "x''");
  EXPECT_EQ(blob(std::string("\0\xAF'", 3)), "x'00af27'");
  EXPECT_EQ(type_of(blob("a")), "blob");
}

}  // namespace
}  // namespace csvimport
