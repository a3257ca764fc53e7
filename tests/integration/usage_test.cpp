// Command lines that make no sense: status 2, and a message that says why.

#include "cli_fixture.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <utility>

namespace csvimport {
namespace {

class UsageTest : public CliTest {
 protected:
  void SetUp() override { write("t.csv", "a,b\n1,2\n"); }

  void expect_usage_error(const Arguments& arguments,
                          const std::string& message) {
    const RunResult result = run(arguments);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, "error: " + message +
                              (message.ends_with('?') ? "" : ";") +
                              " csvimport --help lists the options\n");
    EXPECT_EQ(files(), (Rows{"t.csv"}));
  }
  void expect_flag_error(const Arguments& flags, const std::string& message) {
    expect_usage_error(flags + Arguments{"t.csv", "t.db"}, message);
  }
};

TEST_F(UsageTest, AsksForBothNames) {
  expect_usage_error({}, "FILE and DATABASE are required");
  expect_usage_error({"t.csv"}, "DATABASE is required");
  expect_usage_error({"", "t.db"}, "FILE and DATABASE must not be empty");
  expect_usage_error({"t.csv", ""}, "FILE and DATABASE must not be empty");
  expect_usage_error({"t.csv", "-"},
                     "DATABASE: goes last, and - is standard input; ./- is a "
                     "file of that name");
  expect_usage_error({"t.csv", "", "t.db"},
                     "FILE and DATABASE must not be empty");
  expect_usage_error({"-", "-", "t.db"}, "FILE: - can be read once only");
}

TEST_F(UsageTest, RefusesAFlagThatItDoesNotKnow) {
  expect_flag_error({"--bogus"},
                    "The following argument was not expected: --bogus");
}

TEST_F(UsageTest, RefusesAFlagThatIsGivenTwice) {
  expect_flag_error({"--where", "a > 1", "--where", "a < 9"},
                    "--where: may be given once");
  expect_flag_error({"-d", ",", "--delimiter", ";"},
                    "--delimiter: may be given once");
}

TEST_F(UsageTest, NamesTheFlagThatIsMeant) {
  const auto message = [](const std::string& given, const std::string& meant) {
    return "The following argument was not expected: " + given +
           "; did you mean " + meant + "?";
  };
  const std::vector<std::pair<std::string, std::string>> slips = {
      {"--delimeter", "--delimiter"},    {"--Delimiter", "--delimiter"},
      {"--delim", "--delimiter"},        {"--no-header", "--no-headers"},
      {"--header-row", "--header-rows"}, {"--coment", "--comment"},
      {"--quote", "--quotechar"},        {"--typ", "--type"},
      {"--lenien", "--lenient"},         {"--workres", "--workers"}};
  for (const auto& [given, meant] : slips) {
    expect_flag_error({given}, message(given, meant));
  }
  const std::vector<std::pair<std::string, std::string>> words = {
      {"--sep", "--delimiter"},
      {"-separator", "--delimiter"},
      {"--seperator", "--delimiter"},
      {"--tsv", "--delimiter '\\t'"},
      {"--primary-key", "--pk"},
      {"--no-header-row", "--no-headers"},
      {"--escapechar", "--escape"},
      {"--append", "--if-exists append"},
      {"--replace", "--if-exists replace or --on-conflict replace"},
      {"--ignore", "--on-conflict ignore"},
      {"--upsert", "--on-conflict update"},
      {"--null-value", "--null"},
      {"--no-inference", "--all-text"},
      {"--skip-lines", "--skip"},
      {"--stop-after", "--limit"},
      {"--threads", "--workers"}};
  for (const auto& [given, meant] : words) {
    expect_flag_error({given}, message(given, meant));
  }
  for (const std::string word : {"--csv", "--schema", "--detect-types"}) {
    expect_flag_error({word},
                      "The following argument was not expected: " + word);
  }
  expect_flag_error({"--delimeter=;"}, message("--delimeter=;", "--delimiter"));
  expect_usage_error({"--delimeter", ";", "t.csv", "t.db"},
                     message("--delimeter", "--delimiter"));
  expect_flag_error({"--nothing-like-it"},
                    "The following argument was not expected: "
                    "--nothing-like-it");
}

TEST_F(UsageTest, SaysThatTheDatabaseGoesLast) {
  const auto message = [](const std::string& first, const std::string& why) {
    return "DATABASE: goes last, behind each FILE; " + first + " is " + why;
  };
  // It is not there yet, and the last one is or is not.
  for (const std::string name : {"t.db", "T.SQLITE", "x/t.sqlite3", "t.db3"}) {
    expect_usage_error({name, "t.csv"}, message(name, "named like one"));
    expect_usage_error({name, "s.csv"}, message(name, "named like one"));
    expect_usage_error({name, "s.csv.gz", "t.csv"},
                       message(name, "named like one"));
    expect_usage_error({name, "-"}, message(name, "named like one"));
    expect_usage_error({"--dry-run", name, "t.csv"},
                       message(name, "named like one"));
  }
  // Then it was forgotten.
  expect_usage_error({"t.csv", "s.csv"}, message("s.csv", "named like a FILE"));
  write("u", "");
  execute("u", "CREATE TABLE t (a)");
  for (const std::string last : {"t.csv", "s.csv", "s"}) {
    const RunResult result = run({"u", last});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.err, "error: " + message("u", "one") +
                              "; csvimport --help lists the options\n");
  }
}

