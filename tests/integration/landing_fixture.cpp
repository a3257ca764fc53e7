#include "landing_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>

namespace csvimport {
namespace {

constexpr const char* kPlain = "CREATE TABLE t (a INTEGER, b TEXT)";
constexpr const char* kIndexed =
    "CREATE TABLE t (a INTEGER, b TEXT); CREATE INDEX t_a ON t (a)";
constexpr const char* kReferredTo =
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);"
    "CREATE TABLE child (a INTEGER REFERENCES t)";

constexpr const char* kKeyedAndIndexed =
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);"
    "CREATE INDEX t_b ON t (b); CREATE UNIQUE INDEX t_ba ON t (b DESC, a)";
constexpr const char* kReferredToAndIndexed =
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);"
    "CREATE TABLE child (a INTEGER REFERENCES t); CREATE INDEX t_b ON t (b)";

constexpr const char* kKeyIsNoRowid =
    "CREATE TABLE t (a INTEGER UNIQUE, b TEXT); CREATE INDEX t_b ON t (b);"
    "CREATE TABLE child (a INTEGER)";

// Rows wide enough that a page takes only some, and unlike each other, in no
// order.
std::string wide_rows(int count) {
  const std::string text(100, 'x');
  std::string csv = "a,b\n";
  for (int i = 0; i < count; ++i) {
    const std::int64_t key = std::int64_t{i} * 7919 % count;
    csv += std::to_string(key) + "," + std::to_string(i % 97) + text + "\n";
  }
  return csv;
}

void fill_with_old_rows(SQLite::Database& database, const std::string& insert,
                        int count) {
  SQLite::Statement rows(
      database,
      "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) " +
          insert);
  rows.bind(1, count);
  rows.exec();
}

}  // namespace

const std::vector<Landing>& every_landing() {
  static const std::vector<Landing> landings = [] {
    std::vector<Landing> all = {
        {"new database", "", "", {}},
        {"new database by SQL",
         "",
         "",
         {"--pk", "a,b", "--path", "conventional"}},
        {"new database with indexes",
         "",
         "",
         {"--pk", "b,a", "--index", "b", "--memory", "64KiB"}},
        {"new database in the order of its keys",
         "",
         "",
         {"--pk", "a", "--index", "b", "--memory", "300KiB"}}};
    for (const std::string mode : {"delete", "wal"}) {
      const std::string where = ", " + mode;
      all.push_back({"new table" + where, mode, "", {}});
      all.push_back({"new table with indexes" + where,
                     mode,
                     "",
                     {"--pk", "b,a", "--index", "b"}});
      all.push_back(
          {"append" + where, mode, kPlain, {"--if-exists", "append"}});
      all.push_back(
          {"replace" + where, mode, kIndexed, {"--if-exists", "replace"}});
      all.push_back(
          {"truncate" + where, mode, kIndexed, {"--if-exists", "truncate"}});
      all.push_back({"append to indexes" + where, mode, kKeyedAndIndexed, {}});
      all.push_back({"update rows" + where,
                     mode,
                     kReferredToAndIndexed,
                     {"--on-conflict", "update", "--pk", "a"},
                     true});
      all.push_back({"update rows by another key" + where,
                     mode,
                     kKeyIsNoRowid,
                     {"--on-conflict", "update", "--pk", "a"},
                     true});
      all.push_back({"replace rows" + where,
                     mode,
                     kReferredTo,
                     {"--on-conflict", "replace"},
                     true});
    }
    return all;
  }();
  return landings;
}

