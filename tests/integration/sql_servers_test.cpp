// What --sql writes, loaded by sqlite3, rqlite, sqld and a local D1: the same
// rows and types as in a database that csvimport makes.

#include "cli_fixture.hpp"
#include "exact_values.hpp"
#include "local_d1.hpp"
#include "random_table.hpp"
#include "rqlite_cluster.hpp"
#include "sqld_server.hpp"

#include <cstdlib>
#include <filesystem>
#include <map>

namespace csvimport {
namespace {

// The files of data/ that need flags.
const std::map<std::string, Arguments>& flags_of_files() {
  static const std::map<std::string, Arguments> flags = {
      {"backslash_escapes.csv", {"--escape", "\\", "--null", "\\N"}},
      {"comments.csv", {"--comment", "#"}},
      {"decimal_commas.csv", {"--decimal", ",", "--thousands", "."}},
      {"header_of_two_rows.csv", {"--header-rows", "2"}},
      {"invalid_utf8.csv", {"--on-error", "skip"}},
      {"iso_2022_jp.csv", {"--encoding", "ISO-2022-JP"}},
      {"long_delimiter.csv", {"--delimiter", "¦¦"}},
      {"no_header.csv", {"--no-headers"}},
      {"nul_byte.csv", {"--on-error", "skip"}},
      {"null_spellings.csv",
       {"--null", "NULL", "--null", "N/A", "--null", "-"}},
      {"padded_fields.csv", {"--trim"}},
      {"preamble.csv", {"--skip", "3"}},
      {"ragged_rows.csv", {"--on-error", "skip"}},
      {"text_after_quote.csv", {"--quotechar", "none"}},
      {"unclosed_quote.csv", {"--quotechar", "none"}},
      {"windows_1252.csv", {"--encoding", "WINDOWS-1252"}},
  };
  return flags;
}

// What splits, ends or hides a statement in the eyes of somebody.
const Rows& harmful_texts() {
  static const Rows texts = {";",
                             "';'",
                             "a;\nb",
                             "x'); DROP TABLE harm; --",
                             "--",
                             "a -- b",
                             "/*",
                             "*/",
                             "/* a */",
                             "BEGIN",
                             "COMMIT;",
                             "END;",
                             "BEGIN TRANSACTION;",
                             "a\nCOMMIT;\nb",
                             "CREATE TRIGGER x AFTER INSERT ON y BEGIN",
                             "CASE",
                             "CASE;END",
                             "\"",
                             "\"\"",
                             "`",
                             "[",
                             "]",
                             "'",
                             "''",
                             "\\",
                             "\\'",
                             "$$",
                             "$1",
                             ":a",
                             "?",
                             "?1",
                             "@a",
                             "#",
                             "{",
                             "}",
                             "{\"a\":1}",
                             "[1]",
                             "\xEF\xBB\xBF",
                             "\xE2\x80\xA8",
                             "\xF0\x9F\x90\x98",
                             "\xEF\xBF\xBD",
                             "\xEF\xBF\xBF",
                             "\x01",
                             "\x08",
                             "\x0B",
                             "\x0C",
                             "\x1A",
                             "\x1B[0m",
                             "\x7F",
                             "\xC2\x85",
                             "\xC2\xA0",
                             "\r",
                             "a\rb",
                             "\r\n",
                             "\n",
                             "\n\n",
                             "\n;\n",
                             "\t",
                             " ",
                             "  a  ",
                             ".read x",
                             "\n.quit\n",
                             "\n/\n",
                             "\ngo\n",
                             "\n\\.\n",
                             "0x10",
                             "1e5 ",
                             "01067",
                             "NULL",
                             "null",
                             "true",
                             "%s",
                             "%00",
                             "&amp;",
                             "<b>",
                             "PRAGMA foreign_keys",
                             "ATTACH 'x' AS y",
                             "VACUUM",
                             "\\0",
                             "a\\0b",
                             "\\0\\0",
                             "'\\0;"};
  return texts;
}

std::string csv_of(const Rows& texts) {
  std::string csv = "\"a;b\",\"it's -- \"\"c\"\"\",\"/*\"\n";
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string& text = texts[i];
    std::string field = "\"";
    for (const char c : text) field += c == '"' ? "\"\"" : std::string(1, c);
    csv += std::to_string(i) + ',' + field + "\",1\n";
  }
  return csv;
}

class SqlServerTest : public CliTest {
 protected:
  // Imports `file` with `flags` into direct.db, and keeps what --sql writes of
  // it.
  void add(const std::string& file, const Arguments& flags,
           const Arguments& sql_flags = {}) {
    const std::string table = 't' + std::to_string(tables_.size());
    const Arguments all = flags + Arguments{"-q", "--table", table};
    const int code = run_binary(all + Arguments{file, "direct.db"}).exit_code;
    ASSERT_TRUE(code == 0 || code == 3) << file;
    const RunResult whole =
        run_binary(all + sql_flags + Arguments{"--sql", file});
    ASSERT_EQ(whole.exit_code, code);
    const RunResult plain = run_binary(
        all + sql_flags + Arguments{"--sql", "--no-transaction", file});
    ASSERT_EQ(plain.exit_code, code);
    tables_.push_back({table, file, whole.out, plain.out});
  }

