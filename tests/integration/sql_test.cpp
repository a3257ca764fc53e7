// SQL on stdout, loaded by sqlite3's shell, makes what the import makes.

#include "cli_fixture.hpp"
#include "interrupt_fixture.hpp"
#include "oracle.hpp"
#include "random_table.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <sstream>

namespace csvimport {
namespace {

class SqlTest : public InterruptedRunTest {
 protected:
  // The SQL of an import.
  std::string sql_of(const Arguments& arguments, int exit_code = 0) {
    RunResult result = run(Arguments{"-q", "--sql"} + arguments);
    EXPECT_EQ(result.exit_code, exit_code) << result.err;
    return std::move(result.out);
  }

  // Has sqlite3's shell load it into a database.
  void load(const std::string& sql, const std::string& database) {
    write("load.sql", sql);
    const std::string command = "cd '" + path(".").string() +
                                "' && sqlite3 -bail " + database +
                                " < load.sql > shell.out 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << read("shell.out");
    EXPECT_EQ(read("shell.out"), "");
    remove("load.sql");
    remove("shell.out");
  }

  // Expects the SQL of an import of `inputs` to make what an import into a
  // database makes, with a schema of these things: indexes, too.
  // `flags` are those that need --sql.
  void expect_same(const Arguments& arguments, int exit_code = 0,
                   const Arguments& flags = {}) {
    const Arguments quiet = Arguments{"-q", "--no-sync"} + arguments;
    EXPECT_EQ(run(quiet + Arguments{"direct.db"}).exit_code, exit_code);
    load(sql_of(flags + arguments, exit_code), "loaded.db");
    const std::string schema =
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT "
        "LIKE 'sqlite_stat%' ORDER BY type, name";
    EXPECT_EQ(query("loaded.db", schema), query("direct.db", schema));
    for (const std::string& name :
         query("direct.db",
               "SELECT name FROM sqlite_schema WHERE type = 'table' AND name "
               "NOT LIKE 'sqlite_%'")) {
      const std::string table = "\"" + name.substr(1, name.size() - 2) + "\"";
      EXPECT_EQ(difference_of("SELECT * FROM " + table), "") << name;
    }
    EXPECT_EQ(integrity("loaded.db"), "ok");
    remove("direct.db");
    remove("loaded.db");
  }

  // The first rows that differ, with types.
  std::string difference_of(const std::string& sql) {
    const Rows direct = query("direct.db", sql);
    const Rows loaded = query("loaded.db", sql);
    if (direct == loaded) return "";
    for (std::size_t i = 0; i < std::min(direct.size(), loaded.size()); ++i) {
      if (direct[i] != loaded[i]) return direct[i] + " <> " + loaded[i];
    }
    return std::to_string(direct.size()) + " rows <> " +
           std::to_string(loaded.size());
  }

