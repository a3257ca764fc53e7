// Texts that are kept once, in lookup tables: --extract.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class ExtractTest : public CliTest {
 protected:
  // The rows of t, with texts in place of ids.
  Rows rows() {
    return query("t.db",
                 "SELECT t.id, value FROM t LEFT JOIN cities ON cities.id = "
                 "city ORDER BY 1");
  }

  Rows texts() {
    return query("t.db", "SELECT value FROM cities ORDER BY value");
  }

  void expect_sound() {
    EXPECT_EQ(query("t.db", "PRAGMA foreign_key_check"), Rows{});
    EXPECT_EQ(integrity("t.db"), "ok");
  }

  void expect_error(const Arguments& arguments, const std::string& message) {
    const RunResult result =
        run(Arguments{"--extract", "city=cities"} + arguments);
    EXPECT_EQ(result.err, "error: " + message + "\n");
    EXPECT_EQ(result.exit_code, 1);
  }

  const std::string csv_ =
      "id,city\n1,Rome\n2,Paris\n3,Rome\n4,\n5,\"\"\n6,NA\n7,rome\n";
  const Rows rows_ = {"1|'Rome'", "2|'Paris'", "3|'Rome'", "4|NULL",
                      "5|''",     "6|NULL",    "7|'rome'"};
  const std::string lookup_ =
      "CREATE TABLE cities (id INTEGER PRIMARY KEY, value TEXT UNIQUE);"
      "INSERT INTO cities VALUES (7, 'Rome'), (3, 'Oslo');";
};

// Of a column with ids of a lookup table that is not to be extracted.
TEST_F(ExtractTest, IsNamedWhereTextsAreTakenForIds) {
  const std::string warning =
      "warning: t.db: column \"city\" of table \"t\" refers to ids of table "
      "\"cities\", and the file's values are taken for such; --extract "
      "city=cities takes them for texts, --type city=INTEGER says that they "
      "are ids\n";
  for (const Arguments& way : some_of(every_way())) {
    for (const std::string strict : {"", " STRICT"}) {
      execute("t.db", lookup_ +
                          "CREATE TABLE t (id INTEGER, city INTEGER REFERENCES "
                          "cities)" +
                          strict);
      write("t.csv", "id,city\n1,7\n");
      const RunResult numbers = run(way + Arguments{"t.csv", "t.db"});
      EXPECT_EQ(numbers.exit_code, 0);
      EXPECT_TRUE(numbers.err.starts_with(warning)) << numbers.err;
      write("t.csv", "id,city\n1,7\n2,Rome\n");
      const RunResult texts = run(way + Arguments{"t.csv", "t.db"});
      EXPECT_EQ(texts.exit_code, 1);
      EXPECT_TRUE(texts.err.starts_with(
          warning + "error: t.csv:3: column \"city\": \"Rome\": "))
          << texts.err;
      EXPECT_TRUE(texts.err.ends_with("; --extract city=cities takes texts\n"))
          << texts.err;
      write("t.csv", "id,city\n1,7\n");
      const RunResult ids =
          run(way + Arguments{"--type", "city=INTEGER", "t.csv", "t.db"});
      EXPECT_EQ(ids.err.find("warning"), std::string::npos) << ids.err;
      const RunResult extracted =
          run(way + Arguments{"--extract", "city=cities", "t.csv", "t.db"});
      EXPECT_EQ(extracted.exit_code, 0);
      EXPECT_EQ(extracted.err.find("warning"), std::string::npos);
      remove("t.db");
    }
  }
}

TEST_F(ExtractTest, GivesNoIdsOfAnotherTable) {
  write("t.csv", csv_);
  ASSERT_EQ(run({"-q", "--extract", "city=cities", "t.csv", "t.db"}).err, "");
  EXPECT_EQ(run({"--extract", "city=towns", "t.csv", "t.db"}).err,
            "error: t.db: --extract: column \"city\" of table \"t\" refers to "
            "column \"id\" of table \"cities\", and not to \"towns\"\n");
  EXPECT_EQ(run({"--if-exists", "replace", "t.csv", "t.db"}).err,
            "error: t.db: the new table \"t\" would not have FOREIGN KEY of "
            "\"city\" of the old one; give --extract city=cities, or "
            "--drop-unfit, or --if-exists truncate to keep the table as it "
            "is\n");
}

