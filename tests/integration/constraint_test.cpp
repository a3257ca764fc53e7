// Records that the database refuses are bad records like others.

#include "cli_fixture.hpp"

#include <utility>

namespace csvimport {
namespace {

// What an import leaves with --on-error skip.
struct Skipped {
  Rows rows;
  std::string rejects;  // behind the header
  std::string reasons;
};

class ConstraintTest : public CliTest {
 protected:
  ConstraintTest() {
    write("t.csv", "id,name,n\n1,Ada,5\n2,,6\n3,\"C\ny\",-1\n1,Dup,7\n");
  }

  // Imports t.csv in every way, in batches of one record and of many, into a
  // database made by `sql`: strictly, where `message` is the error and nothing
  // changes, and leaving bad records out.
  void expect(const std::string& sql, const std::string& message,
              const Skipped& skipped, const Arguments& flags = {}) {
    for (const Arguments& way : every_way()) {
      for (const char* const batch : {"1", "64KiB"}) {
        const Arguments all =
            way + flags + Arguments{"-q", "--batch-size", batch};
        expect_strict(sql, message, all);
        expect_skipped(sql, skipped, all);
      }
    }
  }

 private:
  void expect_strict(const std::string& sql, const std::string& message,
                     const Arguments& flags) {
    execute("t.db", sql);
    const std::string before = read("t.db");
    const RunResult result = run(flags + Arguments{"t.csv", "t.db"});
    EXPECT_EQ(result.err, "error: " + message + "\n");
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(read("t.db"), before);
    remove("t.db");
  }

