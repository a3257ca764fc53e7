// Tables of one import may refer to each other and to themselves, whatever the
// order of tables and rows.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class ForeignKeyTest : public CliTest {
 protected:
  ForeignKeyTest() {
    write("p.csv", "id\n1\n2\n");
    write("c.csv", "id,p\n1,2\n2,1\n");
  }

  // Imports the files in every way into a database made by `sql`, and expects
  // success.
  void expect_import(const std::string& sql, const Arguments& arguments,
                     const std::string& select, const Rows& rows) {
    for (const Arguments& way : every_way()) {
      execute("t.db", sql);
      const RunResult result =
          run(way + Arguments{"-q"} + arguments + Arguments{"t.db"});
      EXPECT_EQ(result.err, "");
      EXPECT_EQ(result.exit_code, 0);
      expect_rows_of(select, rows);
    }
  }

  // The same for an import that leaves records out.
  void expect_skipped(const std::string& sql, const Arguments& arguments,
                      const std::string& select, const Rows& rows,
                      const std::string& reasons) {
    for (const Arguments& way : every_way()) {
      execute("t.db", sql);
      const RunResult result =
          run(way + Arguments{"-q", "--on-error", "skip", "--rejects", "r"} +
              arguments + Arguments{"t.db"});
      EXPECT_EQ(result.err, "");
      EXPECT_EQ(result.exit_code, 3);
      EXPECT_EQ(read("r.reasons"), "line,record,column,reason\n" + reasons);
      expect_rows_of(select, rows);
    }
  }

  // The same for one that fails and leaves the database as it was.
  void expect_failure(const std::string& sql, const Arguments& arguments,
                      const std::string& message) {
    for (const Arguments& way : every_way()) {
      execute("t.db", sql);
      const std::string before = read("t.db");
      const RunResult result = run(way + arguments + Arguments{"t.db"});
      EXPECT_EQ(result.err, "error: " + message + "\n");
      EXPECT_EQ(result.exit_code, 1);
      EXPECT_EQ(read("t.db"), before);
      remove("t.db");
    }
  }

  const std::string tables_ =
      "CREATE TABLE p (id INTEGER PRIMARY KEY);"
      "CREATE TABLE c (id INTEGER PRIMARY KEY, p NOT NULL REFERENCES p);";
  const std::string filled_ =
      tables_ + "INSERT INTO p VALUES (7); INSERT INTO c VALUES (8, 7);";
  const std::string select_ =
      "SELECT id, p FROM c UNION ALL SELECT id, 0 FROM p";
  const Rows rows_ = {"1|'2'", "2|'1'", "1|0", "2|0"};

 private:
  void expect_rows_of(const std::string& select, const Rows& rows) {
    EXPECT_EQ(query("t.db", select), rows);
    EXPECT_EQ(query("t.db", "PRAGMA foreign_key_check"), Rows{});
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
  }
};

TEST_F(ForeignKeyTest, TablesThatReferToEachOtherComeInAnyOrder) {
  for (const Arguments& files :
       {Arguments{"p.csv", "c.csv"}, Arguments{"c.csv", "p.csv"}}) {
    expect_import(tables_, files, select_, rows_);
    expect_import(filled_, Arguments{"--if-exists", "truncate"} + files,
                  select_, rows_);
    expect_import("CREATE TABLE c (id INTEGER PRIMARY KEY, p REFERENCES p)",
                  Arguments{"--pk", "id"} + files, select_, rows_);
  }
}

TEST_F(ForeignKeyTest, TablesThatReferToEachOtherAreReplacedInAnyOrder) {
  for (const Arguments& files :
       {Arguments{"p.csv", "c.csv"}, Arguments{"c.csv", "p.csv"}}) {
    expect_import(
        filled_,
        Arguments{"--if-exists", "replace", "--pk", "id", "--drop-unfit"} +
            files,
        select_, {"1|2", "2|1", "1|0", "2|0"});
  }
}

