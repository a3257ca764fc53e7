#include "landing/sql_script.hpp"

#include "base/import_error.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace csvimport {
namespace {

using Lines = std::vector<std::string>;

// Each statement behind its line.
Lines statements_of(const std::string& text) {
  Lines lines;
  for (const ScriptStatement& one : parse_script("f.sql", text).statements) {
    lines.push_back(std::to_string(one.line) + ' ' + one.sql);
  }
  return lines;
}

std::string refusal_of_script(const std::string& text) {
  try {
    parse_script("f.sql", text);
    return "";
  } catch (const ImportError& error) {
    return error.what();
  }
}

TEST(SqlScriptTest, IsCutAtTheEndsOfItsStatements) {
  EXPECT_EQ(statements_of(""), Lines{});
  EXPECT_EQ(statements_of("\xEF\xBB\xBF -- nothing\n/* ; */ ;\n"), Lines{});
  EXPECT_EQ(statements_of("\n/* a\n; */DELETE FROM t -- ;\n;INSERT INTO t\n"
                          "VALUES (';', 'it''s;', \";\", [;], `;`);\n\n"
                          "SELECT 1;-- end"),
            (Lines{"3 DELETE FROM t -- ;\n;",
                   "4 INSERT INTO t\nVALUES (';', 'it''s;', \";\", [;], `;`);",
                   "7 SELECT 1;"}));
  const std::string trigger =
      "CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM u; SELECT "
      "CASE "
      "1 WHEN 1 THEN 2 END; END;";
  EXPECT_EQ(statements_of(trigger + "\nANALYZE ;ANALYZE t;"),
            (Lines{"1 " + trigger, "2 ANALYZE main;", "2 ANALYZE t;"}));
  EXPECT_EQ(statements_of("PRAGMA user_version = 3; pragma main.application_id("
                          "5);EXPLAIN SELECT 1;")
                .size(),
            3U);
}

TEST(SqlScriptTest, IsRefusedWithTheLineWhereItIsNoSql) {
  EXPECT_EQ(refusal_of_script("SELECT 1;\n\nDELETE FRM t;"),
            "f.sql:3: near \"FRM\": syntax error");
  EXPECT_EQ(refusal_of_script("SELECT #;"),
            "f.sql:1: unrecognized token: \"#\"");
  EXPECT_EQ(refusal_of_script("SELECT 1 +;"),
            "f.sql:1: near \";\": syntax error");
  const std::string endless =
      ": the statement does not end; a semicolon ends it";
  EXPECT_EQ(refusal_of_script("SELECT 1;\nSELECT 2"), "f.sql:2" + endless);
  EXPECT_EQ(refusal_of_script("SELECT 'a;\n"), "f.sql:1" + endless);
  EXPECT_EQ(refusal_of_script("CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT "
                              "1;"),
            "f.sql:1" + endless);
  EXPECT_EQ(
      refusal_of_script("\n.mode csv\nSELECT 1;"),
      "f.sql:2: a command of the sqlite3 shell, and no SQL; leave it out");
  EXPECT_EQ(refusal_of_script(std::string("SELECT 1;\n\0;", 12)),
            "f.sql:2: a NUL byte, which no SQL has");
  EXPECT_EQ(refusal_of_script("SELECT 'M\xFCller';"),
            "f.sql:1: not UTF-8; convert the file with iconv first");
}

TEST(SqlScriptTest, IsRefusedForWhatHasNoPlaceInTheTransaction) {
  for (const std::string word : {"BEGIN", "COMMIT", "END", "ROLLBACK"}) {
    EXPECT_EQ(refusal_of_script("SELECT 1;\n" + word + " /* ? */;"),
              "f.sql:2: " + word +
                  ": the file runs in the transaction of the import, which it "
                  "can neither end nor nest; leave it out");
  }
  EXPECT_TRUE(refusal_of_script("savepoint a;").starts_with("f.sql:1: SAVEP"));
  EXPECT_TRUE(refusal_of_script("RELEASE a;").starts_with("f.sql:1: RELEASE"));
  for (const std::string sql : {"ATTACH 'x' AS x", "DETACH x", "VACUUM"}) {
    EXPECT_EQ(refusal_of_script(sql + ";"),
              "f.sql:1: " + sql.substr(0, 6) +
                  " has no place in a transaction, as that of the import; run "
                  "it before or after it");
  }
  for (const std::string sql :
       {"journal_mode = WAL", "foreign_keys", "main.synchronous(1)"}) {
    EXPECT_EQ(refusal_of_script("PRAGMA " + sql + ";"),
              "f.sql:1: only PRAGMA user_version and application_id have a "
              "place in the transaction of an import; leave it out, or run it "
              "before or after it");
  }
  for (const std::string sql :
       {"CREATE TEMP TRIGGER", "create /* */ temporary trigger if not exists",
        "CREATE TRIGGER temp .", "CREATE TRIGGER \"temp\".",
        "CREATE TRIGGER [Temp] ."}) {
    EXPECT_TRUE(refusal_of_script(sql + " g AFTER INSERT ON t BEGIN SELECT 1; "
                                        "END;")
                    .starts_with("f.sql:1: a temporary trigger"))
        << sql;
  }
  EXPECT_EQ(statements_of("CREATE TRIGGER temp AFTER INSERT ON t BEGIN SELECT "
                          "1; END;CREATE TEMP TABLE x(trigger);")
                .size(),
            2U);
}

}  // namespace
}  // namespace csvimport
