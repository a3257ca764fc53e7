#include "landing/refusal.hpp"

#include "schema/names.hpp"

#include <sqlite3.h>

#include <set>
#include <string_view>

namespace csvimport {
namespace {

constexpr std::string_view kSeparator = ", ";

// What stands behind the words that SQLite puts before names of columns; all of
// the message if there are none.
std::string_view names_in(std::string_view message) {
  for (const std::string_view before : {" constraint failed: ", " column "}) {
    const std::size_t at = message.find(before);
    if (at != message.npos) return message.substr(at + before.size());
  }
  return message;
}

// Whether `list` begins with that item.
bool starts_with_item(std::string_view list, std::string_view item) {
  if (!same_name(list.substr(0, item.size()), item)) return false;
  const std::string_view rest = list.substr(item.size());
  return rest.empty() || rest.starts_with(kSeparator);
}

}  // namespace

bool is_refusal(int code) {
  const int primary = code & 0xFF;
  // An expression that fails is SQLITE_ERROR: what else is would have shown
  // when the statement was compiled.
  return primary == SQLITE_CONSTRAINT || primary == SQLITE_MISMATCH ||
         primary == SQLITE_TOOBIG || primary == SQLITE_ERROR;
}

const Refusal& RefusalReasons::reason_for(int code,
                                          const std::string& message) {
  if (message != last_message_) {
    last_refusal_ = reason_of(code, message);
    last_message_ = message;
  }
  return last_refusal_;
}

Refusal RefusalReasons::reason_of(int code, const std::string& message) const {
  if ((code & 0xFF) == SQLITE_MISMATCH) {
    return {"not an integer, as the table's key is",
            places_of(task_.in_database ? task_.in_database->primary_key
                                        : task_.key)};
  }
  return {message, columns_named_in(message)};
}

std::vector<std::size_t> RefusalReasons::places_of(
    const std::vector<std::string>& names) const {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < task_.schema.columns.size(); ++i) {
    if (find_name(task_.schema.columns[i].name, names)) places.push_back(i);
  }
  return places;
}

// SQLite names columns as "UNIQUE constraint failed: t.a, t.b" and "cannot
// store TEXT value in INTEGER column t.a". A name may have a ", " in it, so the
// longest one that fits at its place is taken.
std::vector<std::size_t> RefusalReasons::columns_named_in(
    const std::string& message) const {
  std::set<std::size_t> places;
  std::string_view list = names_in(message);
  while (!list.empty()) {
    std::size_t longest = 0;
    std::size_t place = 0;
    for (std::size_t i = 0; i < task_.schema.columns.size(); ++i) {
      const std::string full =
          task_.schema.table + '.' + task_.schema.columns[i].name;
      if (full.size() <= longest || !starts_with_item(list, full)) continue;
      longest = full.size();
      place = i;
    }
    if (longest > 0) places.insert(place);
    const std::size_t end = list.find(kSeparator, longest);
    if (end == list.npos) break;
    list.remove_prefix(end + kSeparator.size());
  }
  return {places.begin(), places.end()};
}

}  // namespace csvimport