// The lookup table has room for it, as any column of texts.
TEST_F(ExtractTest, KeepsAnEmptyTextWhereItIsAskedFor) {
  write("t.csv", csv_);
  for (const bool is_new : {true, false}) {
    for (const Arguments& way : some_of(every_way())) {
      if (!is_new) {
        execute("t.db", lookup_ +
                            "CREATE TABLE t (id INTEGER, city INTEGER "
                            "REFERENCES "
                            "cities)");
      }
      const RunResult result =
          run(way + Arguments{"-q", "--empty", "text", "--where",
                              "city = '' or city = 'Rome'", "--extract",
                              "city=cities", "t.csv", "t.db"});
      ASSERT_EQ(result.err, "");
      EXPECT_EQ(rows(), (Rows{"1|'Rome'", "3|'Rome'", "4|''", "5|''"}));
      expect_sound();
      remove("t.db");
    }
  }
}

TEST_F(ExtractTest, MakesALookupTable) {
  write("t.csv", csv_);
  for (const Arguments& way : every_way()) {
    for (const bool is_new : {true, false}) {
      if (!is_new) execute("t.db", "CREATE TABLE other (a)");
      const RunResult result =
          run(way + Arguments{"-q", "--batch-size", "1", "--null", "NA",
                              "--extract", "city=cities", "t.csv", "t.db"});
      ASSERT_EQ(result.err, "");
      EXPECT_EQ(rows(), rows_);
      EXPECT_EQ(texts(), (Rows{"''", "'Paris'", "'Rome'", "'rome'"}));
      EXPECT_EQ(query("t.db", "SELECT count(DISTINCT city), max(city) FROM t"),
                (Rows{"4|4"}));
      expect_sound();
      remove("t.db");
    }
  }
  ASSERT_EQ(
      run({"-q", "--sequential", "--extract", "city=cities", "t.csv", "t.db"})
          .exit_code,
      0);
  EXPECT_EQ(query("t.db", "SELECT * FROM cities"),
            (Rows{"1|'Rome'", "2|'Paris'", "3|''", "4|'NA'", "5|'rome'"}));
  expect_content("id INTEGER, city INTEGER",
                 {"1|1", "2|2", "3|1", "4|NULL", "5|3", "6|4", "7|5"});
  EXPECT_EQ(
      query("t.db", "SELECT sql FROM sqlite_schema WHERE name = 'cities'"),
      (Rows{"'CREATE TABLE \"cities\" (\n  \"id\" INTEGER PRIMARY KEY,\n "
            " \"value\" TEXT NOT NULL UNIQUE\n)'"}));
}

TEST_F(ExtractTest, AddsToALookupTableThatExists) {
  write("t.csv", "id,city\n1,Rome\n2,Bonn\n");
  for (const Arguments& way : every_way()) {
    for (const char* const table :
         {"", "CREATE TABLE t (id INTEGER, city INT);",
          "CREATE TABLE t (id INTEGER PRIMARY KEY, city INTEGER REFERENCES "
          "cities) STRICT;"}) {
      execute("t.db", lookup_ + table);
      const RunResult result = run(
          way + Arguments{"-q", "--extract", "city=CITIES", "t.csv", "t.db"});
      ASSERT_EQ(result.err, "");
      EXPECT_EQ(query("t.db", "SELECT id, city FROM t"), (Rows{"1|7", "2|8"}));
      EXPECT_EQ(query("t.db", "SELECT * FROM cities"),
                (Rows{"3|'Oslo'", "7|'Rome'", "8|'Bonn'"}));
      expect_sound();
      for (const Arguments& action :
           {Arguments{"truncate"}, Arguments{"replace", "--drop-unfit"}}) {
        EXPECT_EQ(run(way +
                      Arguments{"-q", "t.csv", "t.db", "--extract",
                                "city=cities", "--if-exists"} +
                      action)
                      .err,
                  "");
        EXPECT_EQ(rows(), (Rows{"1|'Rome'", "2|'Bonn'"}));
        EXPECT_EQ(texts().size(), 3U);
        expect_sound();
      }
      remove("t.db");
    }
  }
}