  void expect_usage(const Arguments& arguments, const std::string& message) {
    const RunResult result = run(arguments);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err,
              "error: " + message + "; csvimport --help lists the options\n");
  }
};

TEST_F(SqlTest, IsADumpOfTheImport) {
  write("t.csv", "id,name,price\n1,it's,0.85\n2,,3\n");
  const RunResult result = run(
      {"--sql", "--pk", "id", "--index", "name", "--unique", "price", "t.csv"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out,
            "BEGIN;\n"
            "CREATE TABLE IF NOT EXISTS \"t\" (\n"
            "  \"id\" INTEGER NOT NULL PRIMARY KEY,\n"
            "  \"name\" TEXT,\n"
            "  \"price\" REAL\n"
            ");\n"
            "INSERT INTO \"t\"(\"id\", \"name\", \"price\") "
            "VALUES(1,'it''s',0.85),(2,NULL,3.0);\n"
            "CREATE UNIQUE INDEX IF NOT EXISTS \"idx_t_price\" ON \"t\" "
            "(\"price\");\n"
            "CREATE INDEX IF NOT EXISTS \"idx_t_name\" ON \"t\" (\"name\");\n"
            "COMMIT;\n");
  EXPECT_TRUE(
      result.err.starts_with("2 rows written as SQL for table \"t\" in "))
      << result.err;
  EXPECT_EQ(files(), Rows{"t.csv"});
}

TEST_F(SqlTest, MakesWhatTheImportMakesOfEachFileOfData) {
  const std::vector<std::pair<std::string, Arguments>> files = {
      {"backslash_escapes.csv", {"--escape", "\\"}},
      {"blank_lines_in_one_column.csv", {}},
      {"byte_order_mark.csv", {}},
      {"carriage_returns.csv", {}},
      {"comments.csv", {"--comment", "#"}},
      {"decimal_commas.csv", {"--decimal", ",", "--thousands", "."}},
      {"doubled_quotes.csv", {}},
      {"exponents.csv", {}},
      {"header_of_two_rows.csv", {"--header-rows", "2"}},
      {"header_only.csv", {}},
      {"identifiers.csv", {}},
      {"invalid_utf8.csv", {"--on-error", "skip"}},
      {"iso_2022_jp.csv", {"--encoding", "ISO-2022-JP"}},
      {"late_text.csv", {}},
      {"leading_zeros.csv", {}},
      {"long_delimiter.csv", {"--delimiter", "\xC2\xA6\xC2\xA6"}},
      {"mixed_blank_lines.csv", {}},
      {"mixed_line_ends.csv", {}},
      {"no_header.csv", {"--no-headers"}},
      {"no_last_line_end.csv", {}},
      {"nul_byte.csv", {"--on-error", "skip"}},
      {"null_spellings.csv", {"--null", "NULL"}},
      {"orders.csv.bz2", {}},
      {"orders.csv.gz", {}},
      {"orders.csv.lz4", {}},
      {"orders.csv.xz", {}},
      {"orders.csv.zst", {}},
      {"orders.zip", {}},
      {"padded_fields.csv", {"--trim"}},
      {"people.csv", {}},
      {"preamble.csv", {"--skip", "3"}},
      {"quoted_newlines.csv", {}},
      {"ragged_rows.csv", {"--on-error", "skip"}},
      {"repeated_header_names.csv", {}},
      {"semicolons.csv", {}},
      {"single_quotes.csv", {"--quotechar", "'"}},
      {"space_after_comma.csv", {"--skip-initial-space"}},
      {"stray_quotes.csv", {}},
      {"tabs.tsv", {}},
      {"text_after_quote.csv", {"--quotechar", "none"}},
      {"trailing_delimiters.csv", {}},
      {"unclosed_quote.csv", {"--on-error", "skip"}},
      {"utf16.csv", {}},
      {"utf32_big_endian.csv", {}},
      {"windows_1252.csv", {"--encoding", "WINDOWS-1252"}},
  };
  std::size_t in_folder = 0;
  for (const auto& entry : std::filesystem::directory_iterator(data(""))) {
    in_folder += entry.path().extension() != ".sh" ? 1 : 0;
  }
  EXPECT_EQ(files.size(), in_folder);
  for (const auto& [name, flags] : files) {
    SCOPED_TRACE(name);
    const bool skips = flags == Arguments{"--on-error", "skip"};
    expect_same(flags + Arguments{"--table", "t", data(name)}, skips ? 3 : 0);
  }
}

TEST_F(SqlTest, RandomTablesComeBackAsTheyWere) {
  for (int seed = 1; seed <= runs_of_property(60); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(static_cast<std::uint64_t>(seed));
    Dress dress;
    dress.delimiter = ",";
    dress.line_end = random.one_of<std::string>({"\n", "\r\n"});
    const RandomTable table = random_table(random, random.below(500), dress);
    write("t.csv", to_csv(table, dress, random));
    expect_same(
        random.one_of(every_way()) +
            Arguments{"--delimiter", ",", "--quotechar", "\"", "t.csv"},
        0, {"--max-statement", random.one_of<std::string>({"20000", "99000"})});
    if (HasFailure()) return;
  }
}

TEST_F(SqlTest, MakesKeysIndexesAndSeveralTables) {
  write("cities.csv", "id,name\n7,Rome\n8,Bern\n");
  write("people.csv", "id,city,boss\n1,8,2\n2,7,\n3,7,1\n");
  expect_same({"--pk", "id", "--foreign-key", "city=cities.id", "--foreign-key",
               "boss=people.id", "--index", "id", "--strict", "--unique", "id",
               "--analyze", "people.csv", "cities.csv"});
}

TEST_F(SqlTest, GivesParentsTheirRowsFirst) {
  write("cities.csv", "id,name\n7,Rome\n8,Bern\n");
  write("a.csv", "id,city,boss\n1,8,2\n2,7,\n");
  const std::string sql =
      sql_of({"--pk", "id", "--foreign-key", "city=cities.id", "--foreign-key",
              "boss=a.id", "a.csv", "cities.csv"});
  load("PRAGMA foreign_keys = ON;\n" + sql, "t.db");
  EXPECT_EQ(query("t.db", "SELECT * FROM a"), (Rows{"1|8|2", "2|7|NULL"}));
}

TEST_F(SqlTest, MakesLookupTables) {
  write("t.csv", "id,city\n1,Rome\n2,Bern\n3,Rome\n");
  expect_same({"--extract", "city=cities", "t.csv"});
}

TEST_F(SqlTest, ReadsStandardInput) {
  const RunResult result =
      run_binary({"-q", "--sql", "--table", "t", "-"}, "a\n1\n");
  EXPECT_NE(result.out.find("VALUES(1);\n"), std::string::npos) << result.out;
}

TEST_F(SqlTest, DoesWithATableThatExistsAsItIsTold) {
  write("t.csv", "id,v\n1,new\n2,two\n");
  const auto rows_after = [&](const Arguments& flags) {
    remove("t.db");
    execute("t.db",
            "CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, v TEXT, w TEXT);"
            "INSERT INTO t VALUES (1, 'old', 'kept'), (9, 'nine', NULL)");
    load(sql_of(flags + Arguments{"--pk", "id", "t.csv"}), "t.db");
    return query("t.db", "SELECT * FROM t ORDER BY id");
  };
  EXPECT_EQ(rows_after({"--if-exists", "replace"}),
            (Rows{"1|'new'", "2|'two'"}));
  EXPECT_EQ(rows_after({"--if-exists", "truncate"}),
            (Rows{"1|'new'|NULL", "2|'two'|NULL"}));
  EXPECT_EQ(rows_after({"--on-conflict", "ignore"}),
            (Rows{"1|'old'|'kept'", "2|'two'|NULL", "9|'nine'|NULL"}));
  EXPECT_EQ(rows_after({"--on-conflict", "replace"}),
            (Rows{"1|'new'|NULL", "2|'two'|NULL", "9|'nine'|NULL"}));
  EXPECT_EQ(rows_after({"--on-conflict", "update"}),
            (Rows{"1|'new'|'kept'", "2|'two'|NULL", "9|'nine'|NULL"}));
  EXPECT_NE(sql_of({"--if-exists", "fail", "t.csv"}).find("CREATE TABLE \"t\""),
            std::string::npos);
}

TEST_F(SqlTest, KeepsStatementsShort) {
  write("t.csv", numbered_rows(30'000));
  for (const std::size_t bytes : {1000U, 5000U, 99'000U}) {
    std::istringstream sql(
        sql_of({"--max-statement", std::to_string(bytes), "t.csv"}));
    std::size_t longest = 0;
    for (std::string line; std::getline(sql, line);) {
      longest = std::max(longest, line.size() - 1);
    }
    EXPECT_LE(longest, bytes);
    EXPECT_GT(longest, bytes - 100);
  }
  expect_same({"t.csv"}, 0, {"--max-statement", "1000"});
}

TEST_F(SqlTest, WritesLongRowsInParts) {
  write("t.csv", "id,a,b\n1,x,y\n2," + repeated("it's \xC3\xA4; ", 20'000) +
                     ",\"" + repeated("line\r\n", 9000) + "\"\n3,x,y\n");
  expect_same({"t.csv"});
  expect_same({"--pk", "id", "--on-conflict", "replace", "t.csv"});
}

TEST_F(SqlTest, RefusesLongRowsThatMustBeWhole) {
  write("t.csv", "id,a\n1,x\n2," + repeated("text ", 20'000) + "\n");
  for (const Arguments& flags :
       {Arguments{"--pk", "a"},
        Arguments{"--pk", "id", "--on-conflict", "ignore"}}) {
    const RunResult result =
        run(Arguments{"--sql"} + flags + Arguments{"t.csv"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.out, "");
    EXPECT_TRUE(result.err.starts_with(
        "error: stdout: a row of table \"t\" takes 1000"))
        << result.err;
    expect_same(flags + Arguments{"t.csv"}, 0, {"--max-statement", "1MB"});
  }
}

TEST_F(SqlTest, LeavesOutTheTransaction) {
  write("t.csv", "a\n1\n");
  const std::string sql = sql_of({"--no-transaction", "t.csv"});
  EXPECT_TRUE(sql.starts_with("CREATE TABLE")) << sql;
  EXPECT_TRUE(sql.ends_with("VALUES(1);\n")) << sql;
}

TEST_F(SqlTest, WritesNothingOfBadData) {
  write("t.csv", "id,name\n1,x\n2\n");
  const RunResult result = run({"--sql", "t.csv"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err, "error: t.csv:3: expected 2 fields, got 1\n");
  const std::string sql = sql_of({"--on-error", "skip", "t.csv"}, 3);
  EXPECT_NE(sql.find("VALUES(1,'x');"), std::string::npos);
}

TEST_F(SqlTest, RefusesWhatContradictsIt) {
  write("t.csv", "a\n1\n");
  const auto refuse = [&](const Arguments& flags, const std::string& message) {
    expect_usage(Arguments{"--sql"} + flags + Arguments{"t.csv"}, message);
  };
  expect_usage({"--max-statement", "1000", "t.csv", "t.db"},
               "--max-statement: needs --sql");
  expect_usage({"--no-transaction", "t.csv", "t.db"},
               "--no-transaction: needs --sql");
  expect_usage({"--sql"}, "FILE is required");
  const std::string stdout_too = ", as both are for stdout";
  refuse({"--dry-run"}, "--sql: contradicts --dry-run" + stdout_too);
  refuse({"--compare"}, "--sql: contradicts --compare" + stdout_too);
  refuse({"--profile"}, "--sql: contradicts --profile" + stdout_too);
  refuse({"--summary", "json"},
         "--sql: contradicts --summary json" + stdout_too);
  const std::string needs_one = ", which goes by a database";
  refuse({"--once"}, "--sql: contradicts --once" + needs_one);
  refuse({"--tail"}, "--sql: contradicts --tail" + needs_one);
  refuse({"--alter"}, "--sql: contradicts --alter" + needs_one);
  refuse({"--if-exists", "skip"},
         "--sql: contradicts --if-exists skip" + needs_one);
  refuse({"--before", "x.sql"}, "--sql: contradicts --before" + needs_one);
  refuse({"--after", "x.sql"}, "--sql: contradicts --after" + needs_one);
  refuse({"--coerce", "a"}, "--sql: contradicts --coerce" + needs_one);
  refuse({"--wal"}, "--sql: contradicts --wal, which is for a file");
  refuse({"--fts", "a"},
         "--sql: contradicts --fts, whose tables other databases may not have");
  refuse({"--max-statement", "10"},
         "--max-statement: must be a number of bytes from 1000 to 1000000000, "
         "such as 256KiB, not \"10\"");
}

TEST_F(SqlTest, FailsWhereStdoutIsFull) {
  write("t.csv", numbered_rows(1000));
  for (const char* const variable : {"", "--no-transaction"}) {
    Arguments arguments{"--sql", "t.csv"};
    if (*variable != '\0') arguments.emplace_back(variable);
    Process::Setup setup;
    setup.before_exec = [] {
      ::dup2(::open("/dev/full", O_WRONLY), STDOUT_FILENO);
    };
    Process process = start(arguments, setup);
    const RunResult result = process.wait();
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_EQ(result.err,
              "error: stdout: cannot write: No space left on device\n");
  }
}

TEST_F(SqlTest, FailsWhereNobodyReadsOn) {
  write("t.csv", numbered_rows(200'000));
  Process::Setup setup;
  setup.before_exec = [] {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) std::abort();
    ::close(ends[0]);
    ::dup2(ends[1], STDOUT_FILENO);
  };
  Process process = start({"--sql", "t.csv"}, setup);
  const RunResult result = process.wait();
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_EQ(result.err, "error: stdout: cannot write: Broken pipe\n");
}

TEST_F(SqlTest, LeavesNothingBehind) {
  std::filesystem::create_directory(path("temp"));
  const Arguments arguments{"--sql", "--table", "t", "--temp-dir", "temp", "-"};
  Process ended = start(arguments);
  ended.feed(numbered_rows(20'000));
  ended.signal(SIGTERM);
  expect_ended(ended, SIGTERM);
  EXPECT_EQ(files_of("temp"), Rows());
  Process killed = start(arguments);
  killed.feed(numbered_rows(20'000));
  killed.signal(SIGKILL);
  (void)killed.wait();
  EXPECT_EQ(files_of("temp").size(), 1U);
  Process beside = start(arguments);
  beside.feed(numbered_rows(20'000));
  EXPECT_EQ(files_of("temp").size(), 1U);
  EXPECT_EQ(run_binary(arguments, "a\n1\n").exit_code, 0);
  EXPECT_EQ(files_of("temp").size(), 1U);
  beside.end_input();
  const RunResult result = beside.wait();
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(result.out.ends_with("COMMIT;\n"));
  EXPECT_EQ(files_of("temp"), Rows());
}

}  // namespace
}  // namespace csvimport
