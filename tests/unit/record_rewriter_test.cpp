#include "csv/record_rewriter.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

// What the record becomes, the common form shown as ",", "~" and "@".
std::string rewritten(std::string record, const RecordRewriter& rewriter) {
  char* const end =
      rewriter.rewrite(record.data(), record.data() + record.size());
  record.resize(static_cast<std::size_t>(end - record.data()));
  for (char& byte : record) {
    if (byte == kCommonDelimiter) byte = ',';
    if (byte == kCommonQuote) byte = '~';
    if (byte == kCommonNull) byte = '@';
  }
  return record;
}

std::string rewritten(std::string record, const Dialect& dialect) {
  return rewritten(std::move(record), RecordRewriter(dialect));
}

std::string rewritten(std::string record, std::string_view delimiter,
                      std::optional<char> quote) {
  return rewritten(std::move(record),
                   Dialect{std::string(delimiter), quote, LineEnd::kLf});
}

Dialect with_escape(std::string_view delimiter) {
  Dialect dialect;
  dialect.delimiter = delimiter;
  dialect.quote = '\'';
  dialect.escape = '\\';
  dialect.escaped_nulls = {"\\N"};
  return dialect;
}

TEST(RecordRewriterTest, ReplacesDelimiters) {
  EXPECT_EQ(rewritten("", "||", '"'), "");
  EXPECT_EQ(rewritten("a||bc||||d", "||", '"'), "a,bc,,d");
  EXPECT_EQ(rewritten("||", "||", '"'), ",");
}

TEST(RecordRewriterTest, ReplacesTheQuotesAroundAField) {
  EXPECT_EQ(rewritten("'a'::'b'", "::", '\''), "~a~,~b~");
  EXPECT_EQ(rewritten("''::x", "::", '\''), "~~,x");
}

TEST(RecordRewriterTest, LeavesWhatIsInQuotes) {
  EXPECT_EQ(rewritten("'a::b\n'::c", "::", '\''), "~a::b\n~,c");
}

TEST(RecordRewriterTest, MakesADoubledQuoteData) {
  EXPECT_EQ(rewritten("'a''b'::''''", "::", '\''), "~a'b~,~'~");
}

TEST(RecordRewriterTest, ReplacesQuotesOfSeveralBytes) {
  Dialect dialect;
  dialect.delimiter = "\x14";
  dialect.quote.emplace(std::string_view("þ"));
  EXPECT_EQ(rewritten("þaþ\x14þb\x14\nþ", dialect), "~a~,~b\x14\n~");
  EXPECT_EQ(rewritten("þaþþbþ\x14þþ\x14þþþþ", dialect), "~aþb~,~~,~þ~");
  EXPECT_EQ(rewritten("aþb\x14þaþx", dialect), "aþb,~a~x");
  EXPECT_EQ(rewritten("þa", dialect), "~a");
  dialect.escape = '\\';
  EXPECT_EQ(rewritten("þa\\þbþ\x14\\þ", dialect), "~aþb~,þ");
}

TEST(RecordRewriterTest, PutsInWhatEscapesStandFor) {
  Dialect dialect = with_escape(";");
  dialect.c_escapes = true;
  EXPECT_EQ(rewritten(R"(\n;'\t\'';\\n;\x41\102;\N;x\N)", dialect),
            "\n,~\t'~,\\n,AB,@,xN");
  EXPECT_EQ(rewritten(R"(\;;\)", dialect), ";,\\");
  EXPECT_EQ(rewritten(R"('\N')", dialect), "~N~");
  dialect.nulls_may_be_quoted = true;
  EXPECT_EQ(rewritten(R"('\N';'\\N';'\NN')", dialect), "@,~\\N~,~NN~");
}

TEST(RecordRewriterTest, LeavesQuotesInMidField) {
  EXPECT_EQ(rewritten("a'b'::c", "::", '\''), "a'b',c");
}

TEST(RecordRewriterTest, LeavesTextAfterAClosingQuoteForTheSplitter) {
  EXPECT_EQ(rewritten("'a'x'::b", "::", '\''), "~a~x',b");
}

TEST(RecordRewriterTest, ReadsOverlappingDelimitersFromTheLeft) {
  EXPECT_EQ(rewritten("|||'a'", "||", '\''), ",|'a'");
}

TEST(RecordRewriterTest, TakesEscapesAway) {
  EXPECT_EQ(rewritten(R"(a\;b;\'c;\\d\n)", with_escape(";")), "a;b,'c,\\dn");
  EXPECT_EQ(rewritten(R"('a\'\\;';b)", with_escape(";")), R"(~a'\;~,b)");
  EXPECT_EQ(rewritten("a\\\r\nb;\\\n", with_escape(";")), "a\r\nb,\n");
}

TEST(RecordRewriterTest, TakesAWholeDelimiterForWhatIsEscaped) {
  EXPECT_EQ(rewritten(R"(a\::b::c\:d::e)", with_escape("::")), "a::b,c:d,e");
}

TEST(RecordRewriterTest, LeavesAnEscapeThatIsTheLastByte) {
  EXPECT_EQ(rewritten(R"(a;\)", with_escape(";")), R"(a,\)");
  EXPECT_EQ(rewritten(R"(a\\)", with_escape(";")), R"(a\)");
}

TEST(RecordRewriterTest, MarksAFieldThatSpellsNullWithAnEscape) {
  const Dialect dialect = with_escape(";");
  EXPECT_EQ(rewritten(R"(\N;'\N';\\N;\NN;\N)", dialect), R"(@,~N~,\N,NN,@)");
}

TEST(RecordRewriterTest, KnowsNoNullBehindTheWidth) {
  EXPECT_EQ(rewritten(R"(\N;\N;\N)", RecordRewriter(with_escape(";"), 2)),
            "@,@,N");
}

TEST(RecordRewriterTest, TrimsButForWhatIsEscaped) {
  Dialect dialect = with_escape("::");
  dialect.trim = true;
  EXPECT_EQ(rewritten(R"( a :: 'b ' ::\ c\ ::  )", dialect), "a,~b ~, c ,");
  EXPECT_EQ(rewritten(" \\N\t::'a' b :: 'c'", dialect), "@,~a~ b,~c~");
  dialect.delimiter = " | ";
  EXPECT_EQ(rewritten("a  |  | 'b' | c", dialect), "a,,~b~,c");
}

TEST(RecordRewriterTest, KnowsNoQuotesWhereThereAreNone) {
  EXPECT_EQ(rewritten("'a::b'", "::", std::nullopt), "'a,b'");
}

// A buffer that ends where the record does, for the sanitizer to watch.
TEST(RecordRewriterTest, NeverMakesARecordLonger) {
  const RecordRewriter rewriter(Dialect{"||"});
  for (const std::string open : {"\"", "a||\"", "\"a\"||\"", "\"\"\""}) {
    for (std::size_t length = 0; length < 80; ++length) {
      const std::string record = open + std::string(length, 'x');
      std::vector<char> bytes(record.begin(), record.end());
      char* const end = bytes.data() + bytes.size();
      EXPECT_LE(rewriter.rewrite(bytes.data(), end), end);
    }
  }
}

}  // namespace
}  // namespace csvimport
