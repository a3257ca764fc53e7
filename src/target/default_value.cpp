#include "target/default_value.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace csvimport {
namespace {

// So many rows that what differs by row shows; by taste.
constexpr const char* kFillTrial =
    "WITH RECURSIVE row (number) AS "
    "(VALUES (1) UNION ALL SELECT number + 1 FROM row WHERE number < 64) "
    "INSERT INTO trial (number) SELECT number FROM row";

// With all digits that tell it from its neighbours.
std::string text_of(double real) {
  std::array<char, 32> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), real).ptr;
  return {text.data(), end};
}

std::string text_of(const SQLite::Column& value, Affinity affinity) {
  if (value.isBlob()) throw std::runtime_error("is a BLOB, which no text is");
  if (value.isText()) return value.getString();
  if (!is_numeric(affinity)) {
    throw std::runtime_error(
        "is a number, which a text in a column of no type never becomes");
  }
  if (value.isInteger()) return std::to_string(value.getInt64());
  if (!std::isfinite(value.getDouble())) {
    throw std::runtime_error("is infinite, which no text is");
  }
  return text_of(value.getDouble());
}

// One statement fills all rows, so that they are of the same time.
std::optional<std::string> evaluate_default(const Column& column) {
  Column tried = column;
  tried.name = "value";
  tried.not_null = false;
  tried.existing->collation.clear();
  SQLite::Database database(":memory:",
                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec("CREATE TABLE trial (number, " + column_sql(tried) + ')');
  database.exec(kFillTrial);
  SQLite::Statement differs(
      database,
      "SELECT 1 FROM trial WHERE value IS NOT (SELECT value FROM trial)");
  if (differs.executeStep()) {
    throw std::runtime_error("differs from row to row");
  }
  SQLite::Statement first(database, "SELECT value FROM trial");
  first.executeStep();
  const SQLite::Column value = first.getColumn(0);
  if (value.isNull()) return std::nullopt;
  return text_of(value, column.existing->affinity);
}

}  // namespace

std::optional<std::string> default_text_of(const Column& column) {
  if (!column.existing.value().default_sql) return std::nullopt;
  try {
    return evaluate_default(column);
  } catch (const SQLite::Exception& error) {
    throw std::runtime_error(std::string("has no value: ") + error.what());
  }
}

}  // namespace csvimport
