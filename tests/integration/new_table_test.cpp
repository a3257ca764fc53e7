// What the tables that an import makes are declared with.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class NewTableTest : public CliTest {
 protected:
  NewTableTest() { write("t.csv", "id,name\n1,Ada\n3,Bob\n7,Cy\n"); }

  // Imports t.csv in every way, into a new database and into one that is there,
  // and expects the table's declaration and rows.
  void expect_table(const Arguments& flags, const std::string& columns,
                    const Rows& rows) {
    for (const Arguments& way : every_way()) {
      for (const bool exists : {false, true}) {
        if (exists) execute("t.db", "CREATE TABLE other (x)");
        const RunResult result =
            run(way + flags + Arguments{"-q", "t.csv", "t.db"});
        EXPECT_EQ(result.exit_code, 0) << result.err;
        EXPECT_EQ(
            query("t.db", "SELECT sql FROM sqlite_schema WHERE name = 't'"),
            (Rows{"'CREATE TABLE \"t\" (" + columns + "'"}));
        EXPECT_EQ(query("t.db", "SELECT * FROM t"), rows);
        EXPECT_EQ(integrity("t.db"), "ok");
        EXPECT_EQ(files(), (Rows{"t.csv", "t.db"}));
        remove("t.db");
      }
    }
  }

  void expect_bad(const Arguments& flags, const std::string& message) {
    for (const Arguments& way : every_way()) {
      const RunResult result = run(way + flags + Arguments{"t.csv", "t.db"});
      EXPECT_EQ(result.err, "error: " + message + "\n");
      EXPECT_EQ(result.exit_code, 1);
      EXPECT_EQ(files(), (Rows{"t.csv"}));
    }
  }
};

constexpr const char* kKeyed =
    "\n  \"id\" INTEGER NOT NULL PRIMARY KEY,\n  \"name\" TEXT\n)";

TEST_F(NewTableTest, HasAnAscendingKeyForItsRowid) {
  expect_table({"--pk", "ID"}, kKeyed, {"1|'Ada'", "3|'Bob'", "7|'Cy'"});
}

TEST_F(NewTableTest, HasItsKeyInOrderThoughTheFileHasNot) {
  write("t.csv", "id,name\n-3,Bob\n1,Ada\n-7,Cy\n9223372036854775807,Z\n");
  expect_table({"--pk", "id"}, kKeyed,
               {"-7|'Cy'", "-3|'Bob'", "1|'Ada'", "9223372036854775807|'Z'"});
}

