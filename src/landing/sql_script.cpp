#include "landing/sql_script.hpp"

#include "base/ascii.hpp"
#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "base/utf8.hpp"
#include "csv/byte_order_mark.hpp"
#include "input/input.hpp"
#include "schema/sql_tokens.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

namespace csvimport {
namespace {

constexpr std::size_t kScriptBlock = 64 * 1024;

// A token without its quotes, in capitals.
std::string word_at(std::string_view text, std::size_t at) {
  std::string word =
      unquoted_sql(text.substr(at, sql_token_end(text, at) - at));
  std::transform(word.begin(), word.end(), word.begin(), ascii_upper);
  return word;
}

// Where the statement ends that starts at `at`, its semicolon included; npos if
// it does not. That of a trigger holds others.
std::size_t statement_end(std::string_view text, std::size_t at) {
  const std::size_t start = at;
  while (at < text.size()) {
    const std::size_t end = sql_token_end(text, at);
    const bool may_end = text[at] == ';';
    at = end;
    if (!may_end) continue;
    const std::string statement(text.substr(start, end - start));
    if (sqlite3_complete(statement.c_str()) != 0) return end;
  }
  return std::string_view::npos;
}

std::uint64_t lines_of(std::string_view text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

// Of a PRAGMA, whose name may stand behind that of a database.
std::string pragma_name(std::string_view sql) {
  std::string name;
  for (std::size_t at = next_sql_token(sql, sql_token_end(sql, 0));
       at < sql.size(); at = next_sql_token(sql, sql_token_end(sql, at))) {
    if (sql[at] == ';' || sql[at] == '=' || sql[at] == '(') break;
    name = word_at(sql, at);
  }
  return name;
}

// Whether it is CREATE TEMP TRIGGER, or CREATE TRIGGER temp.NAME.
bool makes_temporary_trigger(const ScriptStatement& statement) {
  if (statement.word != "CREATE") return false;
  constexpr std::size_t kWordsToName = 8;  // IF NOT EXISTS among them
  std::vector<std::string> words;
  const std::string& sql = statement.sql;
  for (std::size_t at = 0; at < sql.size() && words.size() < kWordsToName;
       at = next_sql_token(sql, sql_token_end(sql, at))) {
    words.push_back(word_at(sql, at));
  }
  const auto trigger = std::find(words.begin(), words.end(), "TRIGGER");
  const auto is_temporary = [](const std::string& word) {
    return word == "TEMP" || word == "TEMPORARY";
  };
  if (trigger - words.begin() > 2) return false;  // none, or a name
  const auto temporary = std::find_if(words.begin(), words.end(), is_temporary);
  if (temporary == words.end()) return false;
  return temporary < trigger || std::next(temporary) == words.end() ||
         *std::next(temporary) == ".";
}

// Throws ImportError for a statement that has no place in the transaction.
void check_place(const Location& where, const ScriptStatement& statement) {
  constexpr std::array<std::string_view, 6> kTransaction = {
      "BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE"};
  constexpr std::array<std::string_view, 3> kAlone = {"ATTACH", "DETACH",
                                                      "VACUUM"};
  const auto is_one_of = [&](const auto& words) {
    return std::find(words.begin(), words.end(), statement.word) != words.end();
  };
  if (is_one_of(kTransaction)) {
    throw ImportError(where, statement.word +
                                 ": the file runs in the transaction of the "
                                 "import, which it can neither end nor nest; "
                                 "leave it out");
  }
  if (is_one_of(kAlone)) {
    throw ImportError(where, statement.word +
                                 " has no place in a transaction, as that of "
                                 "the import; run it before or after it");
  }
  if (makes_temporary_trigger(statement)) {
    throw ImportError(
        where,
        "a temporary trigger, of which the rows of an import need "
        "not take notice; leave TEMP out and make it before the "
        "import");
  }
  if (statement.word != "PRAGMA") return;
  const std::string name = pragma_name(statement.sql);
  if (name == "USER_VERSION" || name == "APPLICATION_ID") return;
  throw ImportError(where,
                    "only PRAGMA user_version and application_id have a place "
                    "in the transaction of an import; leave it out, or run it "
                    "before or after it");
}

// Whether it is an ANALYZE of all databases, the staging file among them.
bool is_about_all(const ScriptStatement& statement) {
  const std::string& sql = statement.sql;
  return statement.word == "ANALYZE" &&
         sql[next_sql_token(sql, statement.word.size())] == ';';
}

struct DatabaseCloser {
  void operator()(sqlite3* database) const noexcept { sqlite3_close(database); }
};
using DatabasePtr = std::unique_ptr<sqlite3, DatabaseCloser>;

DatabasePtr database_for_syntax() {
  sqlite3* database = nullptr;
  sqlite3_open(":memory:", &database);
  return DatabasePtr(database);
}

// Throws ImportError if the statement is none in SQLite's grammar. What it is
// about may not be there yet.
void check_syntax(const Location& where, const ScriptStatement& statement,
                  sqlite3* database) {
  sqlite3_stmt* compiled = nullptr;
  const int code = sqlite3_prepare_v2(database, statement.sql.c_str(), -1,
                                      &compiled, nullptr);
  sqlite3_finalize(compiled);
  if (code == SQLITE_OK) return;
  const std::string problem = sqlite3_errmsg(database);
  const auto says = [&](const char* words) {
    return problem.find(words) != std::string::npos;
  };
  if (code == SQLITE_TOOBIG || says("syntax error") ||
      says("unrecognized token") || says("incomplete input")) {
    throw ImportError(where, problem);
  }
}

void check_text(const std::string& file, std::string_view text) {
  const auto fail = [&](std::size_t at, const char* problem) {
    throw ImportError({file, 1 + lines_of(text.substr(0, at))}, problem);
  };
  const std::size_t nul = text.find('\0');
  if (nul != text.npos) fail(nul, "a NUL byte, which no SQL has");
  const std::size_t invalid = find_invalid_utf8(text);
  if (invalid < text.size()) {
    fail(invalid, "not UTF-8; convert the file with iconv first");
  }
}

}  // namespace

SqlScript parse_script(const std::string& file, std::string_view text) {
  check_text(file, text);
  SqlScript script{file, {}};
  const DatabasePtr database = database_for_syntax();
  const std::string_view all = without_byte_order_marks(text);
  std::uint64_t line = 1;
  std::size_t end = 0;
  while (true) {
    const std::size_t start = next_sql_token(all, end);
    line += lines_of(all.substr(end, start - end));
    if (start == all.size()) return script;
    const Location where{file, line};
    if (all[start] == '.') {
      throw ImportError(where,
                        "a command of the sqlite3 shell, and no SQL; leave it "
                        "out");
    }
    end = statement_end(all, start);
    if (end == all.npos) {
      throw ImportError(where,
                        "the statement does not end; a semicolon ends it");
    }
    const std::string_view sql = all.substr(start, end - start);
    ScriptStatement statement{std::string(sql), line, word_at(sql, 0)};
    line += lines_of(sql);
    if (sql == ";") continue;
    check_place(where, statement);
    if (is_about_all(statement)) statement.sql = "ANALYZE main;";
    check_syntax(where, statement, database.get());
    script.statements.push_back(std::move(statement));
  }
}

SqlScript read_script(const std::string& path) {
  const std::unique_ptr<Input> input = open_input(path, "");
  const auto source = input->open();
  std::string text;
  while (true) {
    const std::size_t size = text.size();
    text.resize(size + kScriptBlock);
    const int count = source->read(text.data() + size, kScriptBlock);
    text.resize(size + static_cast<std::size_t>(count));
    if (count == 0) break;
  }
  return parse_script(path, text);
}

LandingScripts read_scripts(const LandingOptions& options) {
  LandingScripts scripts;
  if (options.before) scripts.before = read_script(*options.before);
  if (options.after) scripts.after = read_script(*options.after);
  return scripts;
}

}  // namespace csvimport
