#include "import/like_table.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "base/shell_flag.hpp"
#include "base/system_error.hpp"
#include "schema/names.hpp"
#include "target/steady_read.hpp"

#include <sys/stat.h>

#include <optional>
#include <vector>

namespace csvimport {
namespace {

struct LikeTable {
  std::string path;
  std::optional<std::string> table;
};

bool is_something(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

// Names of files and of tables may have dots.
LikeTable split(const std::string& like) {
  if (is_something(like)) return {like, std::nullopt};
  for (std::size_t dot = like.rfind('.'); dot != like.npos && dot > 0;
       dot = like.rfind('.', dot - 1)) {
    const std::string path = like.substr(0, dot);
    if (dot + 1 < like.size() && is_something(path)) {
      return {path, like.substr(dot + 1)};
    }
  }
  throw SystemError("--like: " + like, "there is no such file");
}

// The one that is meant where none is named.
std::string chosen_table(Connection& connection, const std::string& table) {
  const std::vector<std::string> tables = tables_to_model(connection);
  if (find_name(table, tables)) return table;
  if (tables.size() == 1) return tables.front();
  if (tables.empty()) {
    throw ImportError({connection.name()},
                      "has no table, so --like has nothing to go by");
  }
  throw ImportError(
      {connection.name()},
      "has no table " + quoted_for_message(table) + ", but " +
          quoted_for_message(tables) + "; " +
          flag("--like", connection.name() + "." + tables.front()) +
          " names one");
}

}  // namespace

TableModel read_model(const std::string& like, const std::string& table,
                      std::uint64_t timeout_ms) {
  const LikeTable wanted = split(like);
  return read_steadily(wanted.path, timeout_ms, [&](Connection& connection) {
    return model_of(connection, wanted.table ? *wanted.table
                                             : chosen_table(connection, table));
  });
}

}  // namespace csvimport
