#include "csv/field_splitter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {
namespace {

using Texts = std::vector<std::string>;

struct Split {
  Texts texts;
  std::string quoted;  // for each field "q" or "-"
  std::optional<std::size_t> text_after_quote;
};

Split split(std::string_view record, const Dialect& dialect = {}) {
  std::string text(record);
  text += '\n';
  std::vector<Field> fields(record.size() + 1);
  const bool has_quote = dialect.quote && record.find(dialect.quote->bytes()) !=
                                              std::string_view::npos;
  const SplitResult result = FieldSplitter(dialect).split(
      text.data(), text.data() + record.size(), has_quote, fields);
  Split all;
  for (std::size_t i = 0; i < result.fields; ++i) {
    all.texts.emplace_back(fields[i].text());
    all.quoted += fields[i].quoted ? 'q' : '-';
  }
  all.text_after_quote = result.text_after_quote;
  return all;
}

Dialect dialect_of(std::string_view delimiter, std::optional<char> quote) {
  Dialect dialect;
  dialect.delimiter = delimiter;
  dialect.quote = quote;
  return dialect;
}

TEST(FieldSplitterTest, SplitsAtDelimiters) {
  EXPECT_EQ(split("a,bc,d").texts, (Texts{"a", "bc", "d"}));
  EXPECT_EQ(split("a").texts, (Texts{"a"}));
  EXPECT_EQ(split("a, b ").texts, (Texts{"a", " b "}));
}

TEST(FieldSplitterTest, KeepsEmptyFields) {
  EXPECT_EQ(split("").texts, (Texts{""}));
  EXPECT_EQ(split(",").texts, (Texts{"", ""}));
  EXPECT_EQ(split(",a,,\"\",").texts, (Texts{"", "a", "", "", ""}));
  EXPECT_EQ(split(",a,,\"\",").quoted, "---q-");
}

TEST(FieldSplitterTest, TakesQuotesOff) {
  const Split fields = split("\"a\",b,\"c,d\n\"");
  EXPECT_EQ(fields.texts, (Texts{"a", "b", "c,d\n"}));
  EXPECT_EQ(fields.quoted, "q-q");
  EXPECT_EQ(fields.text_after_quote, std::nullopt);
}

TEST(FieldSplitterTest, TakesADoubledQuoteForOne) {
  EXPECT_EQ(split("\"\"\"\"").texts, (Texts{"\""}));
  EXPECT_EQ(split("\"a\"\"b\",\"\"\"\"\"\"").texts, (Texts{"a\"b", "\"\""}));
  EXPECT_EQ(split("\"\"\",\"\"\",\"a\"\"\"").texts, (Texts{"\",\"", "a\""}));
}

TEST(FieldSplitterTest, TakesAQuoteInMidFieldForData) {
  const Split fields = split("5\" pipe,a\"b\"\"c, \"d\"");
  EXPECT_EQ(fields.texts, (Texts{"5\" pipe", "a\"b\"\"c", " \"d\""}));
  EXPECT_EQ(fields.quoted, "---");
  EXPECT_EQ(fields.text_after_quote, std::nullopt);
}

TEST(FieldSplitterTest, FindsTextAfterAClosingQuote) {
  EXPECT_EQ(split("\"abc\"x").text_after_quote, 0U);
  EXPECT_EQ(split("\"abc\"x\"").text_after_quote, 0U);
  EXPECT_EQ(split("\"abc\" \"x\"").text_after_quote, 0U);
  EXPECT_EQ(split("\"\"x\"").text_after_quote, 0U);
  EXPECT_EQ(split("a,\"b\"\"c\"\"\"d\"").text_after_quote, 1U);
  EXPECT_EQ(split("\"a\",\"b\" ,\"c\"x").text_after_quote, 1U);
}

TEST(FieldSplitterTest, GoesOnBehindTextAfterAClosingQuote) {
  EXPECT_EQ(split("\"a\"x,\"b,c\"").texts, (Texts{"a", "b,c"}));
  EXPECT_EQ(split("\"a\"x\",b").texts, (Texts{"a", "b"}));
}

TEST(FieldSplitterTest, SplitsAtAnyAsciiByte) {
  for (char delimiter = 1; delimiter != 127; ++delimiter) {
    if (delimiter == '"' || delimiter == '\'' || delimiter == 'x') continue;
    SCOPED_TRACE(static_cast<int>(delimiter));
    const std::string record = std::string("x") + delimiter + "'x" + delimiter +
                               "x'" + delimiter + "\"x\"";
    const std::string inner = std::string("x") + delimiter + "x";
    const std::string_view one(&delimiter, 1);
    EXPECT_EQ(split(record, dialect_of(one, '"')).texts,
              (Texts{"x", "'x", "x'", "x"}));
    EXPECT_EQ(split(record, dialect_of(one, '\'')).texts,
              (Texts{"x", inner, "\"x\""}));
    EXPECT_EQ(split(record, dialect_of(one, std::nullopt)).texts,
              (Texts{"x", "'x", "x'", "\"x\""}));
  }
}

struct Rewritten {
  const char* name;
  std::string delimiter;
  std::optional<char> quote;

