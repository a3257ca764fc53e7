// Where a foreign key has no index, SQLite would look through the whole table
// for each row of the parent: it gets one for the time of the landing.

#include "cli_fixture.hpp"

#include <sys/resource.h>

#include <string>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

class ChildIndexTest : public CliTest {
 protected:
  ChildIndexTest() { write_files(kRows); }

  void write_files(int rows) {
    std::string parents = "id,v\n";
    std::string children = "id,p\n";
    for (int i = 1; i <= rows; ++i) {
      const std::string id = std::to_string(i);
      parents += id + ",new\n";
      children += id + ',' + std::to_string(rows + 1 - i) + '\n';
    }
    write("p.csv", parents);
    write("c.csv", children);
  }

  // Imports into a database made by `sql`, and expects success, and a landing
  // that leaves nothing but its rows. What c got an index of, each time.
  Rows indexes(const std::string& sql, const Arguments& arguments,
               int exit_code = 0) {
    execute("t.db", sql);
    const std::string list = "SELECT name FROM sqlite_schema ORDER BY name";
    const Rows schema = query("t.db", list);
    const RunResult result =
        run(Arguments{"-v"} + arguments + Arguments{"t.db"});
    EXPECT_EQ(result.exit_code, exit_code) << result.err;
    EXPECT_EQ(query("t.db", list), schema);
    EXPECT_EQ(query("t.db", "PRAGMA foreign_key_check"), Rows{});
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
    return listed_in(result.err);
  }

  static Rows listed_in(const std::string& messages) {
    const std::string before = "table \"c\": gets an index of ";
    const std::string behind =
        " for the time being, as rows of \"p\" come or go\n";
    Rows lists;
    for (std::size_t at = messages.find(before); at != std::string::npos;
         at = messages.find(before, at + 1)) {
      const std::size_t begin = at + before.size();
      const std::size_t end = messages.find(behind, begin);
      EXPECT_NE(end, std::string::npos) << messages;
      lists.push_back(messages.substr(begin, end - begin));
    }
    return lists;
  }

  static std::string fill(const std::string& table, int rows = kRows) {
    return "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n "
           "WHERE i < " +
           std::to_string(rows) + ") INSERT INTO " + table +
           " SELECT i, i FROM n;";
  }

  static constexpr int kRows = 200;
  const std::string tables_ =
      "CREATE TABLE p (id INTEGER PRIMARY KEY, v);"
      "CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p);";
  // Of these c comes first, if p's file does.
  const std::string ring_ =
      "CREATE TABLE p (id INTEGER PRIMARY KEY, v, c INT REFERENCES c);"
      "CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p);"
      "CREATE TRIGGER g AFTER INSERT ON p BEGIN SELECT 1; END;";
  const std::string filled_ = tables_ + fill("p") + fill("c");
};

TEST_F(ChildIndexTest, IsMadeWhereRowsOfTheParentGo) {
  const Rows of_p{"\"p\" BINARY"};
  EXPECT_EQ(indexes(filled_, {"--if-exists", "truncate", "p.csv"}), of_p);
  EXPECT_EQ(indexes("CREATE TABLE p (id INTEGER PRIMARY KEY, v, w UNIQUE);"
                    "CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES "
                    "p);" +
                        fill("p (id, v)") + fill("c"),
                    {"--on-conflict", "replace", "p.csv"}),
            of_p);
  EXPECT_EQ(indexes("CREATE TABLE p (id UNIQUE ON CONFLICT REPLACE, v);"
                    "CREATE TABLE c (id, p REFERENCES p (id));",
                    {"p.csv", "c.csv"}),
            of_p);
}

TEST_F(ChildIndexTest, IsMadeWhereRowsOfTheParentComeWhileKeysAreOpen) {
  EXPECT_EQ(indexes(ring_, {"p.csv", "c.csv"}), Rows{"\"p\" BINARY"});
}

TEST_F(ChildIndexTest, IsMadeWhereWhatRowsReferToMayChange) {
  EXPECT_EQ(indexes("CREATE TABLE p (id INTEGER PRIMARY KEY, v TEXT, UNIQUE "
                    "(v, id)); CREATE TABLE c (a INT, b TEXT, FOREIGN KEY (b, "
                    "a) REFERENCES p (v, id));" +
                        fill("p"),
                    {"--on-conflict", "update", "p.csv"}),
            Rows{"\"b\" BINARY, \"a\" BINARY"});
}

TEST_F(ChildIndexTest, ComparesAsTheParentDoes) {
  std::string csv = "id,v\n";
  for (int i = 0; i < kRows; ++i) csv += "K" + std::to_string(i) + ",new\n";
  write("p.csv", csv);
  EXPECT_EQ(indexes("CREATE TABLE p (id TEXT COLLATE NOCASE PRIMARY KEY, v);"
                    "CREATE TABLE c (id, p TEXT REFERENCES p);"
                    "CREATE INDEX i ON c (p);" +  // it compares otherwise
                        fill("p") +
                        "UPDATE p SET id = 'k' || (id - 1);"
                        "INSERT INTO c SELECT v, upper(id) FROM p;",
                    {"--if-exists", "truncate", "p.csv"}),
            Rows{"\"p\" NOCASE"});
}