// Far into the file, so that much is built by then.
TEST_F(NewTableTest, HasItsKeyInOrderWhereItDescendsLate) {
  std::string csv = "id,name\n";
  for (int i = 1; i <= 20'000; ++i) csv += std::to_string(i) + ",x\n";
  write("t.csv", csv + "0,late\n");
  for (const Arguments& way : every_way()) {
    for (const char* const batch : {"100", "64KiB"}) {
      const RunResult result =
          run(way + Arguments{"-q", "--batch-size", batch, "--pk", "id",
                              "t.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 0) << result.err;
      EXPECT_EQ(query("t.db", "SELECT count(*), min(id), max(id) FROM t"),
                (Rows{"20001|0|20000"}));
      EXPECT_EQ(integrity("t.db"), "ok");
      remove("t.db");
    }
  }
}

TEST_F(NewTableTest, HasAKeyOfTextsOrOfSeveralColumns) {
  expect_table({"--pk", "name"},
               "\n  \"id\" INTEGER,\n  \"name\" TEXT NOT NULL,\n  PRIMARY KEY "
               "(\"name\")\n)",
               {"1|'Ada'", "3|'Bob'", "7|'Cy'"});
  expect_table({"--pk", "name,id"},
               "\n  \"id\" INTEGER NOT NULL,\n  \"name\" TEXT NOT NULL,\n  "
               "PRIMARY KEY (\"name\", \"id\")\n)",
               {"1|'Ada'", "3|'Bob'", "7|'Cy'"});
}

TEST_F(NewTableTest, TakesNoKeyTwice) {
  write("t.csv", "id,name\n1,Ada\n3,Bob\n1,Ada\n");
  const std::string place = "t.csv:4: column ";
  expect_bad({"--pk", "id"},
             place +
                 "\"id\": \"1\": UNIQUE constraint failed: t.id; if keys may "
                 "come again, use --on-conflict ignore, replace or update");
  expect_bad({"--pk", "name"},
             place +
                 "\"name\": \"Ada\": UNIQUE constraint failed: t.name; if keys "
                 "may come again, use --on-conflict ignore, replace or update");
  expect_table({"--pk", "id", "--on-conflict", "ignore"}, kKeyed,
               {"1|'Ada'", "3|'Bob'"});
}

TEST_F(NewTableTest, TakesNoKeyTwiceInADatabaseOfUtf16) {
  write("t.csv", "id,name\n1,Ada\n3,Bob\n1,Ada\n");
  execute("t.db", "PRAGMA encoding = 'UTF-16le'; CREATE TABLE x (y)");
  const RunResult result = run({"--pk", "name", "t.csv", "t.db"});
  EXPECT_EQ(result.err,
            "error: t.csv:4: column \"name\": \"Ada\": UNIQUE constraint "
            "failed: t.name; if keys may come again, use --on-conflict ignore, "
            "replace or update\n");
  EXPECT_EQ(
      run({"-q", "--pk", "name", "--on-conflict", "ignore", "t.csv", "t.db"})
          .exit_code,
      0);
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|'Ada'", "3|'Bob'"}));
}

// Only one of them is final when it is loaded.
TEST_F(NewTableTest, HasItsKeysBesideOneWhoseKeysDoNotAscend) {
  write("t.csv", "id,v\n-5,x\n0,y\n1500000000000000000,z\n");
  write("u.csv", "id,v\n2,x\n1,y\n");
  for (const char* const on_conflict :
       {"abort", "ignore", "replace", "update"}) {
    for (const Arguments& way : every_way()) {
      const RunResult result =
          run(way + Arguments{"-q", "--pk", "id", "--on-conflict", on_conflict,
                              "t.csv", "u.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 0) << result.err;
      EXPECT_EQ(query("t.db", "SELECT * FROM t"),
                (Rows{"-5|'x'", "0|'y'", "1500000000000000000|'z'"}));
      EXPECT_EQ(query("t.db", "SELECT * FROM u"), (Rows{"1|'y'", "2|'x'"}));
      EXPECT_EQ(integrity("t.db"), "ok");
      remove("t.db");
    }
  }
}

TEST_F(NewTableTest, TakesNoKeyThatIsMissing) {
  write("t.csv", "id,name\n1,Ada\n,Bob\n");
  const std::string problem =
      "\": NULL, where --pk or --not-null wants a value";
  expect_bad({"--pk", "id"}, "t.csv:3: column \"id" + problem);
  expect_bad({"--not-null", "id"}, "t.csv:3: column \"id" + problem);
  expect_bad({"--not-null", "name", "--null", "Bob"},
             "t.csv:3: column \"name" + problem);
  write("t.csv", "id,name\n1,Ada\n2,\"Bob\"\n");
  expect_bad({"--not-null", "name", "--null", "Bob", "--null-quoted"},
             "t.csv:3: column \"name" + problem);
}

TEST_F(NewTableTest, HasTheNumbersOfRecordsForRowids) {
  write("t.csv", "k,v\na,1\nbad\nb,2\nb,3\nc,4\n");
  const auto expect = [&](const Arguments& flags, const Rows& rows) {
    for (const Arguments& way : some_of(every_way())) {
      for (const bool exists : {false, true}) {
        if (exists) execute("t.db", "CREATE TABLE other (x)");
        const RunResult result =
            run(way + flags +
                Arguments{"-q", "--on-error", "skip", "t.csv", "t.db"});
        EXPECT_EQ(result.exit_code, 3) << result.err;
        EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t ORDER BY 1"), rows);
        EXPECT_EQ(integrity("t.db"), "ok");
        remove("t.db");
      }
    }
  };
  expect({}, {"1|'a'|1", "3|'b'|2", "4|'b'|3", "5|'c'|4"});
  const Rows rows = {"1|'a'|1", "3|'b'|2", "5|'c'|4"};
  expect({"--pk", "k"}, rows);
  expect({"--unique", "k", "--index", "v"}, rows);
  expect({"--unique", "k", "--unique", "v"}, rows);
  expect({"--pk", "k", "--on-conflict", "ignore"}, rows);
}

TEST_F(NewTableTest, HasDefaultsAndIsStrictWhereAsked) {
  expect_table({"--strict", "--default", "id=5", "--default", "name=it's"},
               "\n  \"id\" INTEGER DEFAULT 5,\n  \"name\" TEXT DEFAULT "
               "''it''''s''\n) STRICT",
               {"1|'Ada'", "3|'Bob'", "7|'Cy'"});
}

// No row could get them.
TEST_F(NewTableTest, HasNoDefaultsOfAnotherTypeWhereItIsStrict) {
  const auto expect_refused = [&](const Arguments& flags) {
    const RunResult result =
        run(flags + Arguments{"--default", "id=x", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err,
              "error: t.csv: --default: column \"id\": \"x\" is no INTEGER, as "
              "its values are, and a STRICT table takes no other; --type "
              "id=TEXT makes it TEXT\n");
  };
  for (const Arguments& way : some_of(every_way())) {
    expect_refused(way + Arguments{"--strict"});
    EXPECT_FALSE(exists("t.db"));
  }
  expect_refused({"--strict", "--dry-run"});
  execute("t.db", "CREATE TABLE t (name TEXT) STRICT");
  expect_refused({"--alter"});
  EXPECT_EQ(run({"-q", "--table", "u", "--strict", "--type", "id=TEXT",
                 "--default", "id=x", "t.csv", "t.db"})
                .exit_code,
            0);
}

TEST_F(NewTableTest, HasDefaultsForWhatAFileLacks) {
  write("u.csv", "id\n8\n");
  const RunResult result = run({"-q", "--table", "t", "--default", "name=none",
                                "t.csv", "u.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(query("t.db", "SELECT name FROM t WHERE id > 3"),
            (Rows{"'Cy'", "'none'"}));
}

TEST_F(NewTableTest, HasIndexesAndStatisticsWhereAsked) {
  for (const bool exists : {false, true}) {
    if (exists) execute("t.db", "CREATE TABLE other (x)");
    EXPECT_EQ(run({"-q", "--index", "name", "--index", "id,name", "--analyze",
                   "t.csv", "t.db"})
                  .exit_code,
              0);
    EXPECT_EQ(
        query("t.db", "SELECT name FROM sqlite_schema WHERE type = 'index'"),
        (Rows{"'idx_t_name'", "'idx_t_id_name'"}));
    EXPECT_EQ(query("t.db", "SELECT count(*) FROM sqlite_stat1"), (Rows{"2"}));
    EXPECT_EQ(integrity("t.db"), "ok");
    // Again: they are there.
    EXPECT_EQ(run({"-q", "--index", "name", "t.csv", "t.db"}).exit_code, 0);
    remove("t.db");
  }
}

TEST_F(NewTableTest, RefusesOptionsForColumnsItHasNot) {
  const std::string end =
      " names column \"nam\", which the table does not have; did you mean "
      "\"name\"?";
  expect_bad({"--pk", "nam"}, "t.csv: --pk" + end);
  expect_bad({"--not-null", "nam"}, "t.csv: --not-null" + end);
  expect_bad({"--default", "nam=x"}, "t.csv: --default" + end);
  expect_bad({"--index", "id,nam"}, "t.csv: --index" + end);
}

TEST_F(NewTableTest, OfSeveralThatLackAColumnIsToBeImportedByItself) {
  write("a.csv", "id,x\n1,2\n");
  write("b.csv", "y\n1\n");
  const auto expect_refused_with = [&](const Arguments& options,
                                       const std::string& more) {
    const RunResult result = run(options + Arguments{"a.csv", "b.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err,
              "error: b.csv: " + options[0] +
                  " names column \"id\", which the table does not have; if "
                  "another file has it, import the files one by one" +
                  more + "\n");
  };
  expect_refused_with({"--pk", "id"}, "");
  expect_refused_with({"--unique", "id"}, "");
  expect_refused_with({"--index", "id", "--foreign-key", "y=a.x"},
                      ", that of the table that is referred to first");
}

TEST_F(NewTableTest, HasAnyNameThatTextsCanBe) {
  const std::string weapons[] = {"t\"; DROP TABLE other; --",
                                 "]",
                                 "'",
                                 "select",
                                 "a\nb",
                                 "\x01\x1B[31m",
                                 "file:x?mode=ro",
                                 "%s%n",
                                 "main.t",
                                 "rowid",
                                 std::string(65'536, 'n')};
  for (const std::string& name : weapons) {
    execute("t.db", "CREATE TABLE other (x)");
    std::string header = "\"";
    for (const char byte : name)
      header += byte == '"' ? "\"\"" : std::string(1, byte);
    write("w.csv", header + "\",rowid2\n1,2\n");
    for (int times = 0; times < 2; ++times) {
      const RunResult result =
          run({"-q", "--table", name, "--index", "rowid2", "w.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 0) << result.err;
    }
    EXPECT_EQ(query("t.db", "SELECT count(*) FROM other"), (Rows{"0"}));
    EXPECT_EQ(query("t.db",
                    "SELECT count(*) FROM pragma_table_list WHERE "
                    "schema = 'main' AND type = 'table'"),
              (Rows{"3"}));
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
  }
}

TEST_F(NewTableTest, GoesIntoADatabaseOfAnyName) {
  for (const std::string name :
       {"file:t.db?mode=ro", ":memory:", "it's \"t\".db", "a\nb.db"}) {
    for (const char* const rows : {"3", "6"}) {
      EXPECT_EQ(run({"-q", "t.csv", name}).exit_code, 0);
      EXPECT_EQ(query("./" + name, "SELECT count(*) FROM t"), (Rows{rows}));
    }
    EXPECT_EQ(files().size(), 2U);
    remove(name);
  }
}

}  // namespace
}  // namespace csvimport