void LandingTest::prepare(const Landing& landing, int old_rows, int new_rows) {
  landing_ = landing;
  old_rows_ = landing.old_table.empty() ? 0 : old_rows;
  new_rows_ = new_rows;
  write("t.csv", wide_rows(new_rows));
  write("one.csv", "a,b\n1000000000,one\n");
  std::filesystem::remove(path("old.db"));
  if (!landing.journal_mode.empty()) {
    SQLite::Database database(path("old.db").string(),
                              SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    (void)database.execAndGet("PRAGMA journal_mode = " + landing.journal_mode);
    database.exec("CREATE TABLE other (a INTEGER)");
    fill_with_old_rows(database, "INSERT INTO other SELECT i FROM n", 1000);
    if (old_rows_ > 0) {
      database.exec(landing.old_table);
      fill_with_old_rows(database,
                         std::string("INSERT INTO t SELECT ") +
                             (landing.has_conflicts ? "i" : "-i") +
                             ", 'old' || hex(zeroblob(50)) FROM n",
                         old_rows_);
      if (landing.has_conflicts) {
        database.exec("INSERT INTO child SELECT a FROM t");
      }
    }
  }
  reset();
  old_digest_ = digest(target_folder() / "t.db");
  const RunResult result = run(command());
  ASSERT_EQ(result.exit_code, 0) << result.err;
  ASSERT_EQ(target_files(), (Rows{"t.db"}));
  new_digest_ = digest(target_folder() / "t.db");
  ASSERT_EQ(query("target/t.db", "SELECT count(*) FROM t"),
            (Rows{std::to_string(rows_of(Content::kNew))}));
  ASSERT_NE(old_digest_, new_digest_);
}

void LandingTest::reset() const {
  std::filesystem::remove_all(target_folder());
  std::filesystem::create_directory(target_folder());
  if (std::filesystem::exists(path("old.db"))) {
    std::filesystem::copy_file(path("old.db"), target_folder() / "t.db");
  }
}

Arguments LandingTest::command(const Arguments& further) const {
  return landing_.flags + further +
         Arguments{"--workers", "2", "t.csv", "target/t.db"};
}

LandingTest::Content LandingTest::content() const {
  const std::filesystem::path copy = make_folder();
  std::filesystem::copy(target_folder(), copy);
  const std::string found = digest(copy / "t.db");
  std::filesystem::remove_all(copy);
  if (found == old_digest_) return Content::kOld;
  if (found == new_digest_) return Content::kNew;
  ADD_FAILURE() << landing_.name << ": neither old nor new: " << found;
  return Content::kTorn;
}

void LandingTest::expect_next_run_works(Content found) {
  const RunResult result =
      run({"--table", "t", "--if-exists", "append", "one.csv", "target/t.db"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(target_files(), (Rows{"t.db"}));
  EXPECT_EQ(query("target/t.db", "SELECT count(*), sum(b = 'one') FROM t"),
            (Rows{std::to_string(rows_of(found) + 1) + "|1"}));
  EXPECT_EQ(integrity("target/t.db"), "ok");
  // Nothing is left behind the last page either.
  EXPECT_EQ(query("target/t.db",
                  "SELECT page_count * page_size FROM pragma_page_count, "
                  "pragma_page_size"),
            (Rows{std::to_string(
                std::filesystem::file_size(target_folder() / "t.db"))}));
}

Rows LandingTest::target_files() const { return files_of("target"); }

Rows LandingTest::clean_files(Content found) const {
  const bool has_none = found == Content::kOld && landing_.journal_mode.empty();
  return has_none ? Rows{} : Rows{"t.db"};
}

std::string LandingTest::digest(const std::filesystem::path& database) {
  if (!std::filesystem::exists(database)) return "";
  // One that can be written, so that SQLite can roll a journal back.
  SQLite::Database db(database.string(), SQLite::OPEN_READWRITE);
  const auto value = [&](const std::string& sql) {
    return db.execAndGet(sql).getString() + "\n";
  };
  std::string text = value("PRAGMA integrity_check") +
                     value("SELECT group_concat(sql) FROM sqlite_schema");
  for (const std::string table : {"other", "child"}) {
    if (!db.tableExists(table)) continue;
    text += value("SELECT count(*) || ' ' || sum(a) FROM " + table);
  }
  if (db.tableExists("t")) {
    text += value(
        "SELECT count(*) || ' ' || sum(a) || ' ' || sum(a * length(b)) || ' ' "
        "|| sum(a * unicode(b)) FROM t");
  }
  return text;
}

int LandingTest::rows_of(Content found) const {
  if (found == Content::kOld) return old_rows_;
  const bool adds = landing_.name.starts_with("append");
  return new_rows_ + (adds ? old_rows_ : 0);
}

}  // namespace csvimport
