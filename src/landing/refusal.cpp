#include "landing/refusal.hpp"

#include "schema/names.hpp"

#include <sqlite3.h>

#include <string_view>

namespace csvimport {
namespace {

std::vector<std::string> split(std::string_view list) {
  constexpr std::string_view kSeparator = ", ";
  std::vector<std::string> items;
  for (;;) {
    const std::size_t end = list.find(kSeparator);
    items.emplace_back(list.substr(0, end));
    if (end == std::string_view::npos) return items;
    list.remove_prefix(end + kSeparator.size());
  }
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
    return {
        "not an integer, as the table's key is",
        places_of(task_.existing ? task_.existing->primary_key : task_.key)};
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
// store TEXT value in INTEGER column t.a".
std::vector<std::size_t> RefusalReasons::columns_named_in(
    const std::string& message) const {
  std::string_view list(message);
  for (const std::string_view before :
       {std::string_view(" constraint failed: "),
        std::string_view(" column ")}) {
    const std::size_t at = message.find(before);
    if (at == std::string::npos) continue;
    list.remove_prefix(at + before.size());
    break;
  }
  const std::vector<std::string> named = split(list);
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < task_.schema.columns.size(); ++i) {
    const std::string full =
        task_.schema.table + '.' + task_.schema.columns[i].name;
    if (find_name(full, named)) places.push_back(i);
  }
  return places;
}

}  // namespace csvimport