  // Everything by every loader.
  void expect_same_everywhere() {
    expect_same_in_sqlite3();
    if (RqliteCluster::is_installed()) expect_same_in_rqlite();
    if (SqldServer::is_installed()) expect_same_in_sqld();
    if (LocalD1::is_installed()) expect_same_in_d1();
  }

  void SetUp() override {
    if (!RqliteCluster::is_installed()) GTEST_SKIP() << "no servers";
  }

 private:
  struct Table {
    std::string name;
    std::string file;
    std::string text;
    std::string text_without_transaction;
  };

  [[nodiscard]] std::string all_without_transactions() const {
    std::string text;
    for (const Table& table : tables_) text += table.text_without_transaction;
    return text;
  }

  static std::string columns_sql(const std::string& table) {
    return "SELECT name || ' ' || type || ' ' || \"notnull\" || ' ' || pk "
           "FROM pragma_table_info('" +
           table + "')";
  }

  // Rows by `values(sql)`, those that were loaded into `place`.
  template <class Values>
  void expect_same(const std::string& place, Values values) {
    const std::filesystem::path direct = path("direct.db");
    for (const Table& table : tables_) {
      SCOPED_TRACE(place + ": " + table.file);
      EXPECT_EQ(exact_rows(values(columns_sql(table.name))),
                exact_rows(values_in(direct, columns_sql(table.name))));
      const std::string sql =
          exact_values_sql(table.name, column_count(direct, table.name));
      EXPECT_EQ(exact_rows(values(sql)), exact_rows(values_in(direct, sql)));
    }
  }

  void expect_same_in_file(const std::string& place,
                           const std::filesystem::path& database) {
    expect_same(place, [&](const std::string& sql) {
      return values_in(database, sql);
    });
  }

  void expect_same_in_sqlite3() {
    write("all.sql", all_without_transactions());
    for (const Table& table : tables_) {
      write("one.sql", table.text);
      const std::string command =
          "cd '" + path("").string() + "' && sqlite3 -bail whole.db <one.sql";
      EXPECT_EQ(std::system(command.c_str()), 0) << table.file;
    }
    expect_same_in_file("sqlite3", path("whole.db"));
    execute("plain.db", all_without_transactions());
    expect_same_in_file("sqlite3_exec", path("plain.db"));
  }

  void expect_same_in_rqlite() {
    RqliteCluster::Settings settings;
    settings.nodes = 1;
    RqliteCluster cluster(settings);
    for (const Table& table : tables_) {
      SCOPED_TRACE("rqlite: " + table.file);
      EXPECT_NO_THROW(cluster.load(table.text));
    }
    expect_same("rqlite",
                [&](const std::string& sql) { return cluster.values(sql); });
  }

  void expect_same_in_sqld() {
    const SqldServer server;
    for (const Table& table : tables_) {
      SCOPED_TRACE("sqld: " + table.file);
      EXPECT_NO_THROW(server.load(table.text));
    }
    expect_same("sqld",
                [&](const std::string& sql) { return server.values(sql); });
  }

  // In texts of up to a megabyte: more of it, and workerd 1.20251011 crashes,
  // as what it remembers of statements breaks where it forgets the first of
  // them.
  void expect_same_in_d1() {
    const LocalD1 local;
    std::string text;
    for (const Table& table : tables_) {
      const std::string& next = table.text_without_transaction;
      ASSERT_LT(next.size(), kMebibyte) << table.file;
      if (text.size() + next.size() >= kMebibyte) {
        local.load(text);
        text.clear();
      }
      text += next;
    }
    local.load(text);
    expect_same_in_file("D1", local.database());
  }

  std::vector<Table> tables_;
};

TEST_F(SqlServerTest, FilesOfData) {
  for (const auto& entry : std::filesystem::directory_iterator(data(""))) {
    const std::string name = entry.path().filename();
    if (name == "demo.sh") continue;
    const auto flags = flags_of_files().find(name);
    add(data(name),
        flags == flags_of_files().end() ? Arguments() : flags->second);
  }
  expect_same_everywhere();
}

TEST_F(SqlServerTest, HarmfulTexts) {
  write("harm.csv", csv_of(harmful_texts()));
  add("harm.csv", {});
  add("harm.csv", {}, {"--max-statement", "1000"});
  add("harm.csv", {"--pk", "a;b"});
  add("harm.csv", {"--index", "a;b", "--index", "it's -- \"c\""});
  expect_same_everywhere();
}

TEST_F(SqlServerTest, RandomTables) {
  Random random(18);
  const int runs = runs_of_property(8);
  for (int i = 0; i < runs; ++i) {
    Dress dress;
    dress.delimiter = ",";
    dress.line_end = "\n";
    const RandomTable table = random_table(random, random.below(60), dress);
    const std::string name = "random" + std::to_string(i) + ".csv";
    write(name, to_csv(table, dress, random));
    add(name, {},
        {"--max-statement", std::to_string(1000 + random.below(98'000))});
  }
  expect_same_everywhere();
}

// Of many statements, in order.
TEST_F(SqlServerTest, ManyRows) {
  write("many.csv", numbered_rows(45'000));
  add("many.csv", {});
  expect_same_everywhere();
}

}  // namespace
}  // namespace csvimport