TEST_F(ExtractTest, SharesALookupTable) {
  write("a.csv", "id,from,to\n1,Rome,Bonn\n2,Oslo,Rome\n");
  write("b.csv", "place,n\nBonn,1\nPisa,2\n");
  for (const Arguments& way : some_of(every_way())) {
    const RunResult result =
        run(way + Arguments{"-q", "--extract", "from=places", "--extract",
                            "to=Places", "--extract", "place=places", "a.csv",
                            "b.csv", "t.db"});
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(query("t.db", "SELECT value FROM places ORDER BY 1"),
              (Rows{"'Bonn'", "'Oslo'", "'Pisa'", "'Rome'"}));
    EXPECT_EQ(query("t.db",
                    "SELECT f.value, t.value FROM a JOIN places f ON "
                    "f.id = \"from\" JOIN places t ON t.id = \"to\" ORDER BY "
                    "a.id"),
              (Rows{"'Rome'|'Bonn'", "'Oslo'|'Rome'"}));
    EXPECT_EQ(query("t.db",
                    "SELECT value, n FROM b JOIN places p ON p.id = place "
                    "ORDER BY n"),
              (Rows{"'Bonn'|1", "'Pisa'|2"}));
    expect_sound();
    remove("t.db");
  }
}

TEST_F(ExtractTest, KeepsNoTextOfRecordsThatAreNoRows) {
  write("t.csv", "id,city,n\n1,Rome,1\n2,Pisa\n3,Bonn,x\n1,Lodi,2\n4,Oslo,3\n");
  for (const Arguments& way : every_way()) {
    for (const std::string& table :
         {std::string(), "CREATE TABLE other (a);" + lookup_}) {
      if (!table.empty()) execute("t.db", table);
      const RunResult result =
          run(way + Arguments{"-q", "--extract", "city=cities", "--type",
                              "n=INTEGER", "--pk", "id", "--on-error", "skip",
                              "--rejects", "r", "t.csv", "t.db"});
      EXPECT_EQ(result.err, "");
      EXPECT_EQ(result.exit_code, 3);
      EXPECT_EQ(rows(), (Rows{"1|'Rome'", "4|'Oslo'"}));
      EXPECT_EQ(texts(), (Rows{"'Oslo'", "'Rome'"}));
      EXPECT_EQ(read("r"), "id,city,n\n2,Pisa\n3,Bonn,x\n1,Lodi,2\n");
      expect_sound();
      remove("t.db");
    }
  }
  // Nor of rows that make way for others.
  write("t.csv", "id,city\n1,Rome\n1,Lodi\n");
  execute("t.db", lookup_ +
                      "CREATE TABLE t (id INTEGER PRIMARY KEY, city INT);"
                      "CREATE TABLE log (city REFERENCES cities);"
                      "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT "
                      "INTO log VALUES (new.city); END");
  EXPECT_EQ(run({"-q", "--extract", "city=cities", "--on-conflict", "replace",
                 "t.csv", "t.db"})
                .err,
            "");
  EXPECT_EQ(texts(), (Rows{"'Lodi'", "'Oslo'", "'Rome'"}));
  expect_sound();
}