  friend std::ostream& operator<<(std::ostream& out, const Rewritten& dialect) {
    return out << dialect.name;
  }
};

// Dialects without an instance of their own; records are written with "," and
// "~" and brought to each of them.
class RewrittenDialectTest : public testing::TestWithParam<Rewritten> {
 protected:
  [[nodiscard]] std::string written(std::string_view text) const {
    std::string record;
    for (const char byte : text) {
      if (byte == ',') {
        record += GetParam().delimiter;
      } else {
        record += byte == '~' ? *GetParam().quote : byte;
      }
    }
    return record;
  }
  [[nodiscard]] Split split_written(std::string_view text) const {
    return split(written(text),
                 dialect_of(GetParam().delimiter, GetParam().quote));
  }
};

TEST_P(RewrittenDialectTest, SplitsPlainRecords) {
  EXPECT_EQ(split_written("a,bc,,d,").texts, (Texts{"a", "bc", "", "d", ""}));
  EXPECT_EQ(split_written("").texts, (Texts{""}));
}

TEST_P(RewrittenDialectTest, SplitsQuotedRecords) {
  const Split fields = split_written("~a,b~,~c~~\n~,~~,d");
  EXPECT_EQ(fields.texts, (Texts{written("a,b"), written("c~\n"), "", "d"}));
  EXPECT_EQ(fields.quoted, "qqq-");
  EXPECT_EQ(fields.text_after_quote, std::nullopt);
}

TEST_P(RewrittenDialectTest, FindsTextAfterAClosingQuote) {
  EXPECT_EQ(split_written("a,~abc~x~").text_after_quote, 1U);
  EXPECT_EQ(split_written("a~b~,c").texts, (Texts{written("a~b~"), "c"}));
}

INSTANTIATE_TEST_SUITE_P(
    Dialects, RewrittenDialectTest,
    testing::Values(
        Rewritten{"TwoBytes", "||", '"'}, Rewritten{"CommaSpace", ", ", '"'},
        Rewritten{"Colons", "::", '\''}, Rewritten{"UnusualQuote", ",", '|'},
        Rewritten{"Both", "<>", '`'}, Rewritten{"NonAscii", "\xC2\xA7", '"'},
        Rewritten{"FourBytes", "\xF0\x9F\x98\x80", '%'}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(FieldSplitterTest, ReadsOverlappingDelimitersFromTheLeft) {
  const Dialect dialect = dialect_of("||", '"');
  EXPECT_EQ(split("|||\"a\"", dialect).texts, (Texts{"", "|\"a\""}));
  EXPECT_EQ(split("||||\"a\"", dialect).texts, (Texts{"", "", "a"}));
}

TEST(FieldSplitterTest, KnowsNoQuotesInARewrittenDialectWithoutThem) {
  const Dialect dialect = dialect_of("||", std::nullopt);
  EXPECT_EQ(split("\"a||b\"", dialect).texts, (Texts{"\"a", "b\""}));
}

TEST(FieldSplitterTest, TrimsFieldsButNotWhatIsInQuotes) {
  Dialect dialect;
  dialect.trim = true;
  EXPECT_EQ(split(" a b ,\t, c", dialect).texts, (Texts{"a b", "", "c"}));
  const Split fields = split(" \" a \"\t,b \"c\" , \"\" ", dialect);
  EXPECT_EQ(fields.texts, (Texts{" a ", "b \"c\"", ""}));
  EXPECT_EQ(fields.quoted, "q-q");
  EXPECT_EQ(fields.text_after_quote, std::nullopt);
  EXPECT_EQ(split("a, \"b\" c ", dialect).text_after_quote, 1U);
}

TEST(FieldSplitterTest, TrimsNoDelimiters) {
  Dialect dialect;
  dialect.trim = true;
  dialect.delimiter = "\t";
  EXPECT_EQ(split(" a\t\t \"b\" \t", dialect).texts, (Texts{"a", "", "b", ""}));
  dialect.delimiter = " ";
  EXPECT_EQ(split("a\t  \t\"b\"\t", dialect).texts, (Texts{"a", "", "b"}));
}

TEST(FieldSplitterTest, CountsTheFieldsItHasNoRoomFor) {
  for (const std::string_view record : {"a,b,c,d", "a,b,\"c\",d"}) {
    std::string text(record);
    text += '\n';
    std::vector<Field> fields(2);
    const SplitResult result = FieldSplitter(Dialect()).split(
        text.data(), text.data() + record.size(), record.size() > 7, fields);
    EXPECT_EQ(result.fields, 4U);
    EXPECT_EQ(fields[1].text(), "b");
  }
}

}  // namespace
}  // namespace csvimport
