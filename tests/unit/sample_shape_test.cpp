#include "csv/sample_shape.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>

namespace csvimport {
namespace {

using Shape = std::pair<std::size_t, std::uint64_t>;

// The width, and the lines before the header.
Shape shape_of(std::string_view sample, const Dialect& dialect = {}) {
  const SampleShape shape = measure_shape(sample, dialect);
  return {shape.width, shape.lines_before_header};
}

TEST(SampleShapeTest, IsThatOfMostRecords) {
  EXPECT_EQ(shape_of("a,b,c\n1,2,3\n4,5\n"), (Shape{3, 0}));
  EXPECT_EQ(shape_of("a,b\n1,2,3\n4,5,6\n"), (Shape{3, 0}));
  EXPECT_EQ(shape_of("a,b,c\n1,2\n3,4\n"), (Shape{2, 0}));
  EXPECT_EQ(shape_of("\n\na,b\n"), (Shape{2, 0}));
  EXPECT_EQ(shape_of("a"), (Shape{1, 0}));
  EXPECT_EQ(shape_of("\n"), (Shape{0, 0}));
  EXPECT_EQ(shape_of(""), (Shape{0, 0}));
}

TEST(SampleShapeTest, CountsTheLinesOfAPreamble) {
  EXPECT_EQ(shape_of("Sales\n\nby region\nid,name\n1,a\n2,b\n"), (Shape{2, 3}));
  EXPECT_EQ(shape_of("Sales,2024\nid,name,city\n1,a,x\n"), (Shape{3, 1}));
  EXPECT_EQ(shape_of("\"Sales\nof 2024\"\nid,name\n1,a\n"), (Shape{2, 2}));
}

TEST(SampleShapeTest, TellsAHeaderOfAnotherWidthFromAPreamble) {
  EXPECT_EQ(shape_of("id,name,city,\n1,a,x\n2,b,y\n"), (Shape{3, 0}));
  EXPECT_EQ(shape_of("Sales\nid,name\n1,a,x\n2,b,y\n"), (Shape{3, 1}));
  EXPECT_EQ(shape_of("a,b,c,d,e,f\n1,2\n3,4\n"), (Shape{2, 0}));
}

TEST(SampleShapeTest, GoesByLinesWhereQuotesAreAstray) {
  EXPECT_EQ(shape_of("a,b,c\n1,\"x,3\n2,y,4\n3,z,5\n4,z,6\n"), (Shape{3, 0}));
}

TEST(SampleShapeTest, HeedsTheDialect) {
  Dialect dialect;
  dialect.delimiter = ";";
  dialect.comment = '#';
  EXPECT_EQ(shape_of("#x\na;b\n1;2\n", dialect), (Shape{2, 0}));
  EXPECT_EQ(shape_of("x\n#;;;\na;b\n1;2\n", dialect), (Shape{2, 2}));
}

}  // namespace
}  // namespace csvimport
