// Inputs in other encodings than UTF-8.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

using namespace std::string_literals;

class EncodingTest : public CliTest {
 protected:
  // The rows of a file of data/. Expects -v to print `chosen`, and the file's
  // import with that flag to make the same table.
  Rows import(const std::string& name, const Arguments& flags,
              const std::string& chosen) {
    const Arguments arguments{"-v", "--table", "t", data(name), "t.db"};
    const RunResult result = run(flags + arguments);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_NE(result.err.find(data(name) + ": chosen: --encoding " + chosen +
                              " --delimiter , "),
              std::string::npos)
        << result.err;
    Rows rows = query("t.db", "SELECT * FROM t");
    remove("t.db");
    EXPECT_EQ(run(Arguments{"--encoding", chosen} + arguments).exit_code, 0);
    EXPECT_EQ(query("t.db", "SELECT * FROM t"), rows);
    return rows;
  }

  [[nodiscard]] Rows names() const {
    return query("t.db", "SELECT name FROM pragma_table_info('t')");
  }
};

TEST_F(EncodingTest, KnowsUtf16ByItsMark) {
  EXPECT_EQ(import("utf16.csv", {}, "UTF-16LE"),
            (Rows{"1|'Ōe'", "2|'大江\n健三郎'", "3|'😀'"}));
  EXPECT_EQ(names(), (Rows{"'id'", "'name'"}));
}

TEST_F(EncodingTest, KnowsUtf32ByItsMark) {
  EXPECT_EQ(import("utf32_big_endian.csv", {}, "UTF-32BE"),
            (Rows{"1|'Ōe'", "2|'大江\n健三郎'", "3|'😀'"}));
  EXPECT_EQ(names(), (Rows{"'id'", "'name'"}));
}

TEST_F(EncodingTest, ConvertsWindows1252) {
  EXPECT_EQ(import("windows_1252.csv", {"--encoding", "WINDOWS-1252"},
                   "WINDOWS-1252"),
            (Rows{"'Münchner Allee'|'1,5'|'€'", "'Café–Weg'|'2,0'|'£'"}));
  EXPECT_EQ(names(), (Rows{"'Straße'", "'Größe'", "'Währung'"}));
}

TEST_F(EncodingTest, ConvertsIso2022Jp) {
  EXPECT_EQ(
      import("iso_2022_jp.csv", {"--encoding", "ISO-2022-JP"}, "ISO-2022-JP"),
      (Rows{"1|'東京'", "2|'大\n阪'"}));
}

TEST_F(EncodingTest, GivesTheSameInEveryWay) {
  expect_rows({"--encoding", "LATIN1"}, "a,b\n\xE9,\"\xFC\n\"\n\xDF,x",
              {"1|'é'|'ü\n'", "2|'ß'|'x'"});
  expect_rows({}, "\xFE\xFF\0a\0,\0b\0\n\0\xE9\0,\0001"s, {"1|'é'|1"});
}

TEST_F(EncodingTest, SkipsLinesOfTheConvertedText) {
  expect_rows({"--skip", "1"}, "\xFE\xFF\0#\0\n\0a\0\n\0001\0\n"s, {"1|1"});
}

TEST_F(EncodingTest, TakesUtf8InAnySpelling) {
  for (const char* name : {"UTF-8", "utf8", "Utf_8"}) {
    expect_rows({"--encoding", name}, "a\nÄ\n", {"1|'Ä'"});
  }
}

