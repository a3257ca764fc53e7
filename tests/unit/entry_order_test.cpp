#include "sorting/entry_order.hpp"

#include "pages/record_encoder.hpp"
#include "record_bytes.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <compare>
#include <cstdint>
#include <random>
#include <string>
#include <variant>
#include <vector>

namespace csvimport {
namespace {

struct Blob {
  std::string bytes;
};

using Value =
    std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

// Values that are near each other, of each kind.
Value random_value(std::mt19937_64& random) {
  static const std::vector<double> reals = {0.0,
                                            -0.0,
                                            0.5,
                                            -0.5,
                                            1.0,
                                            1e300,
                                            -1e300,
                                            9007199254740992.0,
                                            9.2e18,
                                            -9e18,
                                            1e-300,
                                            123.25,
                                            9007199254740994.0,
                                            9223372036854775807.0};
  static const std::vector<std::int64_t> integers = {0,
                                                     1,
                                                     -1,
                                                     123,
                                                     9007199254740992,
                                                     9007199254740993,
                                                     9007199254740994,
                                                     9223372036854775807,
                                                     -9223372036854775807 - 1,
                                                     9200000000000000000};
  static const std::string letters("aAbB  z\0\xC3~", 10);
  switch (random() % 8) {
    case 0:
      return {};
    case 1:
      return integers[random() % integers.size()];
    case 2:
      return reals[random() % reals.size()];
    case 3:
      return static_cast<std::int64_t>(random()) >> random() % 64;
    case 4:
      return static_cast<double>(static_cast<std::int64_t>(random())) / 3;
    default: {
      std::string text(random() % 3 == 0 ? 9 : 0, 'q');
      for (std::size_t left = random() % 6; left > 0; --left) {
        text += letters[random() % letters.size()];
      }
      if (random() % 4 == 0) return Blob{text};
      return text;
    }
  }
}

void add_to(RecordEncoder::Row& row, const Value& value) {
  if (const auto* const integer = std::get_if<std::int64_t>(&value)) {
    row.add_integer(*integer);
  } else if (const auto* const real = std::get_if<double>(&value)) {
    row.add_real(*real);
  } else if (const auto* const text = std::get_if<std::string>(&value)) {
    row.add_text(*text);
  } else if (const auto* const blob = std::get_if<Blob>(&value)) {
    row.add_blob({reinterpret_cast<const std::uint8_t*>(blob->bytes.data()),
                  blob->bytes.size()});
  } else {
    row.add_null();
  }
}

void bind(SQLite::Statement& statement, int place, const Value& value) {
  if (const auto* const integer = std::get_if<std::int64_t>(&value)) {
    statement.bind(place, *integer);
  } else if (const auto* const real = std::get_if<double>(&value)) {
    statement.bind(place, *real);
  } else if (const auto* const text = std::get_if<std::string>(&value)) {
    statement.bind(place, *text);
  } else if (const auto* const blob = std::get_if<Blob>(&value)) {
    statement.bind(place, blob->bytes.data(),
                   static_cast<int>(blob->bytes.size()));
  } else {
    statement.bind(place);
  }
}

struct Row {
  Value first;
  Value second;
};

std::vector<std::uint8_t> entry_of(const Row& values, std::int64_t rowid) {
  RecordEncoder encoder(3);
  RecordEncoder::Row row = encoder.start();
  add_to(row, values.first);
  add_to(row, values.second);
  row.add_integer(rowid);
  return bytes_of(row);
}

struct Case {
  IndexedColumn first;
  IndexedColumn second;
  std::string sql;  // the order
};

// The rows in SQLite's order, by their numbers; and after each whether the next
// one has the same key, none of it NULL.
std::vector<std::pair<std::int64_t, bool>> sorted_by_sqlite(
    const std::vector<Row>& rows, const std::string& order) {
  SQLite::Database database(":memory:",
                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec("CREATE TABLE t (a, b)");
  SQLite::Statement insert(database, "INSERT INTO t VALUES (?, ?)");
  for (const Row& row : rows) {
    bind(insert, 1, row.first);
    bind(insert, 2, row.second);
    insert.exec();
    insert.reset();
  }
  const std::string collate =
      order.find("NOCASE") != std::string::npos  ? " COLLATE NOCASE"
      : order.find("RTRIM") != std::string::npos ? " COLLATE RTRIM"
                                                 : "";
  SQLite::Statement select(
      database, "SELECT rowid, a" + collate +
                    " = lead(a) OVER w AND b = lead(b) OVER w FROM t WINDOW w "
                    "AS (ORDER BY " +
                    order + ", rowid) ORDER BY " + order + ", rowid");
  std::vector<std::pair<std::int64_t, bool>> sorted;
  while (select.executeStep()) {
    sorted.emplace_back(select.getColumn(0).getInt64(),
                        select.getColumn(1).getInt() == 1);
  }
  return sorted;
}

TEST(EntryOrderTest, IsThatOfSQLite) {
  const std::vector<Case> cases = {
      {{0}, {1}, "a, b"},
      {{0, Collation::kNoCase}, {1}, "a COLLATE NOCASE, b"},
      {{0, Collation::kRtrim}, {1}, "a COLLATE RTRIM, b"},
      {{0, Collation::kBinary, true}, {1}, "a DESC, b"},
      {{0, Collation::kNoCase, true},
       {1, Collation::kBinary, true},
       "a COLLATE NOCASE DESC, b DESC"}};
  std::mt19937_64 random(7);
  for (int round = 0; round < 40; ++round) {
    std::vector<Row> rows(300);
    for (Row& row : rows) {
      row = {random_value(random),
             round % 2 == 0 ? random_value(random) : Value(std::int64_t{5})};
    }
    for (const Case& one : cases) {
      SCOPED_TRACE(one.sql);
      const IndexSchema index{"i", {one.first, one.second}};
      const EntryOrder order(index);
      const auto sorted = sorted_by_sqlite(rows, one.sql);
      for (std::size_t i = 0; i + 1 < sorted.size(); ++i) {
        const auto entry = [&](std::size_t place) {
          const std::int64_t rowid = sorted[place].first;
          return entry_of(rows[static_cast<std::size_t>(rowid - 1)], rowid);
        };
        const std::vector<std::uint8_t> left = entry(i);
        const std::vector<std::uint8_t> right = entry(i + 1);
        ASSERT_TRUE(std::is_lt(order.compare(left.data(), right.data())));
        ASSERT_TRUE(std::is_gt(order.compare(right.data(), left.data())));
        ASSERT_TRUE(std::is_eq(order.compare(left.data(), left.data())));
        ASSERT_LE(order.prefix(left.data()), order.prefix(right.data()));
        ASSERT_EQ(order.are_rivals(left.data(), right.data()),
                  sorted[i].second);
        ASSERT_EQ(order.rowid(left.data()), sorted[i].first);
      }
    }
  }
}

}  // namespace
}  // namespace csvimport