TEST_F(UsageTest, TakesAnyNameForADatabaseThatGoesLast) {
  write("u.db", "a\n1\n");  // a CSV file
  for (const Arguments& paths :
       {Arguments{"t.csv", "new.txt"}, Arguments{"u.db", "new"},
        Arguments{"t.csv", "new"}, Arguments{"t.csv", "u.db", "new.db"}}) {
    for (int i = 0; i < 2; ++i) {  // new, then there
      EXPECT_EQ(run(paths).exit_code, 0) << paths.back();
    }
    remove(paths.back());
  }
  EXPECT_EQ(run({"u.db", "s.db"}).exit_code, 0);
}

TEST_F(UsageTest, TakesNothingBehindAnEqualsSignForAnEmptyValue) {
  expect_flag_error({"--workers="},
                    "--workers: must be a whole number from 1 to 1024, not "
                    "\"\"");
  write("a.csv", "a\n1\n");
  write("b.csv", "a\n\"\"\n");
  const RunResult result = run({"-q", "--null-quoted", "--all-text", "--table",
                                "t", "--null=", "a.csv", "b.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(query("t.db", "SELECT a FROM t"), (Rows{"'1'", "NULL"}));
}

TEST_F(UsageTest, TakesWhatStandsInBracketsAsItStands) {
  write("[a,b]", "\"[x,y]\",n\n\"[1,2]\",\n");
  const RunResult result =
      run({"--column", "[c]=[3,4]", "--column", "d=[]", "--null", "[1]",
           "--select", "\"[x,y]\",n", "--default", "n=0", "--where",
           "[d] = [d]", "--unique", "[c]", "--table", "[t]", "[a,b]", "[e]"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(query("[e]", "SELECT \"[x,y]\", n, \"[c]\", d FROM \"[t]\""),
            (Rows{"'[1,2]'|NULL|'[3,4]'|'[]'"}));
  EXPECT_EQ(run({"--dry-run", "[a,b]"}).exit_code, 0);
  EXPECT_EQ(run({"t.csv", "[a,b]", "[f]"}).exit_code, 0);
  EXPECT_EQ(files(), (Rows{"[a,b]", "[e]", "[f]", "t.csv"}));
}

TEST_F(UsageTest, AsksForTheTableOfAPipeWithoutAName) {
  const auto message = [](const std::string& name) {
    return "FILE: " + name + " has no name for a table; name it with --table";
  };
  for (const std::string name :
       {"/dev/fd/63", "/proc/self/fd/63", "/proc/1/fd/0"}) {
    expect_usage_error({name, "t.db"}, message(name));
    expect_usage_error({"t.csv", name, "t.db"}, message(name));
    expect_usage_error({"--dry-run", name}, message(name));
  }
  for (const char* const name : {"63", "sh-np.Uhx2aa", ".psub.1"}) {
    ASSERT_EQ(::mkfifo(path(name).c_str(), 0600), 0);
    const RunResult result = run({name, "t.db"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.err, "error: " + message(name) +
                              "; csvimport --help lists the options\n");
  }
}

TEST_F(UsageTest, TakesWhatComesThroughACommandsPipe) {
  const RunResult result =
      run_piped({"--table", "t", "/dev/fd/0", "t.db"}, "a,b\n1,x\n");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|'x'"}));
}

TEST_F(UsageTest, TakesStandardInputByBothItsNames) {
  for (const std::string name : {"-", "/dev/stdin"}) {
    const RunResult result = run_binary({name, "t.db"}, "a,b\n1,x\n");
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(query("t.db", "SELECT * FROM stdin"), (Rows{"1|'x'"}));
    remove("t.db");
    EXPECT_EQ(run_binary({name, "t.db"}, "a,b\n1\n").err,
              "error: stdin:2: expected 2 fields, got 1\n");
  }
  expect_usage_error({"-", "/dev/stdin", "t.db"},
                     "FILE: - can be read once only");
}

TEST_F(UsageTest, RefusesNumbersOutOfRange) {
  const auto expect_refused_number = [&](const std::string& flag,
                                         const std::string& range,
                                         const std::string& number) {
    expect_flag_error({flag, number}, flag + ": must be a whole number from " +
                                          range + ", not \"" + number + '"');
  };
  for (const char* const number : {"0", "-1", "x", "", "1025", "1e3", " 5",
                                   "0x10", "1.0", "18446744073709551617"}) {
    expect_refused_number("--workers", "1 to 1024", number);
  }
  expect_refused_number("--queue-depth", "1 to 1000000", "0");
  for (const char* const number : {"-1", "x", "", "5%"}) {
    expect_refused_number("--limit", "0 to 1000000000000", number);
  }
  expect_refused_number("--header-rows", "1 to 100", "4294967297");
  for (const char* const flag : {"--skip", "--skip-footer"}) {
    for (const char* const number :
         {"-1", "18446744073709551616", "1000000000001"}) {
      expect_refused_number(flag, "0 to 1000000000000", number);
    }
  }
}

TEST_F(UsageTest, RefusesSecondsThatAreNone) {
  for (const char* const seconds :
       {"", " 5", "-1", "x", "5s", "nan", "inf", "0x10", "1e3", "1000000.5",
        "18446744073709551616"}) {
    expect_flag_error(
        {"--timeout", seconds},
        std::string("--timeout: must be a number of seconds from 0 to 1000000, "
                    "such as 0.5, not \"") +
            seconds + '"');
  }
}

TEST_F(UsageTest, RefusesSizesThatCannotBe) {
  const std::string range =
      ": must be a number of bytes from 1 to 1000000000, such as 256KiB, not ";
  for (const std::string size : {"0", "", "x", "-1", "1 K", "1TB", "1GiB"}) {
    expect_flag_error({"--batch-size", size},
                      "--batch-size" + range + '"' + size + '"');
    expect_flag_error({"--max-record", size},
                      "--max-record" + range + '"' + size + '"');
  }
}

TEST_F(UsageTest, TakesSizesWithAndWithoutUnits) {
  for (const char* const size :
       {"64", "1k", "1KB", "1KiB", "2M", "900000000"}) {
    const RunResult result = run({"--batch-size", size, "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0);
    remove("t.db");
  }
}

TEST_F(UsageTest, RefusesWordsThatItDoesNotKnow) {
  expect_flag_error({"--path", "fast"},
                    "--path: must be direct or conventional, not \"fast\"");
  expect_flag_error({"--path", "1"},
                    "--path: must be direct or conventional, not \"1\"");
  expect_flag_error({"--progress", "maybe"},
                    "--progress: must be auto, always or never, not \"maybe\"");
  expect_flag_error({"--summary", "xml"},
                    "--summary: must be text or json, not \"xml\"");
}

TEST_F(UsageTest, RefusesATypeThatIsNone) {
  for (const std::string type : {"a=BLOB", "INTEGER", "=INTEGER", "a=", ""}) {
    expect_flag_error({"--type", type},
                      "--type: \"" + type +
                          "\" is not COLUMN=TYPE with the type INTEGER, REAL "
                          "or TEXT");
  }
}

TEST_F(UsageTest, TakesNamesThatHaveAnEqualsSignInQuotes) {
  write("e.csv", "a=b,a,\"\"\"q\"\"\",k=\n31.12.2025,1,ja,\n");
  const Arguments flags = {
      "--date",    "\"a=b\"=%d.%m.%Y",      "--type",   "a=TEXT",
      "--boolean", "\"\"\"q\"\"\"=ja,nein", "--rename", "\"k=\"=x=y",
      "--default", "\"x=y\"=d=1",           "--column", "\"c=\"=v=1"};
  EXPECT_EQ(run(flags + Arguments{"e.csv", "e.db"}).exit_code, 0);
  EXPECT_EQ(query("e.db", "SELECT * FROM e"),
            (Rows{"'2025-12-31'|'1'|1|NULL|'v=1'"}));
  const std::string plan = run(flags + Arguments{"--dry-run", "e.csv"}).out;
  for (const std::string flag :
       {"--date '\"a=b\"=%d.%m.%Y'", "--boolean '\"\"\"q\"\"\"=ja,nein'",
        "--column '\"c=\"=v=1'", "--type '\"x=y\"=TEXT'",
        "--rename '\"k=\"=x=y'", "--default '\"x=y\"=d=1'"}) {
    EXPECT_NE(plan.find(flag), std::string::npos) << flag << plan;
  }
  remove("e.csv");
  remove("e.db");
  expect_flag_error({"--type", "a=b=TEXT"},
                    "--type: \"a=b=TEXT\" is not COLUMN=TYPE with the type "
                    "INTEGER, REAL or TEXT");
}

TEST_F(UsageTest, RefusesConversionsThatCannotBe) {
  for (const std::string words : {"", "=a,b", "b=", "b=ja", "b=ja,", "b=,nein",
                                  "b=ja,nein,x", "b=ja,JA"}) {
    expect_flag_error({"--boolean", words},
                      "--boolean: \"" + words +
                          "\" is not COLUMN or COLUMN=YES,NO with two "
                          "different words");
  }
  expect_flag_error({"--boolean", "b", "--boolean", "B=ja,nein"},
                    "--boolean: column \"B\" has a --boolean already");
  for (const std::string flag : {"--date", "--datetime"}) {
    for (const std::string text : {"", "d", "=%F"}) {
      expect_flag_error({flag, text},
                        flag + ": \"" + text +
                            "\" is not COLUMN=FORMAT, such as day=%d.%m.%Y");
    }
  }
  expect_flag_error({"--date", "d=DD.MM.YYYY"},
                    "--date: \"DD.MM.YYYY\" has no words for the parts of a "
                    "date, such as %d.%m.%Y");
  expect_flag_error({"--date", "d=%d.%m"},
                    "--date: \"%d.%m\" needs one of %Y and %y");
  expect_flag_error({"--date", "d=%F %T"},
                    "--date: \"%F %T\" has a time, which needs --datetime");
  expect_flag_error({"--datetime", "d=%F"},
                    "--datetime: \"%F\" has no hour: it needs %H, or %I with "
                    "%p; --date takes days");
  expect_flag_error({"--date", "d=%F", "--boolean", "d"},
                    "--date: column \"d\" has a --boolean already");
  expect_flag_error({"--date", "d=%F", "--type", "d=INTEGER"},
                    "--type: a column of --date is TEXT");
  for (const Arguments& added :
       {Arguments{"--filename-column", "F"}, Arguments{"--line-column", "F"},
        Arguments{"--column", "F=31.12.2025"}}) {
    const std::string message =
        ": column \"f\" is none of the files, but added";
    expect_flag_error(added + Arguments{"--boolean", "f"},
                      "--boolean" + message);
    expect_flag_error(added + Arguments{"--date", "f=%d.%m.%Y"},
                      "--date" + message);
    expect_flag_error(added + Arguments{"--datetime", "f=%F %T"},
                      "--datetime" + message);
    expect_flag_error(added + Arguments{"--extract", "f=x"},
                      "--extract" + message);
  }
}

TEST_F(UsageTest, RefusesForeignKeysThatCannotBe) {
  for (const std::string text :
       {"", "a", "a=p", "=p.id", "a=.id", "a=p.", "a= . "}) {
    expect_flag_error(
        {"--foreign-key", text},
        "--foreign-key: \"" + text + "\" is not COLUMN=TABLE.COLUMN");
  }
  expect_flag_error({"--foreign-key", "a=p.id", "--foreign-key", "A=q.id"},
                    "--foreign-key: column \"a\" has one already");
}

TEST_F(UsageTest, RefusesToSearchAColumnTwice) {
  expect_flag_error({"--fts", "a,b", "--fts", "A"},
                    "--fts: names column \"A\" twice");
}

TEST_F(UsageTest, TellsOfTheOptionsWhateverElseTheLineSays) {
  for (const Arguments& asked :
       {Arguments{"--help"}, Arguments{"--version"},
        Arguments{"--generate", "man"}, Arguments{"--generate", "fish"}}) {
    const RunResult plain = run_binary(asked);
    for (const Arguments& wrong :
         {Arguments{"--workers", "x"}, Arguments{"--no-such-option"},
          Arguments{"--limit", "-1", "none.csv"}}) {
      for (const Arguments& words : {wrong + asked, asked + wrong}) {
        const RunResult result = run(words);
        EXPECT_EQ(result.exit_code, 0);
        EXPECT_EQ(result.err, "");
        EXPECT_EQ(result.out, plain.out);
      }
    }
  }
}

TEST_F(UsageTest, RefusesLookupTablesThatCannotBe) {
  for (const std::string text : {"", "a", "a=", "=t", "a= "}) {
    expect_flag_error({"--extract", text},
                      "--extract: \"" + text + "\" is not COLUMN=TABLE");
  }
  const auto expect_error = [&](const Arguments& further,
                                const std::string& message) {
    expect_flag_error(Arguments{"--extract", "a=t"} + further, message);
  };
  expect_error({"--extract", "A=u"},
               "--extract: column \"A\" has a --extract already");
  expect_error({"--boolean", "A"},
               "--extract: column \"a\" has a --boolean already");
  expect_error({"--default", "a=x"},
               "--extract: column \"a\" cannot have a --default, too");
  expect_error({"--foreign-key", "a=t.id"},
               "--extract: column \"a\" cannot have a --foreign-key, too");
  expect_error({"--fts", "b,A"},
               "--fts: column \"a\" has ids by --extract, and no texts");
  expect_error({"--type", "a=TEXT"},
               "--type: a column of --extract is INTEGER");
  expect_error({"--column", "a=x"},
               "--extract: column \"a\" is none of the files, but added");
  expect_error({"--table", "T"},
               "--extract: table \"T\" is imported, so it cannot be a lookup "
               "table");
  expect_flag_error({"--extract", "a=sqlite_a"},
                    "--extract: SQLite keeps names that start with "
                    "\"sqlite_\" to itself");
}

TEST_F(UsageTest, RefusesMarksThatCannotBe) {
  for (const char* const mark : {"", "::", " ", "\t", "\n", "ä"}) {
    expect_flag_error(
        {"--decimal", mark},
        "--decimal: must be one ASCII character that is seen, such as ,");
  }
  for (const char* const mark : {"", "..", "\n", "\xFF"}) {
    expect_flag_error({"--thousands", mark},
                      "--thousands: must be one character, such as .");
  }
  for (const std::string flag : {"--decimal", "--thousands"}) {
    for (const char* const mark : {"1", "e", "Z", "+", "-"}) {
      expect_flag_error({flag + "=" + mark},
                        flag +
                            ": must not be a letter, a digit, + or -, which "
                            "numbers have besides");
    }
    expect_flag_error({flag, "\""}, flag + ": must not be the quote character");
    expect_flag_error({flag, "'", "--quotechar", "'"},
                      flag + ": must not be the quote character");
  }
  expect_flag_error({"--decimal", ",", "--thousands", ","},
                    "--thousands: must not be the decimal mark");
  expect_flag_error({"--thousands", "."},
                    "--thousands: must not be the decimal mark, which is a "
                    "point unless --decimal says otherwise, such as --decimal "
                    ",");
  expect_flag_error(
      {"--decimal", ",", "--delimiter", ",", "--quotechar", "none"},
      "--decimal: must not be the delimiter where nothing "
      "encloses fields");
}

TEST_F(UsageTest, RefusesDelimitersThatCannotBe) {
  for (const char* const delimiter : {"", "a\nb", "\r", "\xFF"}) {
    expect_flag_error({"--delimiter", delimiter},
                      "--delimiter: must be one or more characters, none of "
                      "them a line end");
  }
}

TEST_F(UsageTest, RefusesQuoteCharactersThatCannotBe) {
  for (const char* const quote : {"", "ab", "\n", "äb", "äö", "\xFE", "\xC3"}) {
    expect_flag_error({"--quotechar", quote},
                      "--quotechar: must be one character, or none");
  }
  expect_flag_error({"--quotechar", ","},
                    "--quotechar: must not occur in the delimiter");
  for (const char* const quote : {"|", "þ"}) {
    expect_flag_error({"--delimiter", "a|þ", "--quotechar", quote},
                      "--quotechar: must not occur in the delimiter");
  }
}

TEST_F(UsageTest, RefusesListsOfNamesThatAreNone) {
  const auto expect_no_list = [&](const char* list, const std::string& shown) {
    for (const char* const flag : {"--names", "--select"}) {
      expect_flag_error({flag, list},
                        std::string(flag) + ": \"" + shown +
                            "\" is not a list of different names, such as "
                            "a,b,c");
    }
  };
  for (const char* const list : {"a,,b", "a,A", ",", " ", "\"a\"b"}) {
    expect_no_list(list, list);
  }
  expect_no_list("\xFF", "\\xFF");
  expect_flag_error({"--names", ""},
                    "--names: \"\" is not a list of different names, such as "
                    "a,b,c");
}

TEST_F(UsageTest, RefusesRenamesThatAreNone) {
  for (const char* const rename : {"a", "=b", "a=", " = ", ""}) {
    expect_flag_error(
        {"--rename", rename},
        std::string("--rename: \"") + rename + "\" is not NAME=NEW_NAME");
  }
  expect_flag_error({"--rename", "a=x", "--rename", "A=y"},
                    "--rename: names column \"a\" twice");
}

TEST_F(UsageTest, RefusesBoundsOnBadRecordsThatAreNone) {
  for (const char* const bound :
       {"-1", "x", "", "%", "101%", "-1%", "5 %", "1e3", "0x1", "nan%"}) {
    expect_flag_error({"--on-error", "skip", "--max-errors", bound},
                      std::string("--max-errors: must be a number of records, "
                                  "such as 100, or a part of them, such as "
                                  "0.5%, not \"") +
                          bound + "\"");
  }
  expect_flag_error({"--max-errors", "5"},
                    "--max-errors: needs --on-error skip");
  expect_flag_error({"--rejects", "r"}, "--rejects: needs --on-error skip");
  expect_flag_error({"--on-error", "ignore"},
                    "--on-error: must be abort or skip, not \"ignore\"");
}

TEST_F(UsageTest, RefusesHeadersThatCannotBe) {
  expect_flag_error({"--no-headers", "--header-rows", "2"},
                    "--header-rows: contradicts --no-headers");
  expect_flag_error({"--filename-column", " "},
                    "--filename-column: needs a name");
  expect_flag_error({"--line-column", ""}, "--line-column: needs a name");
  for (const std::string column : {"a", "=1", " =1", ""}) {
    expect_flag_error({"--column", column},
                      "--column: \"" + column + "\" is not NAME=VALUE");
  }
  expect_flag_error({"--column", "a=\xFF"},
                    "--column: \"a=\\xFF\" is not NAME=VALUE");
}

TEST_F(UsageTest, RefusesAddedColumnsOfOneName) {
  const auto message = [](const std::string& flag, const std::string& name) {
    return flag + ": \"" + name + "\" is the name of another added column";
  };
  expect_flag_error({"--column", "a=1", "--column", "A=2"},
                    message("--column", "A"));
  expect_flag_error({"--column", "a=1", "--filename-column", "a"},
                    message("--filename-column", "a"));
  expect_flag_error({"--line-column", "f", "--filename-column", "f"},
                    message("--line-column", "f"));
}

TEST_F(UsageTest, RefusesOneRejectFileForManyTables) {
  expect_usage_error(
      {"--on-error", "skip", "--rejects", "r", "a.csv", "b.csv", "t.db"},
      "--rejects: takes the records of one table; with several "
      "FILEs name it with --table");
}

TEST_F(UsageTest, RefusesAFileGivenTwice) {
  for (const Arguments& table : {Arguments{}, Arguments{"--table", "t"}}) {
    expect_usage_error(table + Arguments{"t.csv", "./t.csv", "t.db"},
                       "FILE: ./t.csv is given twice");
  }
}

TEST_F(UsageTest, RefusesToWriteRejectsOverAnythingElse) {
  const auto message = [](const std::string& file, const std::string& what) {
    return "--rejects: would write " + file + ", which is " + what +
           "; name another file";
  };
  const Arguments skip = {"--on-error", "skip", "--rejects"};
  const std::string input = "a FILE to import";
  expect_flag_error(skip + Arguments{"t.csv"}, message("t.csv", input));
  expect_flag_error(skip + Arguments{"./t.db"},
                    message("./t.db", "the DATABASE"));
  expect_usage_error(skip + Arguments{"t", "t.csv", "t.reasons"},
                     message("t.reasons", "the DATABASE"));
  expect_usage_error(
      skip + Arguments{"r", "--table", "t", "t.csv", "r.reasons", "t.db"},
      message("r.reasons", input));
  for (const char* const own : {"t.db-journal", "t.db-wal", "./t.db-shm"}) {
    expect_flag_error(skip + Arguments{own},
                      message(own, "SQLite's own for the DATABASE"));
  }
  expect_flag_error(skip + Arguments{""}, "--rejects: must not be empty");
  std::filesystem::create_symlink("t.csv", path("link"));
  const RunResult linked = run(skip + Arguments{"link", "t.csv", "t.db"});
  EXPECT_EQ(linked.exit_code, 2);
  const RunResult redirected = run(skip + Arguments{"/dev/stdin", "-", "t.db"});
  EXPECT_EQ(redirected.exit_code, 2);
  EXPECT_EQ(read("t.csv"), "a,b\n1,2\n");
}

TEST_F(UsageTest, RefusesAnotherTypeForTheNameOfAFile) {
  expect_flag_error({"--filename-column", "f", "--type", "F=REAL"},
                    "--type: the column of --filename-column is TEXT");
}

TEST_F(UsageTest, RefusesAnotherTypeForAnAddedColumn) {
  expect_flag_error({"--line-column", "l", "--type", "L=TEXT"},
                    "--type: the column of --line-column is INTEGER");
  expect_flag_error(
      {"--column", "n=1.5", "--type", "N=INTEGER"},
      "--column: \"1.5\" is no INTEGER, as --type has column \"n\"");
  expect_flag_error({"--column", "n=x", "--type", "n=REAL"},
                    "--column: \"x\" is no REAL, as --type has column \"n\"");
  expect_flag_error({"--decimal", ",", "--column", "n=1.5", "--type", "n=REAL"},
                    "--column: \"1.5\" is no REAL, as --type has column \"n\"");
}

TEST_F(UsageTest, RefusesEscapesThatCannotBe) {
  for (const char* const escape : {"", "ab", "\n", "\r", "ä"}) {
    expect_flag_error({"--escape", escape},
                      "--escape: must be one ASCII character");
  }
  expect_flag_error({"--escape", ","},
                    "--escape: must not occur in the delimiter");
  expect_flag_error({"--delimiter", "a|b", "--escape", "|"},
                    "--escape: must not occur in the delimiter");
  expect_flag_error({"--escapes", "mysql"},
                    "--escapes: must be literal or c, not \"mysql\"");
  for (const char* const escape : {"\"", "'"}) {
    expect_flag_error({"--escapes", "c", "--escape", escape},
                      "--escapes: needs an escape character that is no quote");
  }
  expect_flag_error({"--escapes", "c", "--quotechar", "\\"},
                    "--escapes: needs an escape character that is no quote");
  expect_flag_error({"--escapes", "c", "--delimiter", "\\"},
                    "--escape: must not occur in the delimiter");
  const std::string has_meaning =
      "--escapes: letters and digits have a meaning behind the escape "
      "character, so neither that nor the delimiter or quote can be one";
  expect_flag_error({"--escapes", "c", "--escape", "n"}, has_meaning);
  expect_flag_error({"--escapes", "c", "--delimiter", "x|"}, has_meaning);
  expect_flag_error({"--escapes", "c", "--quotechar", "7"}, has_meaning);
}

TEST_F(UsageTest, RefusesCommentCharactersThatCannotBe) {
  for (const char* const comment : {"", "\n", "#\r", "\xFF"}) {
    expect_flag_error({"--comment", comment},
                      "--comment: must be one or more characters, none of them "
                      "a line end");
  }
  expect_flag_error({"--comment", ",,"},
                    "--comment: must not start with the delimiter");
  expect_flag_error({"--comment", "\"#"},
                    "--comment: must not start with the quote character");
  expect_flag_error({"--escape", "!", "--comment", "!!"},
                    "--comment: must not start with the escape character");
  expect_flag_error({"--comment", ","},
                    "--comment: must not start the delimiter");
  expect_flag_error({"--delimiter", "#|", "--comment", "#"},
                    "--comment: must not start the delimiter");
  expect_flag_error({"--comment", "\""},
                    "--comment: must not be the quote character");
  expect_flag_error({"--quotechar", "%", "--comment", "%"},
                    "--comment: must not be the quote character");
  expect_flag_error({"--escape", "!", "--comment", "!"},
                    "--comment: must not be the escape character");
}

TEST_F(UsageTest, RefusesToTrimWhatMeansSomethingElse) {
  const std::string message =
      "--trim: drops spaces and tabs, so neither can be the quote, escape or "
      "comment character";
  expect_flag_error({"--trim", "--quotechar", " "}, message);
  expect_flag_error({"--trim", "--escape", "\t"}, message);
  expect_flag_error({"--trim", "--comment", " "}, message);
  expect_flag_error({"--skip-initial-space", "--quotechar", " "},
                    "--skip-initial-space: drops spaces, so none can be the "
                    "quote, escape or comment character");
}

TEST_F(UsageTest, RefusesComparisonsThatCannotBe) {
  expect_usage_error({"--compare", "-", "t.db"},
                     "--compare: reads FILE four times, so it cannot be -");
  const std::string both =
      "--compare: runs both paths, in parallel and not; leave out --sequential "
      "and --path";
  expect_flag_error({"--compare", "--sequential"}, both);
  expect_flag_error({"--compare", "--path", "direct"}, both);
  expect_flag_error({"--compare", "--summary", "json"},
                    "--compare: prints a table, not --summary json");
  expect_flag_error({"--compare", "--dry-run"},
                    "--compare: cannot be a --dry-run");
  expect_flag_error({"--compare", "--on-error", "skip", "--rejects", "r"},
                    "--compare: makes nothing that stays; leave out --rejects");
}

}  // namespace
}  // namespace csvimport