  void expect_skipped(const std::string& sql, const Skipped& skipped,
                      const Arguments& flags) {
    execute("t.db", sql);
    const RunResult result =
        run(flags +
            Arguments{"--on-error", "skip", "--rejects", "r", "t.csv", "t.db"});
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_EQ(query("t.db", "SELECT * FROM t"), skipped.rows);
    EXPECT_EQ(read("r"), "id,name,n\n" + skipped.rejects);
    EXPECT_EQ(read("r.reasons"),
              "line,record,column,reason\n" + skipped.reasons);
    EXPECT_EQ(integrity("t.db"), "ok");
    EXPECT_EQ(files(), (Rows{"r", "r.reasons", "t.csv", "t.db"}));
    for (const char* const name : {"r", "r.reasons", "t.db"}) remove(name);
  }
};

TEST_F(ConstraintTest, NotNull) {
  expect("CREATE TABLE t (id, name NOT NULL, n)",
         "t.csv:3: column \"name\": NOT NULL constraint failed: t.name",
         {{"'1'|'Ada'|'5'", "'3'|'C\ny'|'-1'", "'1'|'Dup'|'7'"},
          "2,,6\n",
          "3,2,name,NOT NULL constraint failed: t.name\n"});
}

TEST_F(ConstraintTest, Check) {
  expect("CREATE TABLE t (id, name, n INT CONSTRAINT positive CHECK (n > 0))",
         "t.csv:4: CHECK constraint failed: positive",
         {{"'1'|'Ada'|5", "'2'|NULL|6", "'1'|'Dup'|7"},
          "3,\"C\ny\",-1\n",
          "4,3,,CHECK constraint failed: positive\n"});
}

TEST_F(ConstraintTest, PrimaryKey) {
  expect("CREATE TABLE t (id INTEGER PRIMARY KEY, name, n)",
         "t.csv:6: column \"id\": \"1\": UNIQUE constraint failed: t.id; if "
         "keys may come again, use --on-conflict ignore, replace or update",
         {{"1|'Ada'|'5'", "2|NULL|'6'", "3|'C\ny'|'-1'"},
          "1,Dup,7\n",
          "6,4,id,\"\"\"1\"\": UNIQUE constraint failed: t.id\"\n"});
}

TEST_F(ConstraintTest, PrimaryKeyOfATableWithoutRowids) {
  expect("CREATE TABLE t (id PRIMARY KEY, name, n) WITHOUT ROWID",
         "t.csv:6: column \"id\": \"1\": UNIQUE constraint failed: t.id; if "
         "keys may come again, use --on-conflict ignore, replace or update",
         {{"'1'|'Ada'|'5'", "'2'|NULL|'6'", "'3'|'C\ny'|'-1'"},
          "1,Dup,7\n",
          "6,4,id,\"\"\"1\"\": UNIQUE constraint failed: t.id\"\n"});
}

TEST_F(ConstraintTest, KeyOfSeveralColumns) {
  expect(
      "CREATE TABLE t (id, name, n, UNIQUE (n, id));"
      "INSERT INTO t VALUES ('1', 'old', '7')",
      "t.csv:6: \"1\", \"7\": UNIQUE constraint failed: t.n, t.id; if keys may "
      "come again, use --on-conflict ignore or replace",
      {{"'1'|'old'|'7'", "'1'|'Ada'|'5'", "'2'|NULL|'6'", "'3'|'C\ny'|'-1'"},
       "1,Dup,7\n",
       "6,4,,\"\"\"1\"\", \"\"7\"\": UNIQUE constraint failed: t.n, "
       "t.id\"\n"});
}

TEST_F(ConstraintTest, KeyThatIsNoInteger) {
  expect(
      "CREATE TABLE t (id, name INTEGER PRIMARY KEY, n)",
      "t.csv:2: column \"name\": \"Ada\": not an integer, as the table's key "
      "is",
      {{"'2'|1|'6'"},
       "1,Ada,5\n3,\"C\ny\",-1\n1,Dup,7\n",
       "2,1,name,\"\"\"Ada\"\": not an integer, as the table's key is\"\n"
       "4,3,name,\"\"\"C\\x0Ay\"\": not an integer, as the table's key "
       "is\"\n"
       "6,4,name,\"\"\"Dup\"\": not an integer, as the table's key is\"\n"});
}

TEST_F(ConstraintTest, TypeOfAStrictTable) {
  const std::string reason = "not an integer, as a STRICT table has it";
  expect("CREATE TABLE t (id INT, name INT, n INT) STRICT",
         "t.csv:2: column \"name\": \"Ada\": " + reason,
         {{"2|NULL|6"},
          "1,Ada,5\n3,\"C\ny\",-1\n1,Dup,7\n",
          "2,1,name,\"\"\"Ada\"\": " + reason +
              "\"\n4,3,name,\"\"\"C\\x0Ay\"\": " + reason +
              "\"\n6,4,name,\"\"\"Dup\"\": " + reason + "\"\n"});
}

// SQLite has taken the old row's entries out of indexes when it finds that.
TEST_F(ConstraintTest, TypeOfAStrictTableWhoseRowIsToBeReplaced) {
  write("r.csv", "id,n\n1,x\n2,7\n");
  for (const char* const path : {"direct", "conventional"}) {
    for (const char* const n :
         {"n INT", "n INT UNIQUE", "n INT, UNIQUE (id) ON CONFLICT REPLACE"}) {
      execute("r.db", std::string("CREATE TABLE t (id INTEGER PRIMARY KEY, ") +
                          n + ") STRICT; CREATE INDEX i ON t (n);" +
                          "INSERT INTO t VALUES (1, 5), (2, 6)");
      EXPECT_EQ(run({"--table", "t", "--path", path, "--on-conflict", "replace",
                     "--pk", "id", "--on-error", "skip", "r.csv", "r.db"})
                    .exit_code,
                3);
      EXPECT_EQ(query("r.db", "SELECT * FROM t"), (Rows{"1|5", "2|7"}));
      EXPECT_EQ(integrity("r.db"), "ok");
      remove("r.db");
    }
  }
}

TEST_F(ConstraintTest, RowsThatItReplacesByItselfAreUpdated) {
  write("r.csv", "id,n\n1,x\n2,y\n2,z\n");
  const auto summary = [&](const std::string& declared) {
    execute("r.db", "CREATE TABLE r (" + declared +
                        "); INSERT INTO r VALUES (1, 'old'), (9, 'old')");
    const RunResult result = run({"r.csv", "r.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(query("r.db", "SELECT * FROM r ORDER BY id"),
              (Rows{"1|'x'", "2|'z'", "9|'old'"}));
    remove("r.db");
    return result.err.substr(0, result.err.find(", in "));
  };
  for (const char* const declared :
       {"id INTEGER PRIMARY KEY ON CONFLICT REPLACE, n",
        "id INT UNIQUE ON CONFLICT REPLACE, n"}) {
    EXPECT_EQ(summary(declared), "1 row into table \"r\", 2 updated");
  }
}

constexpr const char* kParent =
    "CREATE TABLE p (x INTEGER PRIMARY KEY); INSERT INTO p VALUES (1), (3);";

TEST_F(ConstraintTest, ForeignKey) {
  expect(std::string(kParent) + "CREATE TABLE t (id REFERENCES p, name, n)",
         "t.csv:3: column \"id\": \"2\": FOREIGN KEY constraint failed: no "
         "such p.x",
         {{"'1'|'Ada'|'5'", "'3'|'C\ny'|'-1'", "'1'|'Dup'|'7'"},
          "2,,6\n",
          "3,2,id,\"\"\"2\"\": FOREIGN KEY constraint failed: no such "
          "p.x\"\n"});
}

TEST_F(ConstraintTest, ForeignKeyThatIsCheckedAtTheEnd) {
  expect(std::string(kParent) +
             "CREATE TABLE t (id REFERENCES p DEFERRABLE INITIALLY DEFERRED,"
             " name UNIQUE, n)",
         "t.csv:3: column \"id\": \"2\": FOREIGN KEY constraint failed: no "
         "such p.x",
         {{"'1'|'Ada'|'5'", "'3'|'C\ny'|'-1'", "'1'|'Dup'|'7'"},
          "2,,6\n",
          "3,2,id,\"\"\"2\"\": FOREIGN KEY constraint failed: no such "
          "p.x\"\n"});
}

// A row that refers to one that is refused goes with it.
TEST_F(ConstraintTest, ForeignKeysThatHangOnEachOther) {
  write("t.csv", "id,name,n\n4,a,3\n3,b,2\n2,c,9\n1,d,1\n");
  expect(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, name, n REFERENCES t"
      " DEFERRABLE INITIALLY DEFERRED)",
      "t.csv:4: column \"n\": \"9\": FOREIGN KEY constraint failed: no such "
      "t.id",
      {{"1|'d'|'1'"},
       "4,a,3\n3,b,2\n2,c,9\n",
       "2,1,n,\"\"\"3\"\": FOREIGN KEY constraint failed: no such t.id\"\n"
       "3,2,n,\"\"\"2\"\": FOREIGN KEY constraint failed: no such t.id\"\n"
       "4,3,n,\"\"\"9\"\": FOREIGN KEY constraint failed: no such "
       "t.id\"\n"});
}

// Rows whose keys are open in the end leave nothing behind, whatever the table
// does about rows that go.
TEST_F(ConstraintTest, ForeignKeysThatAreOpenInTheEndLeaveOthersAlone) {
  write("t.csv", "id,p\n1,99\n2,1\n3,\n");
  const std::string problem = "FOREIGN KEY constraint failed: no such t.id";
  for (const char* const action : {"CASCADE", "SET NULL"}) {
    execute(
        "t.db",
        "CREATE TABLE t (id INTEGER PRIMARY KEY, p REFERENCES t ON DELETE " +
            std::string(action) +
            " DEFERRABLE INITIALLY DEFERRED); CREATE TABLE log (x);"
            "CREATE TRIGGER g AFTER INSERT ON t BEGIN"
            " INSERT INTO log VALUES (new.id); END");
    const RunResult result =
        run({"-q", "--on-error", "skip", "--rejects", "r", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"3|NULL"}));
    EXPECT_EQ(query("t.db", "SELECT * FROM log"), (Rows{"3"}));
    EXPECT_EQ(read("r"), "id,p\n1,99\n2,1\n");
    remove("t.db");
  }
}

TEST_F(ConstraintTest, ForeignKeysThatAreOpenInTheEndTakeNoOtherRowWithThem) {
  execute("t.db",
          "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);"
          "CREATE TABLE t (\"rowid\" INT, p REFERENCES p (id)"
          " DEFERRABLE INITIALLY DEFERRED); INSERT INTO t VALUES (2, 1)");
  write("t.csv", "rowid,p\n2,99\n7,1\n");
  EXPECT_EQ(run({"-q", "--on-error", "skip", "t.csv", "t.db"}).exit_code, 3);
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"2|1", "7|'1'"}));
}

