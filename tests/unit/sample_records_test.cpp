#include "sniff/sample_records.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace csvimport {
namespace {

using Texts = std::vector<std::string>;

// Each record as "lines before it:text".
Texts records_of(std::string_view sample, const Dialect& dialect = {}) {
  Texts texts;
  for (const SampleRecord& record : cut_sample(sample, dialect).records) {
    texts.push_back(std::to_string(record.lines_before) + ':' +
                    std::string(record.text));
  }
  return texts;
}

TEST(SampleRecordsTest, AreThoseThatAreWhole) {
  EXPECT_EQ(records_of("a,b\r\n\"1\n2\",3\n4"),
            (Texts{"0:a,b", "1:\"1\n2\",3"}));
  EXPECT_EQ(cut_sample("a\nb", {}).rest, "b");
}

TEST(SampleRecordsTest, AreWhatThereIsWhereNoneIsWhole) {
  EXPECT_EQ(records_of("a,b"), Texts{"0:a,b"});
  EXPECT_EQ(cut_sample("a,b", {}).rest, "a,b");
  EXPECT_EQ(records_of(""), Texts{});
}

TEST(SampleRecordsTest, AreWhatThereIsWhereNoneIsWholeButComments) {
  Dialect dialect;
  dialect.comment = "#";
  EXPECT_EQ(records_of("#x\n\na,b", dialect), Texts{"2:a,b"});
  EXPECT_EQ(cut_sample("#x\n\na,b", dialect).rest, "a,b");
  EXPECT_EQ(records_of("\n#x", dialect), Texts{});
}

TEST(SampleRecordsTest, AreNeitherBlankLinesNorComments) {
  Dialect dialect;
  dialect.comment = "#";
  EXPECT_EQ(records_of("\n#x\na\n\nb\n", dialect), (Texts{"2:a", "4:b"}));
}

}  // namespace
}  // namespace csvimport