TEST_F(EncodingTest, BelievesTheFlagRatherThanTheMark) {
  expect_rows({"--encoding", "LATIN1"}, "\xFE\xFF\n1\n", {"1|1"});
  EXPECT_EQ(run({"--encoding", "LATIN1", "t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(names(), (Rows{"'þÿ'"}));
}

TEST_F(EncodingTest, NamesBytesThatCannotBeDecoded) {
  const auto problem = [](const std::string& bytes, const std::string& name) {
    return bytes + " not valid " + name +
           "; name the encoding that the file has with --encoding";
  };
  expect_refused(
      {"--encoding", "WINDOWS-1252"}, "a,b\n1,2\n3,\"\n\x81\"\n",
      "t.csv:4: column \"b\": " + problem("byte 0x81 is", "WINDOWS-1252"));
  expect_refused({"--encoding", "WINDOWS-1252"}, "a\x8D,b\n1,2\n",
                 "t.csv:1: " + problem("byte 0x8D is", "WINDOWS-1252"));
  expect_refused(
      {},
      "\xFF\xFE"
      "a\0\n\0001\0\n\0\0\xDC"s,
      "t.csv:3: column \"a\": " + problem("bytes 0x00 0xDC are", "UTF-16LE"));
  expect_refused(
      {},
      "\xFF\xFE"
      "a\0\n\0001\0\n\0002"s,
      "t.csv:3: column \"a\": " + problem("byte 0x32 is", "UTF-16LE"));
}

TEST_F(EncodingTest, NamesANulCharacter) {
  expect_refused({}, "\xFF\xFE\0\0a\0\n\0"s,
                 "t.csv:1: a NUL byte, which no CSV file should hold");
  expect_refused(
      {},
      "\xFF\xFE"
      "a\0\n\0\0\0\n\0"s,
      "t.csv:2: column \"a\": a NUL byte, which no CSV file should hold");
}

TEST_F(EncodingTest, NamesTheEncodingThatIsMeant) {
  for (const std::string name :
       {"windos-1252", "windwos-1252", "windows-1525"}) {
    const RunResult result = run({"--encoding", name, "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.err,
              "error: --encoding: \"" + name +
                  "\" is not known; did you mean WINDOWS-1252? iconv -l lists "
                  "the names; csvimport --help lists the options\n");
  }
}

TEST_F(EncodingTest, GoesByOtherNamesToo) {
  for (const char* const name :
       {"latin_1", "ansi", "windows_1252", "l1", "win1252", "win-1252",
        "cp-1252", "WLATIN1", "8859-1", "8859_15", "88591", "iso-latin-1",
        "L9"}) {
    expect_rows({"--encoding", name}, "a\n\xE9\n", {"1|'é'"});
  }
  expect_rows({"--encoding", "mac_roman"}, "a\n\x8E\n", {"1|'é'"});
  for (const char* const name : {"dos850", "oem-850", "DOS 437"}) {
    expect_rows({"--encoding", name}, "a\n\x82\n", {"1|'é'"});
  }
  for (const char* const name :
       {"u8", "utf8-bom", "UTF-8-SIG", "utf-8 with bom", "utf8mb4"}) {
    expect_rows({"--encoding", name},
                "\xEF\xBB\xBF"
                "a\né\n",
                {"1|'é'"});
  }
  expect_rows({"--encoding", "utf_16"}, "a\0\n\0001\0\n\0"s, {"1|1"});
}

TEST_F(EncodingTest, RefusesTheMarkOfAnother) {
  const std::string bom = "\xEF\xBB\xBF";
  expect_refused({"--encoding", "CP1252"}, bom + "a\né\n",
                 "t.csv: begins with the byte-order mark of UTF-8, and is no "
                 "CP1252; leave --encoding out");
  expect_refused({"--encoding", "utf-16"}, bom + "a\né\n",
                 "t.csv: begins with the byte-order mark of UTF-8, and is no "
                 "UTF-16LE; leave --encoding out");
  expect_refused({"--encoding", "UTF-16BE"},
                 "\xFF\xFE"
                 "a\0\n\0"s,
                 "t.csv: begins with the byte-order mark of UTF-16LE, and is "
                 "no UTF-16BE; leave --encoding out");
  expect_rows({"--encoding", "UTF-16LE"},
              "\xFF\xFE"
              "a\0\n\0001\0\n\0"s,
              {"1|1"});
  expect_refused({"--encoding", "utf8"},
                 "\xFF\xFE"
                 "a\0\n\0"s,
                 "t.csv: begins with the byte-order mark of UTF-16LE, and is "
                 "no utf8; leave --encoding out");
  expect_rows({"--encoding", "GB18030"},
              "\x84\x31\x95\x33"
              "a\n1\n",
              {"1|1"});
}

TEST_F(EncodingTest, RefusesTheOtherOrderOfBytes) {
  expect_refused({"--encoding", "UTF-16LE"}, "\0a\0\n\0001\0\n"s,
                 "t.csv: has its bytes in the other order than UTF-16LE; try "
                 "--encoding UTF-16BE");
  expect_refused({"--encoding", "utf16be"}, "a\0\n\0001\0\n\0"s,
                 "t.csv: has its bytes in the other order than utf16be; try "
                 "--encoding UTF-16LE");
  expect_refused({"--encoding", "UTF-16"}, "ab\n1\n",
                 "t.csv: has no NUL byte, as UTF-16LE would have; leave "
                 "--encoding out");
}

TEST_F(EncodingTest, DoubtsWhatLooksLikeAnother) {
  const auto expect = [&](const std::string& encoding, const std::string& text,
                          const std::string& warning) {
    write("t.csv", text);
    remove("t.db");
    const RunResult result =
        run({"--progress", "never", "--encoding", encoding, "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_TRUE(result.err.starts_with(warning)) << result.err;
  };
  expect("CP1252", "a\nMüller\n",
         "warning: t.csv: is valid UTF-8, of whose \"ü\" --encoding CP1252 "
         "makes \"Ã¼\"; if that is wrong, leave --encoding out\n");
  expect("latin1", "a\n5 \x80\n",
         "warning: t.csv: byte 0x80 is a control character in latin1; with "
         "--encoding WINDOWS-1252 it is \"€\"\n");
  expect("ISO-8859-2", "a\n\x93x\n",
         "warning: t.csv: byte 0x93 is a control character in ISO-8859-2; an "
         "encoding of Windows may be meant\n");
  for (const std::string text : {"a\nM\xFCller\n", "a\nx\n"}) {
    write("t.csv", text);
    remove("t.db");
    EXPECT_EQ(
        run({"--encoding", "latin1", "t.csv", "t.db"}).err.find("warning"),
        std::string::npos);
  }
}

TEST_F(EncodingTest, RefusesANameThatIsNotKnown) {
  for (const std::string name :
       {"klingon", "", "LATIN1//IGNORE", "dos", "oem", "8859-99", "win"}) {
    const RunResult result = run({"--encoding", name, "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.err, "error: --encoding: \"" + name +
                              "\" is not known; iconv -l lists the names; "
                              "csvimport --help lists the options\n");
  }
}

}  // namespace
}  // namespace csvimport
