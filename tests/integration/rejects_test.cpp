// Bad records that do not end the import.

#include "cli_fixture.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

namespace csvimport {
namespace {

using namespace std::string_literals;

// Each kind of bad record but one that never ends, among good ones.
const std::string kMixed =
    "id,\"na\nme\"\n"
    "1,a\n"
    "2\n"
    "3,b,c\r\n"
    "\n"
    "4,\"x\"y\n"
    "5,\"c\nd\"\n"
    "6,\xFF\n"
    "\"7\n\",e,f\n"
    "8,g";
const Rows kGoodRows = {"1|1|'a'", "5|5|'c\nd'", "8|8|'g'"};

class RejectsTest : public CliTest {
 protected:
  // Runs an import of `csv` in every way and in batches of one record and of
  // many, and expects `status`, `err`, the same `rows`, and that the files of
  // --rejects hold `rejects` and `reasons`.
  void expect_rejects(const Arguments& flags, const std::string& csv,
                      const Rows& rows, const std::string& rejects,
                      const std::string& reasons) {
    write("t.csv", csv);
    for (const Arguments& way : every_way()) {
      for (const char* const bytes : {"1", "10", "256KiB"}) {
        const RunResult result =
            run(way + flags +
                Arguments{"-q", "--batch-size", bytes, "--on-error", "skip",
                          "--rejects", "r.csv", "t.csv", "t.db"});
        EXPECT_EQ(result.exit_code, 3);
        EXPECT_EQ(result.err + result.out, "");
        EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t ORDER BY rowid"), rows);
        EXPECT_EQ(integrity("t.db"), "ok");
        EXPECT_EQ(read("r.csv"), rejects);
        EXPECT_EQ(read("r.csv.reasons"), reasons);
        EXPECT_EQ(files(), (Rows{"r.csv", "r.csv.reasons", "t.csv", "t.db"}));
        if (HasFailure()) return;
        remove("t.db");
      }
    }
  }
};

TEST_F(RejectsTest, KeepByteOrderMarks) {
  const std::string mark = "\xEF\xBB\xBF";
  write("t.csv", mark + "a,b\n1,2\n" + mark + "3\n" + mark + "\"x\"y,4\n");
  EXPECT_EQ(run({"--on-error", "skip", "--rejects", "r.csv", "t.csv", "t.db"})
                .exit_code,
            3);
  EXPECT_EQ(read("r.csv"), "a,b\n" + mark + "3\n" + mark + "\"x\"y,4\n");
}

TEST_F(RejectsTest, AreKeptAsTheyStandInTheFileAndSaidWhy) {
  expect_rejects(
      {}, kMixed, kGoodRows,
      "id,\"na\nme\"\n2\n3,b,c\r\n4,\"x\"y\n6,\xFF\n\"7\n\",e,f\n",
      "line,record,column,reason\n"
      "4,2,,\"expected 2 fields, got 1\"\n"
      "5,3,,\"expected 2 fields, got 3\"\n"
      "7,4,\"na\nme\",text after the closing quote; a quote inside a quoted "
      "field must be doubled\n"
      "10,6,\"na\nme\",\"byte 0xFF is not valid UTF-8; name the file's "
      "encoding, such "
      "as with --encoding WINDOWS-1252\"\n"
      "11,7,,\"expected 2 fields, got 3\"\n");
}

TEST_F(RejectsTest, IncludeTheLineOfAQuoteThatNeverCloses) {
  expect_rejects({}, "a,b\n1,2\n3,\"4\n5,6\n\n7,\"8\n9,0\n", {"1|1|2", "3|9|0"},
                 "a,b\n3,\"4\n5,6\n\n7,\"8\n",
                 "line,record,column,reason\n"
                 "3,2,b,text after the closing quote; a quote inside a quoted "
                 "field must be doubled\n");
  expect_rejects({}, "a,b\n1,2\n3,\"4\n5,6\n\n7,8\n",
                 {"1|1|2", "3|5|6", "4|7|8"}, "a,b\n3,\"4\n",
                 "line,record,column,reason\n"
                 "3,2,,\"the quote that opens here never closes; if quotes are "
                 "data, use --quotechar none\"\n");
  expect_rejects({"--max-record", "8"}, "a,b\n1,\"2345\n6789\"\n5,\"6\n\"\n",
                 {"3|5|'6\n'"}, "a,b\n1,\"2345\n6789\"\n",
                 "line,record,column,reason\n"
                 "2,1,,\"the quote that opens here does not close within 8 "
                 "bytes; if the field is that long, raise --max-record\"\n"
                 "3,2,,\"expected 2 fields, got 1\"\n");
}

TEST_F(RejectsTest, IncludeValuesThatADeclaredTypeDoesNotTake) {
  expect_rejects({"--type", "b=REAL"}, "a,b\n1,2.5\nx,y\n2,\"z,\"\n3,4\n",
                 {"1|1|2.5", "4|3|4.0"}, "a,b\nx,y\n2,\"z,\"\n",
                 "line,record,column,reason\n"
                 "3,2,b,\"\"\"y\"\" is not a number\"\n"
                 "4,3,b,\"\"\"z,\"\" is not a number\"\n");
}

// What is only found out in the second pass must not count twice.
TEST_F(RejectsTest, AreTheSameInASecondPass) {
  std::string csv = numbered_rows(200'000);
  csv.insert(4, "x\n");
  csv += "y\nnumber,z\n1,2,3\n";
  write("t.csv", csv);
  for (const Arguments& way : every_way()) {
    const RunResult result =
        run(way + Arguments{"-q", "--summary", "json", "--on-error", "skip",
                            "--rejects", "r", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 3);
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_EQ(json.at("tables").at(0).at("passes"), 2);
    EXPECT_EQ(json.at("records"), 200'004);
    EXPECT_EQ(json.at("rows"), 200'001);
    EXPECT_EQ(json.at("rejected"), 3);
    EXPECT_EQ(read("r"), "a,b\nx\ny\n1,2,3\n");
    EXPECT_EQ(query("t.db", "SELECT count(*), max(rowid) FROM t"),
              (Rows{"200001|200003"}));
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
  }
}

TEST_F(RejectsTest, ImportOnceTheyAreMended) {
  write("t.csv", "id,name\n1,a\n2\n3,b\n");
  ASSERT_EQ(run({"--on-error", "skip", "--rejects", "r.csv", "t.csv", "t.db"})
                .exit_code,
            3);
  write("r.csv", read("r.csv").replace(8, 2, "2,x\n"));
  const RunResult result = run({"-q", "r.csv", "r.db"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(query("r.db", "SELECT * FROM r"), (Rows{"2|'x'"}));
}

TEST_F(RejectsTest, KeepTheEncodingOfTheFile) {
  const Arguments flags = {"--encoding", "WINDOWS-1252"};
  expect_rejects(flags,
                 "id,Stra\xDF"
                 "e\n1,\xFC\n2\xE9\r\n3,\"\x80\n\",\n4,x\n",
                 {"1|1|'ü'", "4|4|'x'"},
                 "id,Stra\xDF"
                 "e\n2\xE9\r\n3,\"\x80\n\",\n",
                 "line,record,column,reason\n"
                 "3,2,,\"expected 2 fields, got 1\"\n"
                 "4,3,,\"expected 2 fields, got 3\"\n");
  expect_rejects(flags, "a,b\n1,\x81\xE9\n2,\xE9\n", {"2|2|'é'"},
                 "a,b\n1,\x81\xE9\n",
                 "line,record,column,reason\n"
                 "2,1,b,byte 0x81 is not valid WINDOWS-1252; name the encoding "
                 "that the file has with --encoding\n");
  expect_rejects({"--encoding", "UTF-16BE", "--no-headers"},
                 "\0001\0,\0\xE9\0\n\0002"s, {"1|1|'é'"}, "\xFE\xFF\0002\0\n"s,
                 "line,record,column,reason\n"
                 "2,2,,\"expected 2 fields, got 1\"\n");
}

TEST_F(RejectsTest, BeginWithTheMarkThatTellsTheEncoding) {
  const std::string reasons =
      "line,record,column,reason\n2,1,,\"expected 2 fields, got 1\"\n"
      "3,2,b,bytes 0x00 0xDC are not valid UTF-16LE; name the encoding that "
      "the file has with --encoding\n";
  const std::string rejects =
      "\xFF\xFE"
      "a\0,\0b\0\n\0\xE9\0\n\0001\0,\0\0\xDC\n\0"s;
  const std::string csv = rejects + "2\0,\0\xE9\0"s;
  expect_rejects({}, csv, {"3|2|'é'"}, rejects, reasons);
}

// By the flags that the first import had.
TEST_F(RejectsTest, ImportOnceTheyAreMendedWhateverTheEncoding) {
  const auto mend = [&](const Arguments& flags, const std::string& csv,
                        const std::string& from, const std::string& to) {
    write("t.csv", csv);
    EXPECT_EQ(run(flags + Arguments{"--on-error", "skip", "--rejects", "r.csv",
                                    "t.csv", "t.db"})
                  .exit_code,
              3);
    std::string mended = read("r.csv");
    mended.replace(mended.find(from), from.size(), to);
    write("r.csv", mended);
    const RunResult result = run(flags + Arguments{"-q", "r.csv", "r.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    Rows rows = query("r.db", "SELECT * FROM r");
    remove("r.db");
    remove("t.db");
    return rows;
  };
  EXPECT_EQ(mend({"--encoding", "LATIN1"}, "a,b\n\xE9\n\xFC,2\n", "\n\xE9",
                 "\n\xE9,1"),
            (Rows{"'é'|1"}));
  EXPECT_EQ(mend({},
                 "\xFF\xFE"
                 "a\0,\0b\0\n\0\xE9\0\n\0"s,
                 "\xE9\0"s, "\xE9\0,\0001\0"s),
            (Rows{"'é'|1"}));
  EXPECT_EQ(mend({"--encoding", "UTF-16"}, "\xFE\xFF\0a\0,\0b\0\n\0\xE9\0\n"s,
                 "\0\xE9"s, "\0\xE9\0,\0001"s),
            (Rows{"'é'|1"}));
  EXPECT_EQ(mend({},
                 "\xEF\xBB\xBF"
                 "a,b\né\n",
                 "é", "é,1"),
            (Rows{"'é'|1"}));
}

TEST_F(RejectsTest, OfDifferentEncodingsDoNotShareAFile) {
  write("a.csv", "x\n1\n");
  write("b.csv", "\xFF\xFEx\0\n\0001\0\n\0"s);
  const RunResult result = run({"-q", "--on-error", "skip", "--rejects", "r",
                                "--table", "t", "a.csv", "b.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err,
            "error: b.csv: differs from a.csv in its header, dialect or "
            "encoding, so one reject file cannot take bad records of both; "
            "import them one by one, or without --rejects\n");
}

TEST_F(RejectsTest, AreCountedWhereNobodyKeepsThem) {
  write("t.csv", kMixed);
  const RunResult result = run({"--on-error", "skip", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_TRUE(result.err.starts_with(
      "3 rows into table \"t\", 5 records rejected, in "))
      << result.err;
  EXPECT_EQ(files(), (Rows{"t.csv", "t.db"}));
}

TEST_F(RejectsTest, MayBeAllRecords) {
  expect_rejects({}, "a,b\n1\n2\n", {}, "a,b\n1\n2\n",
                 "line,record,column,reason\n"
                 "2,1,,\"expected 2 fields, got 1\"\n"
                 "3,2,,\"expected 2 fields, got 1\"\n");
}

TEST_F(RejectsTest, MayBeNone) {
  write("t.csv", "a,b\n1,2\n");
  write("r", "yesterday's");
  const RunResult result =
      run({"-q", "--on-error", "skip", "--rejects", "r", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(read("r"), "a,b\n");
  EXPECT_EQ(read("r.reasons"), "line,record,column,reason\n");
}

TEST_F(RejectsTest, EndTheImportBeyondTheirBound) {
  write("t.csv", kMixed);
  for (const Arguments& way : every_way()) {
    for (const char* const bytes : {"1", "256KiB"}) {
      const RunResult result =
          run(way + Arguments{"--batch-size", bytes, "--on-error", "skip",
                              "--max-errors", "2", "--rejects", "r", "t.csv",
                              "t.db"});
      EXPECT_EQ(result.exit_code, 1);
      EXPECT_EQ(result.err,
                "error: t.csv:7: column \"na\\x0Ame\": text after the closing "
                "quote; a quote inside a quoted field must be doubled; one "
                "bad record more than --max-errors 2 allows\n");
      // What was found up to there is of use to whom it tells what is wrong.
      EXPECT_EQ(read("r"), "id,\"na\nme\"\n2\n3,b,c\r\n4,\"x\"y\n");
      EXPECT_EQ(files(), (Rows{"r", "r.reasons", "t.csv"}));
    }
  }
  EXPECT_EQ(run({"--on-error", "skip", "--max-errors", "5", "t.csv", "t.db"})
                .exit_code,
            3);
}

TEST_F(RejectsTest, EndTheImportBeyondTheirPart) {
  write("t.csv", kMixed);
  const RunResult result =
      run({"--on-error", "skip", "--max-errors", "62.4%", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err,
            "error: t.csv: 5 of 8 records are bad, more than --max-errors "
            "allows\n");
  EXPECT_EQ(files(), (Rows{"t.csv"}));
  EXPECT_EQ(
      run({"--on-error", "skip", "--max-errors", "62.5%", "t.csv", "t.db"})
          .exit_code,
      3);
}

TEST_F(RejectsTest, LeaveTheFilesOfAnEarlierRunWhereTheImportFails) {
  write("t.csv", "a,b\n1\n");
  write("r", "yesterday's");
  write("t.db", "there");
  EXPECT_EQ(
      run({"--on-error", "skip", "--rejects", "r", "t.csv", "t.db"}).exit_code,
      4);
  remove("t.db");
  EXPECT_EQ(run({"--on-error", "skip", "--rejects", "r", "none.csv", "t.db"})
                .exit_code,
            4);
  EXPECT_EQ(read("r"), "yesterday's");
  EXPECT_EQ(files(), (Rows{"r", "t.csv"}));
}

TEST_F(RejectsTest, NeedAPlaceBeforeTheFirstRecordIsRead) {
  const RunResult missing = run_piped(
      {"--on-error", "skip", "--rejects", "none/r", "-", "t.db"}, "a\n");
  expect_system_error(missing, "none/r: ", "No such file or directory");
  std::filesystem::create_directory(path("folder"));
  const RunResult folder = run_piped(
      {"--on-error", "skip", "--rejects", "folder", "-", "t.db"}, "a\n");
  expect_system_error(folder, "folder: ", "is not a regular file");
}

// A file that is open, such as a log behind /dev/stdout, is not to be replaced.
TEST_F(RejectsTest, GoToNoFileThatIsOpen) {
  write("t.csv", "a,b\n1\n");
  write("log", "start\n");
  const int log = ::open(path("log").c_str(), O_RDONLY | O_CLOEXEC);
  const std::string name = "/proc/self/fd/" + std::to_string(log);
  std::filesystem::create_symlink(name, path("link"));
  for (const std::string& place : {name, path("link").string()}) {
    expect_system_error(
        run({"--on-error", "skip", "--rejects", place, "t.csv", "t.db"}),
        place + ": ", "is not a regular file");
  }
  ::close(log);
  EXPECT_EQ(read("log"), "start\n");
  EXPECT_EQ(files(), (Rows{"link", "log", "t.csv"}));
}

TEST_F(RejectsTest, NameTheirFileWhereThereAreSeveral) {
  write("a.csv", "x,y\n1,2\n3\n");
  write("b,c.csv", "x,y\n4\n5,6\n");
  const RunResult result = run({"-q", "--on-error", "skip", "--rejects", "r",
                                "--table", "t", "a.csv", "b,c.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(read("r"), "x,y\n3\n4\n");
  EXPECT_EQ(read("r.reasons"),
            "file,line,record,column,reason\n"
            "a.csv,3,2,,\"expected 2 fields, got 1\"\n"
            "\"b,c.csv\",2,1,,\"expected 2 fields, got 1\"\n");
  EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t"), (Rows{"1|1|2", "4|5|6"}));
}

TEST_F(RejectsTest, OfDifferentHeadersDoNotShareAFile) {
  write("a.csv", "x,y\n1,2\n");
  write("b.csv", "y,x\n1,2\n");
  const RunResult result = run({"-q", "--on-error", "skip", "--rejects", "r",
                                "--table", "t", "a.csv", "b.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(
      result.err,
      "error: b.csv: differs from a.csv in its header, dialect or encoding, "
      "so one reject file cannot take bad records of both; import them one "
      "by one, or without --rejects\n");
}

// Where no name is left to set a rowid by, gaps cannot be made, nor seen.
TEST_F(RejectsTest, LeaveATableThatHidesItsRowidsWhole) {
  write("t.csv", "rowid,oid,_rowid_\n1,2,3\n4\n5,6,7\n");
  for (const Arguments& way : every_way()) {
    EXPECT_EQ(run(way + Arguments{"-q", "--on-error", "skip", "t.csv", "t.db"})
                  .exit_code,
              3);
    EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|2|3", "5|6|7"}));
    remove("t.db");
  }
}

}  // namespace
}  // namespace csvimport