// The second record is ignored only as long as the first one is there.
TEST_F(ConstraintTest, ForeignKeysThatAreOpenInTheEndMakeRoomForOtherRows) {
  execute("t.db",
          "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (5);"
          "CREATE TABLE t (id INTEGER PRIMARY KEY, v REFERENCES p (id)"
          " DEFERRABLE INITIALLY DEFERRED)");
  write("t.csv", "id,v\n1,6\n1,5\n");
  EXPECT_EQ(run({"-q", "--on-error", "skip", "--on-conflict", "ignore", "t.csv",
                 "t.db"})
                .exit_code,
            3);
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|'5'"}));
}

TEST_F(ConstraintTest, ExpressionThatFails) {
  write("t.csv", "id,name,n\n1,[],5\n2,no json,6\n");
  expect(
      "CREATE TABLE t (id, name, n, CHECK (json_extract(name, '$.x') IS NOT"
      " 1))",
      "t.csv:3: malformed JSON",
      {{"'1'|'[]'|'5'"}, "2,no json,6\n", "3,2,,malformed JSON\n"});
}

// What the trigger did before is undone too.
TEST_F(ConstraintTest, Trigger) {
  expect(
      "CREATE TABLE log (x); CREATE TABLE t (id, name, n INT);"
      "CREATE TRIGGER g BEFORE INSERT ON t BEGIN"
      " INSERT INTO log VALUES (new.n);"
      " SELECT raise(abort, 'n is negative') WHERE new.n < 0; END;",
      "t.csv:4: n is negative",
      {{"'1'|'Ada'|5", "'2'|NULL|6", "'1'|'Dup'|7"},
       "3,\"C\ny\",-1\n",
       "4,3,,n is negative\n"});
}

