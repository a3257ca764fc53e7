#include "sniff/sample_shape.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>

namespace csvimport {
namespace {

using Shape = std::pair<std::size_t, std::uint64_t>;

// The width, and the lines before the header.
Shape shape_of(std::string_view sample, const Dialect& dialect = {},
               std::size_t header_rows = 1) {
  const SampleShape shape = measure_shape(sample, dialect, header_rows);
  return {shape.width, shape.lines_before_header};
}

TEST(SampleShapeTest, IsThatOfMostRecords) {
  EXPECT_EQ(shape_of("a,b,c\n1,2,3\n4,5\n"), (Shape{3, 0}));
  EXPECT_EQ(shape_of("a,b\n1,2,3\n4,5,6\n"), (Shape{3, 0}));
  EXPECT_EQ(shape_of("a,b,c\n1,2\n3,4\n"), (Shape{3, 0}));
  EXPECT_EQ(shape_of("\n\na,b\n"), (Shape{2, 0}));
  EXPECT_EQ(shape_of("a"), (Shape{1, 0}));
  EXPECT_EQ(shape_of("\n"), (Shape{0, 0}));
  EXPECT_EQ(shape_of(""), (Shape{0, 0}));
}

TEST(SampleShapeTest, CountsTheLinesOfAPreamble) {
  EXPECT_EQ(shape_of("Sales\n\nby region\nid,name\n1,a\n2,b\n"), (Shape{2, 3}));
  EXPECT_EQ(shape_of("Sales,,\n,,\nid,name,city\n1,a,x\n"), (Shape{3, 2}));
  EXPECT_EQ(shape_of("\"Sales\nof 2024\"\nid,name\n1,a\n"), (Shape{2, 2}));
}

TEST(SampleShapeTest, TellsAHeaderOfAnotherWidthFromAPreamble) {
  EXPECT_EQ(shape_of("id,name,city,\n1,a,x\n2,b,y\n"), (Shape{3, 0}));
  EXPECT_EQ(shape_of("Sales\nid,name\n1,a,x\n2,b,y\n"), (Shape{3, 1}));
  EXPECT_EQ(shape_of("a,b,c,d,e,f\n1,2\n3,4\n"), (Shape{6, 0}));
}

TEST(SampleShapeTest, TakesNoRowForTheHeaderWhereOneMayStandBeforeIt) {
  for (const char* const sample : {
           "id,name,city\n1,Ada,London\n2,Bob\n3,Cyd\n4,Dee\n",
           "name,city,note,extra\nAda,London\nBob,Paris\nCy,Rome\n",
           "country,2019,2020,2021\nItaly,1,2,3,\nSpain,4,5,6,\n",
           "sku,name,colour,size\nA,Shirt,red\nB,Hat,green\nC,Hat,red,L\n",
           "id\n1,2\n3,4\n",
           "a\n1,,\n2,x\n",
           "name,city\nalice,rome,it,blue\nbob,oslo,no,red\n",
           "id,name\nx,a,b,c\n",
           "1,2\n3,4,5\n6,7,8\n",
       }) {
    EXPECT_EQ(shape_of(sample).second, 0U) << sample;
  }
}

TEST(SampleShapeTest, TakesNoRecordOfSeveralFieldsForAPreamble) {
  for (const char* const sample : {
           "Region,North\n\nid,name,amt\n1,a,2\n2,b,3\n",
           "Sales,2024\nid,name,city\n1,a,x\n",
           "Exported by, Bob, Tuesday\nid,name\n1,a\n2,b\n",
           "a,b\n1,2\n3,4\n\nx,y,z\n1,2,3\n4,5,6\n7,8,9\n",
       }) {
    EXPECT_EQ(shape_of(sample).second, 0U) << sample;
  }
}

TEST(SampleShapeTest, NeedsEvidenceForAPreamble) {
  EXPECT_EQ(shape_of("name\nSmith,John\nDoe,Jane\n"), (Shape{1, 0}));
  Dialect padded;
  padded.skips_initial_space = true;
  EXPECT_EQ(shape_of("name\nSmith, John\nDoe, 5\n", padded), (Shape{1, 0}));
  EXPECT_EQ(shape_of("x\na,b,c\nd,e,f\ng,h,i\nj,k,l\n"), (Shape{3, 1}));
  EXPECT_EQ(shape_of("x\na,b,c\nd,e,f\n"), (Shape{1, 0}));
  EXPECT_EQ(shape_of("x,,\na,b,c\nd,e,f\ng,h,i\nj,k,l\n"), (Shape{3, 0}));
  EXPECT_EQ(shape_of("text\nhello\nred,green,blue\nyes\n"), (Shape{1, 0}));
  EXPECT_EQ(shape_of("price\n\"1,5\"\n1,6\n1,7\n"), (Shape{1, 0}));
  EXPECT_EQ(shape_of("x\na,b\n1,e\n"), (Shape{2, 1}));
}

TEST(SampleShapeTest, CountsNoEmptyFieldsAtTheEndThatOthersLack) {
  EXPECT_EQ(shape_of("name,score\nAnn,n/a,\nBob,5,\nCy,7,\n"), (Shape{2, 0}));
  EXPECT_EQ(shape_of("a,b,\n1,2,\n"), (Shape{3, 0}));
  EXPECT_EQ(shape_of("a,b,,\n1,2\n"), (Shape{2, 0}));
  EXPECT_EQ(shape_of("Report,,\nby me,,\nname,a,b\nx,1,2\n"), (Shape{3, 2}));
}

TEST(SampleShapeTest, TellsWhereRowsHaveNames) {
  const auto lacks_first_name = [](std::string_view sample) {
    return measure_shape(sample, {}, 1).lacks_first_name;
  };
  EXPECT_TRUE(lacks_first_name("x,y\nr1,5,6\nr2,7,8\n"));
  EXPECT_TRUE(lacks_first_name("x,y\nr1,5,6\nr2,7,8\nx,y\nr1,5,6\n"));
  EXPECT_FALSE(lacks_first_name("x,y\nr1,5,6\nr2,7,\n"));
  EXPECT_FALSE(lacks_first_name("x,y\nr1,5,6\nr2,7,8,9\n"));
  EXPECT_FALSE(lacks_first_name("1,2\nr1,5,6\nr2,7,8\n"));
  EXPECT_FALSE(lacks_first_name("x\nr1,5\nr2,7\n"));
  EXPECT_FALSE(lacks_first_name("Sales,2024\nid,name,city\n1,a,x\n"));
  EXPECT_FALSE(lacks_first_name("Region,North\nid,name,city\n1,a,x\n"));
}

TEST(SampleShapeTest, SaysWhereElseAHeaderSeemsToBe) {
  const auto lines = [](std::string_view sample) {
    return measure_shape(sample, {}, 1).lines_before_names;
  };
  EXPECT_EQ(lines("Sales\n\nid,name\n1,a\n"), 2U);
  EXPECT_EQ(lines("Population, 2019\n\nregion,male,all\nX,1,2\n"), 2U);
  EXPECT_EQ(lines("Report,Sales\nid,name,n\n1,a,2\n"), 1U);
  EXPECT_EQ(lines("Report,Sales\nBy,Ann\nid,name,n\n1,a,2\n"), 2U);
  EXPECT_EQ(lines("name,score\nAnn,n/a,\nBob,5,\n"), 0U);
  EXPECT_EQ(lines("name,score\nAnn,n/a,x\nBob,5,y\n"), 0U);
  EXPECT_EQ(lines("name\nSmith, John\nDoe, Jane\n"), 0U);
  EXPECT_EQ(lines("Sales\nid,name\n1,a\n2\n"), 0U);
  EXPECT_EQ(lines("a,b\n1,2\n\nx,y,z\n1,2,3\n4,5,6\n"), 0U);
}

TEST(SampleShapeTest, KeepsAllRowsOfAHeader) {
  EXPECT_EQ(shape_of("Person,,Address\nname,age,street,town\nann,5,high,rome\n"
                     "bob,6,low,oslo\n",
                     {}, 2),
            (Shape{4, 0}));
  EXPECT_EQ(shape_of("Title\na,,b\nw,x,y,z\n1,2,3,4\n5,6,7,8\n", {}, 2),
            (Shape{4, 1}));
}

TEST(SampleShapeTest, GoesByLinesWhereQuotesAreAstray) {
  EXPECT_EQ(shape_of("a,b,c\n1,\"x,3\n2,y,4\n3,z,5\n4,z,6\n"), (Shape{3, 0}));
}

TEST(SampleShapeTest, CountsNoDelimiterWithinOuterQuotes) {
  EXPECT_EQ(shape_of("id,t\n1,\"say \"hi, you\" now\"\n2,\"x\",\n"),
            (Shape{2, 0}));
}

TEST(SampleShapeTest, HeedsTheDialect) {
  Dialect dialect;
  dialect.delimiter = ";";
  dialect.comment = "#";
  EXPECT_EQ(shape_of("#x\na;b\n1;2\n", dialect), (Shape{2, 0}));
  EXPECT_EQ(shape_of("x\n#;;;\na;b\n1;2\n", dialect), (Shape{2, 2}));
}

}  // namespace
}  // namespace csvimport
