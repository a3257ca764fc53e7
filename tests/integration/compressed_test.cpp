// Inputs that are compressed.

#include "cli_fixture.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>

namespace csvimport {
namespace {

class CompressedTest : public CliTest {
 protected:
  // The file `name`, compressed by gzip.
  [[nodiscard]] std::string gzipped(const std::string& name) const {
    const std::string command = "gzip -c '" + path(name).string() + "' >'" +
                                path("compressed").string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0);  // NOLINT(cert-env33-c)
    std::string bytes = read("compressed");
    remove("compressed");
    return bytes;
  }

  // Expects status `exit_code`, this message, and nothing left but `left`.
  void expect_failure(const RunResult& result, int exit_code,
                      const std::string& message, const Rows& left) const {
    EXPECT_EQ(result.err, "error: " + message + "\n");
    EXPECT_EQ(result.exit_code, exit_code);
    EXPECT_EQ(files(), left);
  }
};

const Rows kOrders = {"1|'Pencil, soft'|0.85", "2|'Ruler\n30 cm'|2.5"};
const Rows kOrderFiles = {"orders.csv.gz",  "orders.csv.bz2", "orders.csv.xz",
                          "orders.csv.zst", "orders.csv.lz4", "orders.zip"};

TEST_F(CompressedTest, ImportsEveryFormat) {
  for (const std::string& name : kOrderFiles) {
    for (const Arguments& way : every_way()) {
      SCOPED_TRACE(name);
      const RunResult result = run(way + Arguments{"-q", data(name), "t.db"});
      EXPECT_EQ(result.exit_code, 0) << result.err;
      EXPECT_EQ(query("t.db", "SELECT * FROM orders"), kOrders);
      EXPECT_EQ(integrity("t.db"), "ok");
      remove("t.db");
    }
  }
}

TEST_F(CompressedTest, KnowsThemWithoutAName) {
  for (const std::string& name : kOrderFiles) {
    SCOPED_TRACE(name);
    const std::string bytes = slurp(data(name));
    EXPECT_EQ(run_binary({"-q", "-", "t.db"}, bytes).exit_code, 0);
    EXPECT_EQ(query("t.db", "SELECT * FROM stdin"), kOrders);
    remove("t.db");
    EXPECT_EQ(run_piped({"-q", "-", "t.db"}, bytes).exit_code, 0);
    EXPECT_EQ(query("t.db", "SELECT * FROM stdin"), kOrders);
    remove("t.db");
    write("plain.csv", bytes);
    EXPECT_EQ(run({"-q", "plain.csv", "t.db"}).exit_code, 0);
    EXPECT_EQ(query("t.db", "SELECT * FROM plain"), kOrders);
    remove("t.db");
  }
}

TEST_F(CompressedTest, ReadsTextByAnArchivesName) {
  write("t.csv.gz", "a,b\n1,2\n");
  EXPECT_EQ(run({"t.csv.gz", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|2"}));
}

TEST_F(CompressedTest, ReadsThemTwiceWhereTypesDoNotHold) {
  write("t.csv", numbered_rows(100'000) + "x,last\n");
  const std::string bytes = gzipped("t.csv");
  write("t.csv.gz", bytes);
  const std::string sql = "SELECT count(*), max(a), typeof(min(a)) FROM t";
  for (const Arguments& way : every_way()) {
    ASSERT_EQ(run(way + Arguments{"-q", "t.csv.gz", "t.db"}).exit_code, 0);
    ASSERT_EQ(query("t.db", sql), (Rows{"100001|'x'|'text'"}));
    remove("t.db");
    ASSERT_EQ(
        run_piped(way + Arguments{"-q", "--table", "t", "-", "t.db"}, bytes)
            .exit_code,
        0);
    ASSERT_EQ(query("t.db", sql), (Rows{"100001|'x'|'text'"}));
    remove("t.db");
  }
}

TEST_F(CompressedTest, RefusesAFileCutShort) {
  for (const std::string& name : kOrderFiles) {
    SCOPED_TRACE(name);
    const std::string bytes = slurp(data(name));
    write("t.csv", bytes.substr(0, bytes.size() - 1));
    const RunResult result = run({"t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_TRUE(result.err.starts_with("error: t.csv: cannot read its "));
    EXPECT_TRUE(result.err.ends_with(
        " data: it ends too early; get a complete copy of the file\n"))
        << result.err;
    EXPECT_EQ(files(), (Rows{"t.csv"}));
  }
}

TEST_F(CompressedTest, RefusesALongFileCutShort) {
  write("t.csv", numbered_rows(300'000));
  const std::string bytes = gzipped("t.csv");
  write("t.csv", bytes.substr(0, bytes.size() - 9));
  for (const Arguments& way : every_way()) {
    expect_failure(run(way + Arguments{"t.csv", "t.db"}), 4,
                   "t.csv: cannot read its gzip data: it ends too early; get a "
                   "complete copy of the file",
                   {"t.csv"});
  }
}

TEST_F(CompressedTest, NamesABadRecordBeforeTheDamage) {
  write("t.csv", "a,b\n1\n" + numbered_rows(300'000));
  const std::string bytes = gzipped("t.csv");
  write("t.csv", bytes.substr(0, bytes.size() - 9));
  for (const Arguments& way : every_way()) {
    expect_failure(run(way + Arguments{"t.csv", "t.db"}), 1,
                   "t.csv:2: expected 2 fields, got 1", {"t.csv"});
  }
}

TEST_F(CompressedTest, RefusesAWrongChecksum) {
  std::string bytes = slurp(data("orders.csv.gz"));
  bytes[bytes.size() - 5] = static_cast<char>(bytes[bytes.size() - 5] ^ 1);
  write("t.csv", bytes);
  expect_failure(run({"t.csv", "t.db"}), 4,
                 "t.csv: cannot read its gzip data: it is damaged (incorrect "
                 "checksum or length); get another copy of the file",
                 {"t.csv"});
}

TEST_F(CompressedTest, RefusesAZipOfSeveralFiles) {
  write("a.csv", "a\n1\n");
  write("b.csv", "b\n2\n");
  const std::string command =
      "cd '" + path(".").string() + "' && zip -qm t.zip a.csv b.csv";
  ASSERT_EQ(std::system(command.c_str()), 0);  // NOLINT(cert-env33-c)
  expect_failure(run({"t.zip", "t.db"}), 1,
                 "t.zip: holds 2 files (\"a.csv\", \"b.csv\"); unpack the one "
                 "to import, such as with: unzip -p t.zip a.csv | csvimport "
                 "--table a - DATABASE",
                 {"t.zip"});
}

TEST_F(CompressedTest, ShowsHowToImportAFileOfAnArchive) {
  const auto make = [&](const std::string& archive,
                        const std::string& command) {
    write("a.csv", "a\n1\n");
    write("it's [1].csv", "b\n2\n");
    const std::string all =
        "cd '" + path(".").string() + "' && " + command + " && rm -f *.csv";
    EXPECT_EQ(std::system(all.c_str()), 0);  // NOLINT(cert-env33-c)
    return run({archive, "t.db"}).err;
  };
  EXPECT_EQ(make("t 1.zip", "zip -q 't 1.zip' \"it's [1].csv\" a.csv"),
            "error: t 1.zip: holds 2 files (\"it's [1].csv\", \"a.csv\"); "
            "unpack the one to import, such as with: unzip -p 't 1.zip' "
            "\"it's [[]1].csv\" | csvimport --table \"it's [1]\" - "
            "DATABASE\n");
  const std::string is_tar =
      ": is a tar archive; unpack the file to import, such as with: tar -xOf ";
  for (const std::string archive : {"t.tgz", "t.tar"}) {
    EXPECT_EQ(make(archive, "tar -caf " + archive + " a.csv *"),
              "error: " + archive + is_tar + archive +
                  " a.csv | csvimport --table a - DATABASE\n");
  }
  EXPECT_EQ(make("t.tar",
                 "mkdir d && mv *.csv d && tar -cf t.tar d/it* && "
                 "rm -r d"),
            "error: t.tar" + is_tar +
                "t.tar \"d/it's [1].csv\" | csvimport --table \"it's [1]\" - "
                "DATABASE\n");
}

TEST_F(CompressedTest, RefusesAWorkbook) {
  write("[Content_Types].xml", "<?xml version=\"1.0\"?><Types/>");
  std::filesystem::create_directory(path("xl"));
  write("xl/workbook.xml", "<workbook/>");
  const std::string command = "cd '" + path(".").string() +
                              "' && zip -qmr t.xlsx '[Content_Types].xml' xl";
  ASSERT_EQ(std::system(command.c_str()), 0);  // NOLINT(cert-env33-c)
  expect_failure(run({"t.xlsx", "t.db"}), 1,
                 "t.xlsx: is an Excel workbook, and no CSV; save it as CSV "
                 "first",
                 {"t.xlsx"});
}

TEST_F(CompressedTest, RefusesAnEmptyFile) {
  write("t.csv", "");
  const std::string bytes = gzipped("t.csv");
  write("t.csv", bytes);
  expect_failure(run({"t.csv", "t.db"}), 1, "t.csv: the file is empty",
                 {"t.csv"});
}

TEST_F(CompressedTest, SaysWhatIsMissingToReadThem) {
  write("libarchive.so.13", "");
  Process::Setup setup;
  setup.before_exec = [] { ::setenv("LD_LIBRARY_PATH", ".", 1); };
  Process process = start({data("orders.csv.xz"), "t.db"}, setup);
  expect_failure(finish(process), 4,
                 data("orders.csv.xz") +
                     ": it takes libarchive to decompress it, which cannot be "
                     "loaded (./libarchive.so.13: file too short); install "
                     "libarchive13, or decompress it first",
                 {"libarchive.so.13"});
  Process needs_none = start({data("orders.csv.gz"), "t.db"}, setup);
  EXPECT_EQ(finish(needs_none).exit_code, 0);
}

TEST_F(CompressedTest, EndsOnAnInterrupt) {
  write("t.csv", numbered_rows(300'000));
  const std::string bytes = gzipped("t.csv");
  remove("t.csv");
  for (const Arguments& way : every_way()) {
    Process process =
        start(way + Arguments{"--batch-size", "1KiB", "-", "t.db"});
    process.feed(std::string_view(bytes).substr(0, bytes.size() - 9));
    ASSERT_NE(await_staging_file(), "");
    process.signal(SIGINT);
    const RunResult result = process.wait();
    EXPECT_EQ(result.exit_code, 130);
    EXPECT_EQ(result.err, "error: interrupted; nothing was imported\n");
    EXPECT_EQ(files(), Rows{});
  }
}

}  // namespace
}  // namespace csvimport