// Those that are no CSV and those that the database refuses, in file order.
TEST_F(ConstraintTest, MeetsRecordsThatAreBadAnyway) {
  write("t.csv", "id,name,n\n1,a\n2,b,1\n2,c,1\n4,d,1,5\n2,e,1\n");
  const Skipped skipped{{"2|'b'|'1'"},
                        "1,a\n2,c,1\n4,d,1,5\n2,e,1\n",
                        "2,1,,\"expected 3 fields, got 2\"\n"
                        "4,3,id,\"\"\"2\"\": UNIQUE constraint failed: "
                        "t.id\"\n"
                        "5,4,,\"expected 3 fields, got 4\"\n"
                        "6,5,id,\"\"\"2\"\": UNIQUE constraint failed: "
                        "t.id\"\n"};
  expect("CREATE TABLE t (id INTEGER PRIMARY KEY, name, n)",
         "t.csv:2: expected 3 fields, got 2", skipped);
}

TEST_F(ConstraintTest, HoldsInManyRowsToo) {
  std::string csv = "id,name,n\n";
  std::string rejects = csv;
  for (int i = 0; i < 50'000; ++i) {
    const bool is_bad = i % 10 == 9 && i > 20'000;
    const std::string record = std::to_string(is_bad ? i - 1 : i) + ",x,1\n";
    csv += record;
    if (is_bad) rejects += record;
  }
  write("t.csv", csv);
  for (const Arguments& way : every_way()) {
    execute("t.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, name, n)");
    const RunResult result =
        run(way + Arguments{"-q", "--on-error", "skip", "--rejects", "r",
                            "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_EQ(query("t.db", "SELECT count(*) FROM t"), (Rows{"47000"}));
    EXPECT_EQ(read("r"), rejects);
    remove("t.db");
  }
}

TEST_F(ConstraintTest, IsNamedOfAPipeToo) {
  for (const Arguments& way : every_way()) {
    execute("t.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, name, n)");
    const RunResult result =
        run_piped(way + Arguments{"--table", "t", "-", "t.db"}, read("t.csv"));
    EXPECT_EQ(result.err,
              "error: stdin:6: column \"id\": \"1\": UNIQUE constraint failed: "
              "t.id; if keys may come again, use --on-conflict ignore, replace "
              "or update\n");
    EXPECT_EQ(result.exit_code, 1);
    remove("t.db");
  }
}

TEST_F(ConstraintTest, CountsForMaxErrors) {
  execute("t.db", "CREATE TABLE t (id, name NOT NULL, n INT CHECK (n > 0))");
  const std::string before = read("t.db");
  const RunResult result =
      run({"--on-error", "skip", "--max-errors", "1", "t.csv", "t.db"});
  EXPECT_EQ(result.err,
            "error: t.csv:4: CHECK constraint failed: n > 0; one bad record "
            "more than --max-errors 1 allows\n");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(read("t.db"), before);
  EXPECT_EQ(
      run({"-q", "--on-error", "skip", "--max-errors", "2", "t.csv", "t.db"})
          .exit_code,
      3);
}

// Also where a trigger does it of a table that a trigger fills. What is bad for
// itself is not named before it.
TEST_F(ConstraintTest, MayRollTheWholeImportBack) {
  write("t.csv", "id,name,n\n1,Ada,5\n2,,6\n7,x\n3,Cy,-1\n1,Dup,7\n");
  const std::string rolled_back =
      "; table \"t\" has the import rolled back as a whole\n";
  const std::string negative = "t.csv:5: n is negative" + rolled_back;
  const std::string when =
      " WHEN new.n < 0 BEGIN SELECT raise(rollback, 'n is "
      "negative'); END;";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"CREATE TABLE t (id, name, n INT);"
       "CREATE TRIGGER g BEFORE INSERT ON t" +
           when,
       negative},
      {"CREATE TABLE t (id, name, n INT); CREATE TABLE log (n);"
       "CREATE TRIGGER f BEFORE INSERT ON t BEGIN"
       " INSERT INTO log VALUES (new.n); END;"
       "CREATE TRIGGER g BEFORE INSERT ON log" +
           when,
       negative},
      {"CREATE TABLE t (id PRIMARY KEY ON CONFLICT ROLLBACK, name, n)",
       "t.csv:6: column \"id\": \"1\": UNIQUE constraint failed: t.id" +
           rolled_back}};
  for (const auto& [sql, message] : cases) {
    execute("t.db", sql);
    const std::string before = read("t.db");
    for (const Arguments& way : every_way()) {
      const RunResult result =
          run(way + Arguments{"--on-error", "skip", "t.csv", "t.db"});
      EXPECT_EQ(result.err, "error: " + message);
      EXPECT_EQ(result.exit_code, 1);
      EXPECT_EQ(read("t.db"), before);
    }
    EXPECT_EQ(run({"t.csv", "t.db"}).err,
              "error: t.csv:4: expected 3 fields, got 2\n");
    remove("t.db");
  }
}

