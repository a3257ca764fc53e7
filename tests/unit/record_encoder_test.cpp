#include "pages/record_encoder.hpp"

#include "record_bytes.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace csvimport {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;
using Row = std::vector<Value>;

void bind(SQLite::Statement& statement, int index, const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    statement.bind(index, *integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    statement.bind(index, *real);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    statement.bind(index, *text);
  }
}

// The image of a database whose one row, of columns of the declared type, is
// on page 2. Its pages are large enough for any row here.
Bytes database_with(const std::string& type, const Row& row) {
  SQLite::Database database(":memory:",
                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec("PRAGMA page_size = 65536");
  std::string columns;
  std::string parameters;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const char* const comma = i == 0 ? "" : ",";
    columns += comma + ("c" + std::to_string(i)) + ' ' + type;
    parameters += comma + std::string("?");
  }
  database.exec("CREATE TABLE t (" + columns + ")");
  SQLite::Statement insert(database,
                           "INSERT INTO t VALUES (" + parameters + ")");
  for (std::size_t i = 0; i < row.size(); ++i) {
    bind(insert, static_cast<int>(i) + 1, row[i]);
  }
  insert.exec();
  sqlite3_int64 size = 0;
  const std::unique_ptr<unsigned char, decltype(&sqlite3_free)> image(
      sqlite3_serialize(database.getHandle(), "main", &size, 0), sqlite3_free);
  return {image.get(), image.get() + size};
}

// The record that SQLite writes for the row.
Bytes written_by_sqlite(const std::string& type, const Row& row) {
  constexpr std::size_t kImagePageSize = 65536;
  const Bytes image = database_with(type, row);
  const std::uint8_t* const leaf = image.data() + kImagePageSize;
  constexpr std::size_t kLeafHeader = 8;
  const std::uint8_t* cell =
      leaf + leaf[kLeafHeader] * 256U + leaf[kLeafHeader + 1];
  const std::uint64_t size = take_varint(cell);
  EXPECT_EQ(take_varint(cell), 1U) << "rowid";
  return {cell, cell + size};
}

Bytes encoded(const Row& row) {
  RecordEncoder encoder(row.size());
  RecordEncoder::Row record = encoder.start();
  for (const Value& value : row) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      record.add_integer(*integer);
    } else if (const auto* real = std::get_if<double>(&value)) {
      record.add_real(*real);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      record.add_text(*text);
    } else {
      record.add_null();
    }
  }
  return bytes_of(record);
}

void expect_same_bytes(const std::string& type, const Row& row) {
  EXPECT_EQ(encoded(row), written_by_sqlite(type, row));
}

TEST(RecordEncoderTest, WritesNullsAsSqliteDoes) {
  for (const char* const type : {"INTEGER", "REAL", "TEXT"}) {
    expect_same_bytes(type, {Value()});
    expect_same_bytes(type, Row(5));
  }
}

TEST(RecordEncoderTest, WritesIntegersAsSqliteDoes) {
  using Limits = std::numeric_limits<std::int64_t>;
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{2},
        Limits::min(), Limits::min() + 1, Limits::max() - 1, Limits::max()}) {
    SCOPED_TRACE(value);
    expect_same_bytes("INTEGER", {value});
  }
}

TEST(RecordEncoderTest, WritesIntegersAroundEachWidthAsSqliteDoes) {
  for (const unsigned bits : {8U, 16U, 24U, 32U, 40U, 48U, 56U}) {
    const std::int64_t limit = std::int64_t{1} << (bits - 1);
    for (const std::int64_t near : {limit, 2 * limit}) {
      for (std::int64_t value = near - 2; value <= near + 2; ++value) {
        SCOPED_TRACE(value);
        expect_same_bytes("INTEGER", {value});
        expect_same_bytes("INTEGER", {-value});
      }
    }
  }
}

TEST(RecordEncoderTest, WritesRealsAsSqliteDoes) {
  using Limits = std::numeric_limits<double>;
  for (const double value : {0.0,
                             -0.0,
                             1.0,
                             2.0,
                             127.0,
                             128.0,
                             0.1,
                             0.5,
                             2.5,
                             1e15,
                             1e18,
                             1e19,
                             1e100,
                             1e-100,
                             Limits::max(),
                             Limits::min(),
                             Limits::denorm_min(),
                             Limits::min() / 3,
                             Limits::infinity(),
                             9223372036854775808.0}) {
    SCOPED_TRACE(value);
    expect_same_bytes("REAL", {value});
    expect_same_bytes("REAL", {-value});
  }
}

TEST(RecordEncoderTest, WritesRealsAroundSixByteIntegersAsSqliteDoes) {
  constexpr double kLimit = 140737488355328;  // 2^47
  for (const double step : {-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0}) {
    SCOPED_TRACE(step);
    expect_same_bytes("REAL", {kLimit + step});
    expect_same_bytes("REAL", {-kLimit + step});
  }
}

TEST(RecordEncoderTest, WritesTextsOfAnyLengthAsSqliteDoes) {
  for (const std::size_t length : {0U, 1U, 56U, 57U, 58U, 126U, 127U, 128U,
                                   129U, 130U, 8185U, 8186U, 16384U}) {
    SCOPED_TRACE(length);
    expect_same_bytes("TEXT", {std::string(length, 'x')});
  }
  expect_same_bytes("TEXT", {"Zo\xC3\xAB", "", "\"quoted\"\n", Value()});
}

TEST(RecordEncoderTest, WritesHeadersAroundTheirSizeVarintsLimitAsSqliteDoes) {
  for (std::size_t columns = 124; columns <= 130; ++columns) {
    SCOPED_TRACE(columns);
    Row row(columns);
    expect_same_bytes("INTEGER", row);
    row.back() = std::int64_t{123456};
    expect_same_bytes("INTEGER", row);
  }
  expect_same_bytes("TEXT", Row(2000, std::string(20, 'x')));
}

// SQLite has no table that wide; its way to settle the size is this one.
TEST(RecordEncoderTest, HeaderSizeCountsItsOwnThirdByte) {
  const auto header_size = [](std::size_t columns) {
    const Bytes record = encoded(Row(columns));
    const std::uint8_t* at = record.data();
    const std::uint64_t size = take_varint(at);
    EXPECT_EQ(size, record.size()) << "nulls have no body";
    return size;
  };
  EXPECT_EQ(header_size(16381), 16383U);
  EXPECT_EQ(header_size(16382), 16385U);
  EXPECT_EQ(header_size(16383), 16386U);
}

TEST(RecordEncoderTest, ForgetsTheRecordBeforeAtStart) {
  RecordEncoder encoder(2);
  RecordEncoder::Row record = encoder.start();
  record.add_text(std::string(1000, 'x'));
  record.add_integer(1 << 30);
  record = encoder.start();
  record.add_integer(7);
  record.add_text("y");
  EXPECT_EQ(bytes_of(record), (Bytes{3, 1, 15, 7, 'y'}));
}

TEST(RecordEncoderTest, KeepsNumbersBehindTextsThatMadeItGrow) {
  Row row;
  for (std::size_t i = 0; i < 50; ++i) {
    row.emplace_back(std::string(i * 7, static_cast<char>('a' + i % 26)));
    row.emplace_back(std::int64_t{1} << i);
  }
  expect_same_bytes("", row);
}

}  // namespace
}  // namespace csvimport