// What is emptied is not emptied again when a table that it hangs on is.
TEST_F(ForeignKeyTest, TablesThatLoseRowsWithOthersAreEmptiedFirst) {
  expect_import(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (id, p INTEGER"
      " REFERENCES p ON DELETE CASCADE);"
      "INSERT INTO p VALUES (1), (2); INSERT INTO c VALUES (8, 1);",
      {"--if-exists", "truncate", "c.csv", "p.csv"}, "SELECT * FROM c",
      {"'1'|2", "'2'|1"});
}

// Rows further apart than those that are moved at once.
TEST_F(ForeignKeyTest, RowsReferToLaterOnesOfTheirTable) {
  std::string csv = "id,m\n";
  for (int i = 1; i < 25'000; ++i) {
    csv += std::to_string(i) + "," + std::to_string((i * 7919) % 25'000) + "\n";
  }
  write("t.csv", csv + "0,\n");
  expect_import("CREATE TABLE t (id INTEGER PRIMARY KEY, m REFERENCES t)",
                {"t.csv"}, "SELECT count(*) FROM t", {"25000"});
}

TEST_F(ForeignKeyTest, RowsGoWithThoseTheyReferToHoweverFarApart) {
  std::string csv = "id,m\n";
  for (int i = 1; i < 25'000; ++i) csv += std::to_string(i) + ",\n";
  write("t.csv", "id,m\n-3,-2\n" + csv.substr(5) + "-2,-1\n-1,99999\n");
  const std::string problem =
      ": FOREIGN KEY constraint failed: no such t.id\"\n";
  expect_skipped("CREATE TABLE t (id INTEGER PRIMARY KEY, m REFERENCES t)",
                 {"t.csv"}, "SELECT count(*), min(id) FROM t", {"24999|1"},
                 "2,1,m,\"\"\"-2\"\"" + problem + "25002,25001,m,\"\"\"-1\"\"" +
                     problem + "25003,25002,m,\"\"\"99999\"\"" + problem);
}

TEST_F(ForeignKeyTest, OneBadRecordIsLeftOutWhateverIsDoneAboutConflicts) {
  write("c.csv", "id,p\n1,7\n2,9\n1,7\n3,7\n");
  const std::string reason =
      "3,2,p,\"\"\"9\"\": FOREIGN KEY constraint failed: no such p.id\"\n";
  for (const char* const end : {"", " WITHOUT ROWID"}) {
    const std::string sql =
        "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (7);"
        "CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p)" +
        std::string(end) + "; INSERT INTO c VALUES (8, 7), (3, 7);";
    for (const char* const on_conflict : {"ignore", "replace", "update"}) {
      const Arguments flags{"--on-conflict", on_conflict, "c.csv"};
      expect_skipped(sql, flags, "SELECT * FROM c", {"1|7", "3|7", "8|7"},
                     reason);
      expect_skipped(sql, Arguments{"--if-exists", "truncate"} + flags,
                     "SELECT * FROM c", {"1|7", "3|7"}, reason);
    }
  }
}

TEST_F(ForeignKeyTest, KeysOfSeveralColumnsAreComparedAsTheParentHasThem) {
  write("c.csv", "a,b\nX ,007\nx,7\ny,7\n,8\nz,\n");
  expect_skipped(
      "CREATE TABLE p (a TEXT COLLATE NOCASE, b INTEGER, UNIQUE (a, b));"
      "INSERT INTO p VALUES ('X', 7);"
      "CREATE TABLE c (b TEXT, a COLLATE RTRIM,"
      " FOREIGN KEY (a, b) REFERENCES p (a, b))",
      {"c.csv"}, "SELECT a, b FROM c", {"'x'|'7'", "NULL|'8'", "'z'|NULL"},
      "2,1,,\"\"\"007\"\", \"\"X \"\": FOREIGN KEY constraint failed: no such "
      "p.a, p.b\"\n"
      "4,3,,\"\"\"7\"\", \"\"y\"\": FOREIGN KEY constraint failed: no such "
      "p.a, p.b\"\n");
}

TEST_F(ForeignKeyTest, ColumnsThatTheFileLacksReferByTheirDefault) {
  write("c.csv", "id\n1\n2\n");
  const std::string parent =
      "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (7);";
  expect_import(parent + "CREATE TABLE c (id, p DEFAULT 7 REFERENCES p)",
                {"c.csv"}, "SELECT * FROM c", {"'1'|7", "'2'|7"});
  expect_failure(parent + "CREATE TABLE c (id, p DEFAULT 9 REFERENCES p)",
                 {"c.csv"},
                 "c.csv:2: FOREIGN KEY constraint failed: no such p.id");
}

// The first row of p has the key of the second, until it is left out.
TEST_F(ForeignKeyTest, RowsMayReferToOnesThatTakeThePlaceOfBadRecords) {
  write("p.csv", "id,u,q\n1,1,9\n2,1,\n");
  write("c.csv", "p\n2\n");
  execute("t.db",
          "CREATE TABLE q (id INTEGER PRIMARY KEY);"
          "CREATE TABLE p (id INTEGER PRIMARY KEY, u UNIQUE, q REFERENCES q);"
          "CREATE TABLE c (p REFERENCES p)");
  const RunResult result =
      run({"-q", "--on-error", "skip", "p.csv", "c.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(query("t.db", "SELECT id, u FROM p"), Rows{"2|'1'"});
  EXPECT_EQ(query("t.db", "SELECT count(*) FROM c"), Rows{"1"});
  EXPECT_EQ(query("t.db", "PRAGMA foreign_key_check"), Rows{});
}

TEST_F(ForeignKeyTest, DefaultsReferAsTheTableKeepsThem) {
  write("c.csv", "id\n1\n");
  const auto tables = [](const std::string& column) {
    return "CREATE TABLE p (id TEXT PRIMARY KEY);"
           "INSERT INTO p VALUES ('01'), ('7');"
           "CREATE TABLE c (id, p " +
           column + " REFERENCES p)";
  };
  expect_import(tables("INT DEFAULT '7'"), {"c.csv"}, "SELECT * FROM c",
                {"'1'|7"});
  expect_import(tables("TEXT DEFAULT 7"), {"c.csv"}, "SELECT * FROM c",
                {"'1'|'7'"});
  for (const char* const column :
       {"INT DEFAULT '01'", "DEFAULT (0 + abs(9))", "DEFAULT ('x' || '7')"}) {
    expect_failure(tables(column), {"c.csv"},
                   "t.db: table \"c\" refers to rows of \"p\" that are not "
                   "there at the end of the import");
  }
}

TEST_F(ForeignKeyTest, RowidsThatSqliteChoosesReferToo) {
  const std::string tables =
      "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);"
      "CREATE TABLE c (id INTEGER PRIMARY KEY REFERENCES p, v)";
  const std::string message =
      "t.db: table \"c\" refers to rows of \"p\" that are not there at the "
      "end of the import";
  write("c.csv", "v\nx\n");
  expect_import(tables, {"c.csv"}, "SELECT * FROM c", {"1|'x'"});
  write("c.csv", "v\nx\ny\n");
  expect_failure(tables, {"c.csv"}, message);
  write("c.csv", "id,v\n1,x\n,y\n");
  expect_failure(tables, {"c.csv"}, message);
  write("c.csv", "id,v\n1,x\n2,y\n");
  expect_failure(tables, {"c.csv"},
                 "c.csv:3: column \"id\": \"2\": FOREIGN KEY constraint "
                 "failed: no such p.id");
}

// A trigger may see to the key; that another record is bad changes nothing.
TEST_F(ForeignKeyTest, TriggersMayMendWhatARowRefersTo) {
  write("c.csv", "id,p\n1,-7\n2,9\n3,7\n4,8\n");
  expect_skipped(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (7);"
      "CREATE TABLE c (id, p INT REFERENCES p);"
      "CREATE TRIGGER a AFTER INSERT ON c WHEN new.p < 0 BEGIN"
      " UPDATE c SET p = -new.p WHERE id = new.id; END;"
      "CREATE TRIGGER b BEFORE INSERT ON c WHEN new.p = 8 BEGIN"
      " INSERT INTO p VALUES (8); END;",
      {"c.csv"}, "SELECT * FROM c", {"'1'|7", "'3'|7", "'4'|8"},
      "3,2,p,\"\"\"9\"\": FOREIGN KEY constraint failed: no such p.id\"\n");
}

TEST_F(ForeignKeyTest, KeysThatNoRecordOpensFailTheImport) {
  const std::string message =
      "t.db: table \"other\" refers to rows of \"p\" that are not there at the "
      "end of the import";
  const std::string old = "PRAGMA foreign_keys = OFF;" + tables_ +
                          "CREATE TABLE old (p REFERENCES p);"
                          "INSERT INTO old VALUES (5), (6), (7);"
                          "CREATE TABLE other (p REFERENCES p);";
  for (const Arguments& flags :
       {Arguments{}, Arguments{"--on-error", "skip"}}) {
    expect_failure(
        old + "INSERT INTO p VALUES (3); INSERT INTO other VALUES (3)",
        flags + Arguments{"--if-exists", "truncate", "p.csv"}, message);
    expect_failure(old +
                       "CREATE TRIGGER g AFTER INSERT ON p BEGIN"
                       " INSERT INTO other VALUES (new.id + 1); END",
                   flags + Arguments{"p.csv"}, message);
  }
}

TEST_F(ForeignKeyTest,
       OnlyWhatRefersToNothingByTheImportIsInTheWayOfReplacing) {
  const std::string old =
      "PRAGMA foreign_keys = OFF; CREATE TABLE p (id INTEGER PRIMARY KEY);"
      "INSERT INTO p VALUES (1), (3); CREATE TABLE other (p REFERENCES p) ";
  const Arguments flags{"--if-exists", "replace", "--pk", "id", "p.csv"};
  const std::string message =
      "t.db: table \"other\" refers to rows of \"p\" that the new table does "
      "not have";
  for (const Arguments& way : every_way()) {
    execute("t.db", old + "; INSERT INTO other VALUES (1), (5)");
    const RunResult result =
        run(way + Arguments{"-q"} + flags + Arguments{"t.db"});
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(query("t.db", "SELECT * FROM p"), (Rows{"1", "2"}));
    remove("t.db");
  }
  expect_failure(old + "; INSERT INTO other VALUES (2), (3)", flags, message);
  // One that was open before is met now, and another is not.
  for (const char* const end : {"", " WITHOUT ROWID"}) {
    expect_failure(
        "PRAGMA foreign_keys = OFF; CREATE TABLE p (id INTEGER PRIMARY KEY);"
        "INSERT INTO p VALUES (3); CREATE TABLE other (i PRIMARY KEY, rowid, p "
        "REFERENCES p)" +
            std::string(end) +
            "; INSERT INTO other VALUES (1, 0, 2), (2, 0, 3)",
        flags, message);
  }
}

TEST_F(ForeignKeyTest, ATableMayReferToOneThatIsNotThere) {
  const std::string sql =
      "PRAGMA foreign_keys = OFF; CREATE TABLE p (id INTEGER PRIMARY KEY);"
      "CREATE TABLE other (a REFERENCES lost, b REFERENCES lost (id), p "
      "REFERENCES p); INSERT INTO other VALUES (1, 2, ";
  const Arguments flags{"--if-exists", "replace", "--pk", "id", "p.csv"};
  for (const Arguments& way : every_way()) {
    execute("t.db", sql + "NULL)");
    const RunResult result =
        run(way + Arguments{"-q"} + flags + Arguments{"t.db"});
    EXPECT_EQ(result.err, "");
    remove("t.db");
  }
  expect_failure(
      "PRAGMA foreign_keys = OFF;" + sql + "3); INSERT INTO p VALUES (3)",
      flags,
      "t.db: table \"other\" refers to rows of \"p\" that the new "
      "table does not have");
}

TEST_F(ForeignKeyTest, TheFirstBadRecordInFileOrderIsTheError) {
  const std::string sql =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, m REFERENCES t, v CHECK (v > "
      "0))";
  const std::string missing = "FOREIGN KEY constraint failed: no such t.id";
  const std::string taken =
      "UNIQUE constraint failed: t.id; if keys may come again, use "
      "--on-conflict ignore, replace or update";
  // Behind one that refers to nothing.
  write("t.csv", "id,m,v\n1,9,1\n2,,1\n2,,1\n3,,0\n");
  expect_failure(sql, {"t.csv"}, "t.csv:2: column \"m\": \"9\": " + missing);
  // In front of it.
  write("t.csv", "id,m,v\n2,,1\n2,,1\n1,9,1\n");
  expect_failure(sql, {"t.csv"}, "t.csv:3: column \"id\": \"2\": " + taken);
  // Behind one that refers to a later row.
  write("t.csv", "id,m,v\n1,3,1\n2,,1\n2,,1\n3,,1\n3,,1\n");
  expect_failure(sql, {"t.csv"}, "t.csv:4: column \"id\": \"2\": " + taken);
  write("t.csv", "id,m,v\n1,3,1\n2,,1\n2,,1\n3,,1\n4,9,1\n");
  expect_failure(sql, {"t.csv"}, "t.csv:4: column \"id\": \"2\": " + taken);
  // Only in the way of another because it is in.
  write("t.csv", "id,m,v\n1,9,1\n1,,1\n");
  expect_failure(sql, {"t.csv"}, "t.csv:2: column \"m\": \"9\": " + missing);
}

TEST_F(ForeignKeyTest, TheFirstBadRecordInTheOrderOfTablesIsTheError) {
  write("p.csv", "id\n1\n1\n2\n");
  write("c.csv", "id,p\n1,2\n2,9\n");
  expect_failure(tables_, {"c.csv", "p.csv"},
                 "c.csv:3: column \"p\": \"9\": FOREIGN KEY constraint failed: "
                 "no such p.id");
  expect_failure(
      tables_, {"p.csv", "c.csv"},
      "p.csv:3: column \"id\": \"1\": UNIQUE constraint failed: p.id; if keys "
      "may come again, use --on-conflict ignore, replace or update");
  write("c.csv", "id,p\n1,2\n");
  expect_failure(
      tables_, {"c.csv", "p.csv"},
      "p.csv:3: column \"id\": \"1\": UNIQUE constraint failed: p.id; if keys "
      "may come again, use --on-conflict ignore, replace or update");
}

// The key of the second table's rows is looked at before the first one's rows
// are moved.
TEST_F(ForeignKeyTest, NewTablesDoNotComeBeforeThoseThatReferToThem) {
  write("p.csv", "id\nx\nx\n");
  write("c.csv", "id,p\n1,x\n2,y\n");
  const std::string broken =
      "c.csv:3: column \"p\": \"y\": FOREIGN KEY constraint failed: no such "
      "p.id";
  const std::string taken =
      "p.csv:3: column \"id\": \"x\": UNIQUE constraint failed: p.id; if keys "
      "may come again, use --on-conflict ignore, replace or update";
  const Arguments flags = {"--pk", "id"};
  const Arguments refers = flags + Arguments{"--foreign-key", "p=p.id"};
  const std::string there =
      "CREATE TABLE c (id INTEGER PRIMARY KEY, p TEXT REFERENCES p (id))";
  expect_failure("CREATE TABLE a (a)", refers + Arguments{"c.csv", "p.csv"},
                 broken);
  expect_failure("CREATE TABLE a (a)", refers + Arguments{"p.csv", "c.csv"},
                 taken);
  expect_failure(there, flags + Arguments{"c.csv", "p.csv"}, broken);
  expect_failure(there, flags + Arguments{"p.csv", "c.csv"}, taken);
}

// A constraint that replaces rows takes away what others refer to.
TEST_F(ForeignKeyTest, RowsThatAConstraintReplacesMayBeReferredTo) {
  write("p.csv", "id,u\n5,x\n");
  expect_failure(
      "CREATE TABLE p (id INTEGER PRIMARY KEY, u UNIQUE ON CONFLICT REPLACE,"
      " f REFERENCES p);"
      "CREATE TABLE c (p REFERENCES p);"
      "INSERT INTO p VALUES (1, 'x', NULL); INSERT INTO c VALUES (1)",
      {"p.csv"},
      "t.db: table \"c\" refers to rows of \"p\" that are not there at the end "
      "of the import");
}

// SQLite counts keys that are open, and takes one that was open before for one
// of its count when it closes. As p refers to c, too, c comes before it where
// its file does not.
TEST_F(ForeignKeyTest, NoneIsOpenedUnseenWhereSomeWereOpenBefore) {
  const std::string sql =
      "PRAGMA foreign_keys = OFF; CREATE TABLE p (id INTEGER PRIMARY KEY, v, c "
      "INT "
      "REFERENCES c);"
      "CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p);"
      "INSERT INTO c VALUES (1, 5)";
  const std::string message =
      "t.db: rows of table \"c\" would refer to rows of \"p\" that are not "
      "there; the database has such rows already, as PRAGMA foreign_key_check "
      "tells: mend those first";
  write("p.csv", "id,v\n5,x\n");
  write("c.csv", "id,p\n2,6\n");
  for (const char* const way : {"replace", "update"}) {
    expect_failure(sql, {"--on-conflict", way, "c.csv", "p.csv"},
                   "c.csv:2: column \"p\": \"6\": FOREIGN KEY constraint "
                   "failed: no such p.id");
  }
  expect_failure(
      sql + "; CREATE TRIGGER t AFTER INSERT ON p BEGIN SELECT 1; END",
      {"p.csv", "c.csv"}, message);
  write("c.csv", "id,p\n2,5\n");
  for (const char* const way : {"replace", "update"}) {
    expect_import(sql, {"--on-conflict", way, "c.csv", "p.csv"},
                  "SELECT * FROM c", {"1|5", "2|5"});
  }
}

// SQLite cannot count them then.
TEST_F(ForeignKeyTest, RowsReferToWhatComesInPlaceOfOthersThatWereBroken) {
  write("t.csv", "id,code,boss\n1,x,5\n5,x,\n");
  for (const Arguments& way : every_way()) {
    execute("t.db",
            "PRAGMA foreign_keys = OFF; CREATE TABLE t (id INTEGER PRIMARY "
            "KEY, code UNIQUE, boss REFERENCES t);"
            "INSERT INTO t VALUES (9, 'z', 77)");
    const RunResult result =
        run(way + Arguments{"-q", "--if-exists", "truncate", "--on-error",
                            "skip", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_EQ(query("t.db", "PRAGMA foreign_key_check"), Rows{});
    remove("t.db");
  }
}

// While a new key is open, SQLite takes the old one for one of its count.
TEST_F(ForeignKeyTest, AKeyThatIsOpenDoesNotBecomeAnother) {
  write("p.csv", "id\n9\n");
  write("c.csv", "id,p\n3,9\n1,6\n");
  for (const char* const end : {"", " WITHOUT ROWID"}) {
    expect_failure(
        "PRAGMA foreign_keys = OFF; CREATE TABLE p (id INTEGER PRIMARY KEY, c "
        "INT "
        "REFERENCES c);"
        "CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p)" +
            std::string(end) +
            "; INSERT INTO c VALUES (1, 5); CREATE TRIGGER t AFTER INSERT ON p "
            "BEGIN SELECT 1; END",
        {"--on-conflict", "update", "p.csv", "c.csv"},
        "t.db: rows of table \"c\" would refer to rows of \"p\" that are not "
        "there; the database has such rows already, as PRAGMA "
        "foreign_key_check tells: mend those first");
  }
}

TEST_F(ForeignKeyTest, TruncatingOpensNoneUnseenWhereSomeWereOpenBefore) {
  const std::string sql =
      "PRAGMA foreign_keys = OFF; CREATE TABLE p (id INTEGER PRIMARY KEY);"
      "CREATE TABLE c (p INT REFERENCES p); CREATE TABLE other (p INT "
      "REFERENCES p);"
      "INSERT INTO p VALUES (1); INSERT INTO c VALUES (77)";
  write("p.csv", "id\n5\n");
  write("c.csv", "p\n5\n");
  const Arguments flags = {"--if-exists", "truncate", "p.csv", "c.csv"};
  expect_failure(
      sql + "; INSERT INTO other VALUES (1)", flags,
      "t.db: rows of table \"other\" would refer to rows of \"p\" that "
      "are not there; the database has such rows already, as PRAGMA "
      "foreign_key_check tells: mend those first");
  expect_import(sql, flags, "SELECT * FROM c", {"5"});
  // The first row is none of the rows that were there.
  write("c.csv", "p\n6\n");
  expect_failure(sql, flags,
                 "c.csv:2: column \"p\": \"6\": FOREIGN KEY constraint "
                 "failed: no such p.id");
}

// SQLite compares a row that comes with those that wait for it by their
// affinity, and a row that refers with those that are there by theirs.
TEST_F(ForeignKeyTest, NoneIsOpenedUnseenWhereTypesDiffer) {
  const auto message = [](const std::string& child, const std::string& parent) {
    return "t.db: rows of table \"" + child + "\" would refer to rows of \"" +
           parent + "\" that are not there";
  };
  write("p.csv", "k,v\n7,1\n");
  expect_failure(
      "CREATE TABLE p (k PRIMARY KEY, v); CREATE TABLE c (x NUMERIC REFERENCES "
      "p); INSERT INTO p VALUES (7, 1); INSERT INTO c VALUES (7)",
      {"--if-exists", "truncate", "p.csv"}, message("c", "p"));
  const std::string sql =
      "CREATE TABLE p (k TEXT PRIMARY KEY, c REFERENCES c);"
      "CREATE TABLE c (id INTEGER PRIMARY KEY, x INTEGER REFERENCES p);";
  write("p.csv", "k\n07\n");
  write("c.csv", "id,x\n1,7\n");
  const Arguments files{"c.csv", "p.csv"};
  for (const char* const way : {"abort", "update", "replace"}) {
    expect_failure(sql, Arguments{"--on-conflict", way} + files,
                   "c.csv:2: column \"x\": \"7\": FOREIGN KEY constraint "
                   "failed: no such p.k");
  }
  expect_failure(sql + "CREATE TRIGGER g AFTER INSERT ON c BEGIN SELECT 1; END",
                 {"p.csv", "c.csv"}, message("c", "p"));
}

// SQLite counts keys of rows that are replaced and refer to themselves twice.
TEST_F(ForeignKeyTest, NoneIsOpenedUnseenWhereConstraintsReplaceRows) {
  write("t.csv", "k,p\n1,7\n");
  expect_failure(
      "CREATE TABLE t (k INTEGER PRIMARY KEY ON CONFLICT REPLACE, p REFERENCES "
      "t ON DELETE SET NULL)",
      {"t.csv"},
      "t.csv:2: column \"p\": \"7\": FOREIGN KEY constraint failed: no such "
      "t.k");
  write("t.csv", "k,s,q\n1,2,\n2,,98\n");
  expect_failure(
      "CREATE TABLE p (k INTEGER PRIMARY KEY); CREATE TABLE t (k INTEGER "
      "PRIMARY KEY ON CONFLICT REPLACE, s REFERENCES t ON DELETE SET NULL, q "
      "REFERENCES p)",
      {"t.csv"},
      "t.csv:3: column \"q\": \"98\": FOREIGN KEY constraint failed: no such "
      "p.k");
  write("t.csv", "k\n1\n");
  expect_failure(
      "CREATE TABLE r (k INTEGER PRIMARY KEY, p REFERENCES r ON DELETE SET "
      "NULL); CREATE TABLE t (k INTEGER PRIMARY KEY);"
      "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT OR REPLACE INTO r "
      "VALUES "
      "(new.k, 7); END",
      {"t.csv"},
      "t.db: rows of table \"r\" would refer to rows of \"r\" that are not "
      "there");
}

TEST_F(ForeignKeyTest, ARowThatRefersToItselfMayTakeThePlaceOfABadRecord) {
  write("t.csv", "k,p,u\n1,9,a\n2,2,a\n");
  expect_skipped(
      "CREATE TABLE t (k INTEGER PRIMARY KEY, p REFERENCES t, u UNIQUE)",
      {"t.csv"}, "SELECT * FROM t", {"2|'2'|'a'"},
      "2,1,p,\"\"\"9\"\": FOREIGN KEY constraint failed: no such t.k\"\n");
}

// Each counts by itself, whatever a later one makes of its row.
TEST_F(ForeignKeyTest, RowsThatAreUpdatedOrReplacedLaterReferToSomethingToo) {
  const std::string sql =
      "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (7);"
      "CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p);"
      "INSERT INTO c VALUES (2, 7);";
  const std::string problem = "FOREIGN KEY constraint failed: no such p.id";
  write("c.csv", "id,p\n1,9\n2,9\n1,7\n3,7\n");
  for (const char* const way : {"update", "replace"}) {
    expect_failure(sql, {"--on-conflict", way, "c.csv"},
                   "c.csv:2: column \"p\": \"9\": " + problem);
    expect_skipped(sql, {"--on-conflict", way, "c.csv"}, "SELECT * FROM c",
                   {"1|7", "2|7", "3|7"},
                   "2,1,p,\"\"\"9\"\": " + problem +
                       "\"\n3,2,p,\"\"\"9\"\": " + problem + "\"\n");
  }
}

// The default is for rows that are inserted.
TEST_F(ForeignKeyTest, AnUpdateKeepsAKeyThatTheFileLacks) {
  write("c.csv", "id,v\n1,y\n");
  expect_import(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (7);"
      "CREATE TABLE c (id INTEGER PRIMARY KEY, v, p DEFAULT 9 REFERENCES p);"
      "INSERT INTO c VALUES (1, 'x', 7)",
      {"--on-conflict", "update", "c.csv"}, "SELECT * FROM c", {"1|'y'|7"});
}

// Of a key of two columns, one stays as it is.
TEST_F(ForeignKeyTest, AnUpdateOfAPartOfAKeyMayOpenIt) {
  write("c.csv", "id,a\n1,2\n");
  expect_failure(
      "CREATE TABLE p (a, b, PRIMARY KEY (a, b)); INSERT INTO p VALUES ('1', "
      "'1'), ('2', '2');"
      "CREATE TABLE c (id INTEGER PRIMARY KEY, a, b, FOREIGN KEY (a, b) "
      "REFERENCES p); INSERT INTO c VALUES (1, '1', '1')",
      {"--on-conflict", "update", "c.csv"},
      "t.db: table \"c\" refers to rows of \"p\" that are not there at the end "
      "of the import");
}

// One that does not fit its parent is no reason to look away from others.
TEST_F(ForeignKeyTest, NoneIsOpenedUnseenBesideOneThatDoesNotFit) {
  const std::string sql =
      "PRAGMA foreign_keys = OFF; CREATE TABLE p (id INTEGER PRIMARY KEY);"
      "CREATE TABLE q (x); CREATE TABLE c (a REFERENCES p, b REFERENCES q (x));"
      "INSERT INTO p VALUES (1), (2), (3); INSERT INTO c VALUES (3, 'z')";
  expect_failure(sql, {"--if-exists", "replace", "--pk", "id", "p.csv"},
                 "t.db: table \"c\" refers to rows of \"p\" that the new table "
                 "does not have");
  expect_failure(sql, {"--if-exists", "truncate", "p.csv"},
                 "t.db: table \"c\" refers to rows of \"p\" that are not there "
                 "at the end of the import");
  write("p.csv", "id\n5\n");
  expect_failure(sql + ", (5, 'y')", {"--if-exists", "truncate", "p.csv"},
                 "t.db: rows of table \"c\" would refer to rows of \"p\" that "
                 "are not there; the database has such rows already, as PRAGMA "
                 "foreign_key_check tells: mend those first");
}

// As SQLite itself has it.
TEST_F(ForeignKeyTest, OneThatDoesNotFitIsNoConcernOfItsParent) {
  execute("t.db",
          "CREATE TABLE p (id INTEGER PRIMARY KEY, code);"
          "CREATE TABLE c (a REFERENCES p (code))");
  EXPECT_EQ(run({"-q", "p.csv", "t.db"}).err, "");
  EXPECT_EQ(query("t.db", "SELECT id FROM p"), (Rows{"1", "2"}));
  remove("t.db");
  expect_failure(
      "CREATE TABLE p (id INTEGER PRIMARY KEY, code);"
      "CREATE TABLE c (id, p REFERENCES p (code))",
      {"c.csv"},
      "t.db: table \"c\" takes no rows: foreign key mismatch - \"c\" "
      "referencing \"p\"");
}

}  // namespace
}  // namespace csvimport