TEST_F(ExtractTest, MeetsOtherOptions) {
  write("t.csv", "id,city\n1,Rome\n2,Pisa\n3,Rome\n4,Lodi\n");
  const Arguments flags = {"-q",          "--sequential", "--extract",
                           "city=cities", "--if-exists",  "replace"};
  const auto import = [&](const Arguments& further) {
    return run(flags + further + Arguments{"t.csv", "t.db"}).err;
  };
  EXPECT_EQ(import({"--where", "city LIKE 'r%'", "--index", "city"}), "");
  EXPECT_EQ(rows(), (Rows{"1|'Rome'", "3|'Rome'"}));
  EXPECT_EQ(texts(), (Rows{"'Rome'"}));
  expect_sound();
  EXPECT_EQ(import({"--pk", "city"}),
            "error: t.csv:4: column \"city\": \"Rome\": UNIQUE constraint "
            "failed: t.city; if keys may come again, use --on-conflict ignore, "
            "replace or update\n");
  EXPECT_EQ(import({"--limit", "2", "--not-null", "city"}), "");
  EXPECT_EQ(texts(), (Rows{"'Pisa'", "'Rome'"}));
  // A second pass, as "x" is no number, and one that only looks.
  remove("t.db");
  std::string csv = "id,city\n";
  for (int i = 0; i < 200'000; ++i) csv += std::to_string(i) + ",Rome\n";
  write("t.csv", csv + "x,Lodi\n");
  EXPECT_EQ(import({}), "");
  EXPECT_EQ(query("t.db", "SELECT * FROM cities"),
            (Rows{"1|'Rome'", "2|'Lodi'"}));
  EXPECT_EQ(run(flags + Arguments{"--dry-run", "t.csv", "t.db"}).exit_code, 0);
  expect_sound();
}

// What others add to the lookup table stays, also where records are no rows.
TEST_F(ExtractTest, LeavesRowsOfScriptsAndTriggersAlone) {
  write("t.csv", "id,city\n1,Rome\n2,Bonn,x\n3,Rome\n");
  write("after.sql",
        "INSERT INTO cities (value) VALUES ('Lima');"
        "CREATE TABLE seen AS SELECT value FROM cities;");
  for (const Arguments& way : some_of(every_way())) {
    for (const bool is_new : {true, false}) {
      if (!is_new) {
        execute("t.db",
                lookup_ +
                    "CREATE TABLE t (id INTEGER, city INTEGER);"
                    "CREATE TRIGGER g AFTER INSERT ON t WHEN new.id = 3 BEGIN "
                    "INSERT INTO cities (value) VALUES ('Bern'); END");
      }
      const RunResult result =
          run(way + Arguments{"-q", "--extract", "city=cities", "--on-error",
                              "skip", "--after", "after.sql", "t.csv", "t.db"});
      EXPECT_EQ(result.err, "");
      EXPECT_EQ(texts(), is_new
                             ? (Rows{"'Lima'", "'Rome'"})
                             : (Rows{"'Bern'", "'Lima'", "'Oslo'", "'Rome'"}));
      EXPECT_EQ(query("t.db", "SELECT value FROM seen ORDER BY 1"), texts());
      EXPECT_EQ(integrity("t.db"), "ok");
      remove("t.db");
    }
  }
}

TEST_F(ExtractTest, TellsWhichTextTheLookupTableDoesNotTake) {
  write("t.csv", csv_);
  for (const auto& [declared, problem] :
       {std::pair{"value TEXT UNIQUE CHECK (length(value) < 5)); SELECT 1",
                  "CHECK constraint failed: length(value) < 5"},
        std::pair{"value TEXT UNIQUE); CREATE TRIGGER g BEFORE INSERT ON "
                  "cities WHEN length(new.value) > 4 BEGIN SELECT "
                  "RAISE(IGNORE); END",
                  "a trigger ignores it"}}) {
    execute("t.db",
            std::string("CREATE TABLE cities (id INTEGER PRIMARY KEY, ") +
                declared);
    expect_error(
        {"t.csv", "t.db"},
        std::string("t.db: table \"cities\" does not take \"Paris\": ") +
            problem + "; --extract needs each text there");
    EXPECT_EQ(texts(), Rows{});
    remove("t.db");
  }
}

TEST_F(ExtractTest, LetsWhereSeeTheTexts) {
  write("t.csv", "city,id\n10115,1\nRome,2\n\"\",3\n,4\nOslo,5\nRome,6\n");
  for (const bool is_new : {true, false}) {
    for (const Arguments& way : every_way()) {
      if (!is_new) {
        execute("t.db", "CREATE TABLE t (city INTEGER, id INTEGER);" + lookup_);
      }
      const RunResult result = run(
          way + Arguments{"-q", "--batch-size", "1", "--extract", "city=cities",
                          "--where", "city IN ('10115', 'Rome', '') AND id < 6",
                          "t.csv", "t.db"});
      ASSERT_EQ(result.err, "");
      EXPECT_EQ(rows(), (Rows{"1|'10115'", "2|'Rome'", "3|''"}));
      expect_sound();
      remove("t.db");
    }
  }
}

TEST_F(ExtractTest, WantsATableOfIdsAndValues) {
  write("t.csv", "id,city\n1,Rome\n");
  const auto expect_refused = [&](const std::string& sql,
                                  const std::string& problem) {
    execute("t.db", sql);
    expect_error(
        {"t.csv", "t.db"},
        "t.db: --extract: \"cities\" cannot be a lookup table: " + problem +
            "; it needs id INTEGER PRIMARY KEY and value TEXT NOT "
            "NULL UNIQUE");
    EXPECT_EQ(query("t.db", "SELECT 1 FROM sqlite_schema WHERE name = 't'"),
              Rows{});
    remove("t.db");
  };
  const std::string no_id =
      "it has no column \"id\" that is INTEGER PRIMARY KEY";
  const std::string no_value =
      "it has no column \"value\" of texts that is unique";
  expect_refused("CREATE VIEW cities AS SELECT 1", "it is no table");
  expect_refused("CREATE TABLE cities (id INT PRIMARY KEY, value UNIQUE)",
                 no_id);
  expect_refused("CREATE TABLE cities (i INTEGER PRIMARY KEY, value UNIQUE)",
                 no_id);
  expect_refused("CREATE TABLE cities (id INTEGER PRIMARY KEY, value TEXT)",
                 no_value);
  expect_refused(
      "CREATE TABLE cities (id INTEGER PRIMARY KEY, value INT UNIQUE)",
      no_value);
  expect_refused(
      "CREATE TABLE cities (id INTEGER PRIMARY KEY, value COLLATE NOCASE "
      "UNIQUE)",
      no_value);
  expect_refused(
      "CREATE TABLE cities (id INTEGER PRIMARY KEY, value UNIQUE, x NOT NULL)",
      "its column \"x\" needs a value, too");
  execute("t.db", "CREATE TABLE t (id, city TEXT)");
  expect_error({"t.csv", "t.db"},
               "t.db: --extract: column \"city\" of table \"t\" has TEXT "
               "affinity, and ids need INTEGER");
  write("t.csv", "id,cit\n1,Rome\n");
  expect_error({"t.csv", "new.db"},
               "--extract: no table has a column \"city\"; did you mean "
               "\"cit\"?");
}

TEST_F(ExtractTest, MixesIdsWithNothingElse) {
  const std::string tables = lookup_ + ";CREATE TABLE t (id, city INTEGER);";
  write("t.csv", "id,city\n1,Rome\n");
  const Arguments flags = {"-q", "--extract", "city=cities", "t.csv", "t.db"};
  for (const char* const values : {"(7, 40), (8, NULL)", "(7, 'Bonn')"}) {
    execute("t.db", tables + "INSERT INTO t VALUES " + values);
    expect_error({"t.csv", "t.db"},
                 "t.db: --extract: column \"city\" of table \"t\" has values "
                 "that are no ids of table \"cities\"");
    EXPECT_EQ(run(flags + Arguments{"--if-exists", "truncate"}).err, "");
    remove("t.db");
  }
  execute("t.db",
          tables +
              "INSERT INTO t VALUES (7, NULL), (8, (SELECT min(id) FROM "
              "cities))");
  EXPECT_EQ(run(flags).err, "");
  remove("t.db");
  execute("t.db",
          "CREATE TABLE t (id, city INTEGER);"
          "INSERT INTO t VALUES (7, 1)");
  EXPECT_EQ(run(flags).exit_code, 1);
  remove("t.db");
  execute("t.db", tables +
                      "CREATE TRIGGER g AFTER INSERT ON cities BEGIN"
                      " UPDATE cities SET id = 99 WHERE id = new.id; END");
  write("t.csv", "id,city\n1,Bonn\n");
  expect_error({"t.csv", "t.db"},
               "t.db: --extract: column \"city\" of table \"t\" has values "
               "that are no ids of table \"cities\"");
}

TEST_F(ExtractTest, NoticesThatTheLookupTableChanges) {
  for (const char* const change :
       {"UPDATE cities SET value = 'Bonn' WHERE id = 3",
        "DELETE FROM cities WHERE id = 3",
        "INSERT INTO cities VALUES (1, 'Bonn')", "DROP TABLE cities",
        "CREATE TABLE other (a)"}) {
    execute("t.db", lookup_);
    Process process = start({"-q", "--batch-size", "1KiB", "--table", "t",
                             "--extract", "b=cities", "-", "t.db"});
    process.feed(numbered_rows(100'000));
    ASSERT_NE(await_staging_file(), "");
    execute("t.db", change);
    const RunResult result = finish(process);
    const bool is_harmless = std::string_view(change).starts_with("CREATE");
    EXPECT_EQ(result.err,
              is_harmless ? ""
                          : "error: t.db: the database was changed while the "
                            "file was read; import it again\n");
    EXPECT_EQ(query("t.db", "SELECT 1 FROM sqlite_schema WHERE name = 't'"),
              is_harmless ? Rows{"1"} : Rows{});
    remove("t.db");
  }
}

TEST_F(ExtractTest, IsPinnedByVerboseRuns) {
  write("t.csv", "city\nRome\n");
  const RunResult result =
      run({"-v", "--extract", "City=my cities", "t.csv", "t.db"});
  EXPECT_TRUE(result.err.starts_with(
      "t.csv: chosen: --delimiter , --quotechar '\"' --extract 'city=my "
      "cities' --table t --type city=INTEGER\n"))
      << result.err;
  EXPECT_EQ(query("t.db", "SELECT * FROM \"my cities\""), (Rows{"1|'Rome'"}));
}

}  // namespace
}  // namespace csvimport
