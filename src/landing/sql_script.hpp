#pragma once

// A file of SQL that the user has run with the import.

#include "target/landing_options.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

struct ScriptStatement {
  std::string sql;
  std::uint64_t line = 0;  // where it starts
  std::string word;        // its first one, in capital letters

  // Whether it may change what tables and indexes there are.
  [[nodiscard]] bool changes_schema() const {
    return word == "CREATE" || word == "DROP" || word == "ALTER";
  }
};

struct SqlScript {
  std::string file;
  std::vector<ScriptStatement> statements;
};

// What runs before the rows of an import, and what after all else.
struct LandingScripts {
  std::optional<SqlScript> before = {};
  std::optional<SqlScript> after = {};

  [[nodiscard]] bool has_any() const { return before || after; }
};

// Reads the file at `path`, and checks what can be told without a database.
// Throws SystemError if it cannot be read; ImportError, with the line, if it is
// not SQL in UTF-8 or its last statement does not end, and for a statement that
// has no place in the transaction of an import. Throws Interrupted.
SqlScript read_script(const std::string& path);

// The same of the files that the options name.
LandingScripts read_scripts(const LandingOptions& options);

// The statements of `text`, the content of `file`, checked like that.
SqlScript parse_script(const std::string& file, std::string_view text);

}  // namespace csvimport