// What goes with a row that is replaced sets off triggers of its own table.
TEST_F(ConstraintTest, OfOtherTablesMayRollTheWholeImportBack) {
  std::string csv = "id,v\n5,x\n1,y\n";
  for (int i = 6; i < 20'000; ++i) csv += std::to_string(i) + ",z\n";
  write("p.csv", csv);
  for (const char* const action : {"CASCADE", "SET NULL"}) {
    execute("t.db",
            "CREATE TABLE p (id INTEGER PRIMARY KEY, v);"
            "CREATE TABLE c (p REFERENCES p ON DELETE " +
                std::string(action) +
                ");"
                "CREATE TRIGGER d BEFORE DELETE ON c"
                " BEGIN SELECT raise(rollback, 'locked'); END;"
                "CREATE TRIGGER u BEFORE UPDATE ON c"
                " BEGIN SELECT raise(rollback, 'locked'); END;"
                "INSERT INTO p VALUES (1, 'old');"
                "INSERT INTO c VALUES (1)");
    const std::string before = read("t.db");
    for (const Arguments& way : every_way()) {
      for (const char* const on_error : {"skip", "abort"}) {
        const RunResult result =
            run(way + Arguments{"--on-conflict", "replace", "--on-error",
                                on_error, "p.csv", "t.db"});
        EXPECT_EQ(result.err,
                  "error: p.csv:3: locked; table \"p\" has the import rolled "
                  "back as a whole\n");
        EXPECT_EQ(result.exit_code, 1);
        EXPECT_EQ(read("t.db"), before);
      }
    }
    remove("t.db");
  }
}

TEST_F(ConstraintTest, MayRollBackAnImportThatSkipsNothing) {
  execute("t.db",
          "CREATE TABLE t (id, name, n INT);"
          "CREATE TRIGGER g BEFORE INSERT ON t WHEN new.n < 0 BEGIN"
          " SELECT raise(rollback, 'n is negative'); END");
  EXPECT_EQ(run({"t.csv", "t.db"}).err,
            "error: t.csv:4: n is negative; table \"t\" has the import rolled "
            "back as a whole\n");
}

TEST_F(ConstraintTest, MayHaveRowsIgnored) {
  execute("t.db",
          "CREATE TABLE t (id, name, n INT);"
          "CREATE TRIGGER g BEFORE INSERT ON t WHEN new.n < 0 BEGIN"
          " SELECT raise(ignore); END");
  const RunResult result = run({"t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(result.err.starts_with("3 rows into table \"t\", 1 ignored, in "))
      << result.err;
}

TEST_F(ConstraintTest, NameColumnsWhoseNamesLookLikeSeveral) {
  write("t.csv", "\"a, b\",x.y,\"t, u.a\"\n1,2,3\n1,2,4\n5,,6\n5,7,3\n");
  const std::string table =
      "CREATE TABLE \"t, u\" (\"a, b\", \"x.y\" NOT NULL, \"t, u.a\" UNIQUE, "
      "UNIQUE (\"a, b\", \"x.y\"))";
  execute("t.db", table);
  const RunResult result = run({"-q", "--table", "t, u", "--on-error", "skip",
                                "--rejects", "r", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(read("r.reasons"),
            "line,record,column,reason\n"
            "3,2,,\"\"\"1\"\", \"\"2\"\": UNIQUE constraint failed: "
            "t, u.a, b, t, u.x.y\"\n"
            "4,3,x.y,\"NOT NULL constraint failed: t, u.x.y\"\n"
            "5,4,\"t, u.a\",\"\"\"3\"\": UNIQUE constraint failed: "
            "t, u.t, u.a\"\n");
}

}  // namespace
}  // namespace csvimport