TEST_F(ChildIndexTest, IsOfAllColumnsThatServe) {
  const std::string parent = "CREATE TABLE p (id INTEGER, v, UNIQUE (v, id));";
  const std::string rows = fill("p") + "UPDATE p SET v = 'new';";
  const Arguments arguments{"--if-exists", "truncate", "p.csv"};
  EXPECT_EQ(indexes(parent +
                        "CREATE TABLE c (a INT, b, FOREIGN KEY (b, a) "
                        "REFERENCES p (v, id));" +
                        rows + "INSERT INTO c SELECT * FROM p;",
                    arguments),
            Rows{"\"b\" BINARY, \"a\" BINARY"});
  // SQLite finds no numbers in an index of texts, also where there is one.
  EXPECT_EQ(indexes(parent +
                        "CREATE TABLE c (a TEXT, b, FOREIGN KEY (b, a) "
                        "REFERENCES p (v, id)); CREATE INDEX i ON c (a);" +
                        rows + "INSERT INTO c SELECT * FROM p;",
                    arguments),
            Rows{"\"b\" BINARY"});
}

TEST_F(ChildIndexTest, IsNotMadeWhereItWouldNotServe) {
  const Arguments arguments{"--if-exists", "truncate", "p.csv"};
  EXPECT_EQ(indexes("CREATE TABLE p (id INTEGER PRIMARY KEY, v);"
                    "CREATE TABLE c (id, p TEXT REFERENCES p);" +
                        fill("p") + fill("c"),
                    arguments),
            Rows{});
  // There is one.
  EXPECT_EQ(indexes(filled_ + "CREATE INDEX i ON c (p)", arguments), Rows{});
  EXPECT_EQ(indexes("CREATE TABLE p (id INTEGER PRIMARY KEY, v);"
                    "CREATE TABLE c (id INTEGER PRIMARY KEY REFERENCES p, w);" +
                        fill("p") + fill("c"),
                    arguments),
            Rows{});
}

TEST_F(ChildIndexTest, IsNotMadeWhereSqliteDoesNotLook) {
  EXPECT_EQ(indexes(tables_, {"c.csv", "p.csv"}), Rows{});
  for (const char* const way : {"ignore", "update", "replace"}) {
    const Arguments flags{"--on-conflict", way};
    EXPECT_EQ(indexes(tables_, flags + Arguments{"c.csv", "p.csv"}), Rows{});
    EXPECT_EQ(indexes(filled_, flags + Arguments{"p.csv"}), Rows{});
    EXPECT_EQ(indexes("CREATE TABLE p (id INTEGER PRIMARY KEY, v, boss "
                      "REFERENCES p);" +
                          fill("p (id, v)"),
                      flags + Arguments{"p.csv"}),
              Rows{});
  }
  EXPECT_EQ(indexes(filled_, {"--if-exists", "replace", "--pk", "id",
                              "--foreign-key", "p=p.id", "p.csv", "c.csv"}),
            Rows{});
}

TEST_F(ChildIndexTest, IsNotMadeForAFewRows) {
  EXPECT_EQ(indexes(tables_ + "INSERT INTO p VALUES (1, 1);",
                    {"--if-exists", "truncate", "p.csv"}),
            Rows{});
  write("p.csv", "id,v\n1,new\n");
  EXPECT_EQ(indexes("CREATE TABLE p (id UNIQUE ON CONFLICT REPLACE, v);"
                    "CREATE TABLE c (id, p REFERENCES p (id));" +
                        fill("p") + "INSERT INTO c SELECT * FROM p;",
                    {"p.csv"}),
            Rows{});
}

TEST_F(ChildIndexTest, TakesANameThatIsFree) {
  EXPECT_EQ(indexes(filled_ + "CREATE TABLE csvimport_child (a)",
                    {"--if-exists", "truncate", "p.csv"}),
            Rows{"\"p\" BINARY"});
}

// The processor's, of this process and of those that it started and that are
// over.
double seconds_so_far() {
  double seconds = 0;
  for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    ::getrusage(who, &usage);
    for (const timeval& time : {usage.ru_utime, usage.ru_stime}) {
      seconds += static_cast<double>(time.tv_sec) +
                 static_cast<double>(time.tv_usec) / 1e6;
    }
  }
  return seconds;
}

// A table of so many rows, looked through for each row of the parent, takes
// thirty times as long as with an index.
TEST_F(ChildIndexTest, SparesALookThroughTheTableForEachRow) {
  write_files(10'000);
  const std::string by_any_key =
      "CREATE TABLE p (id UNIQUE ON CONFLICT REPLACE, v);"
      "CREATE TABLE c (id, p REFERENCES p (id));";
  const std::string filled = tables_ + fill("p", 10'000) + fill("c", 10'000);
  const std::vector<std::pair<std::string, Arguments>> imports = {
      {filled, {"--if-exists", "truncate", "p.csv"}},
      {by_any_key, {"p.csv", "c.csv"}},
      {ring_, {"p.csv", "c.csv"}}};
  for (const auto& [sql, arguments] : imports) {
    SCOPED_TRACE(sql);
    const auto seconds = [&, &arguments = arguments](const std::string& made) {
      execute("t.db", made);
      const double begin = seconds_so_far();
      EXPECT_EQ(run(arguments + Arguments{"t.db"}).exit_code, 0);
      const double end = seconds_so_far();
      remove("t.db");
      return end - begin;
    };
    const double with_index = seconds(sql + "CREATE INDEX i ON c (p);");
    EXPECT_LT(seconds(sql), 8 * with_index);
  }
}

// What is refused undoes the rows, and the index with them.
TEST_F(ChildIndexTest, IsMadeAgainWhereRecordsAreLeftOut) {
  write("c.csv", read("c.csv") + "777,999\n");
  const Rows lists =
      indexes(ring_, {"--on-error", "skip", "p.csv", "c.csv"}, 3);
  EXPECT_GE(lists.size(), 2U);
}

}  // namespace
}  // namespace csvimport
