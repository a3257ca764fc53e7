#include "schema/snake_case.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace csvimport {
namespace {

TEST(SnakeCaseTest, LeavesNamesThatAreSnakeCase) {
  for (const char* const name : {"a", "order_date", "x2", "_2024"}) {
    EXPECT_EQ(snake_case(name), name);
  }
}

TEST(SnakeCaseTest, PutsOneUnderscoreForWhatIsNoLetter) {
  EXPECT_EQ(snake_case(" Total -- (net) "), "total_net");
  EXPECT_EQ(snake_case("__id__"), "id");
  EXPECT_EQ(snake_case("Anteil %"), "anteil");
  EXPECT_EQ(snake_case("a\nb\"c"), "a_b_c");
}

TEST(SnakeCaseTest, BeginsAWordAtAnUpperCaseLetter) {
  EXPECT_EQ(snake_case("OrderDate"), "order_date");
  EXPECT_EQ(snake_case("orderID"), "order_id");
  EXPECT_EQ(snake_case("HTTPServer"), "http_server");
  EXPECT_EQ(snake_case("Q1Sales"), "q1_sales");
  EXPECT_EQ(snake_case("ID2"), "id2");
  EXPECT_EQ(snake_case("TOTAL"), "total");
  EXPECT_EQ(snake_case("ÄnderungsÜbersicht"), "anderungs_ubersicht");
}

TEST(SnakeCaseTest, TakesMarksOffLatinLetters) {
  EXPECT_EQ(snake_case("Größe (cm)"), "grosse_cm");
  EXPECT_EQ(snake_case("STRAẞE"), "strasse");
  EXPECT_EQ(snake_case("Café Nr. 5"), "cafe_nr_5");
  EXPECT_EQ(snake_case("Łódź żółć ąęćńśź"), "lodz_zolc_aecnsz");
  EXPECT_EQ(snake_case("Ærø Þór ÆGIR œuvre"), "aero_thor_aegir_oeuvre");
  EXPECT_EQ(snake_case("Đường phố"), "duong_pho");
  EXPECT_EQ(snake_case("șțăîâ ğışçöü İ ñ å ő ű č ř ů"),
            "staia_giscou_i_n_a_o_u_c_r_u");
  EXPECT_EQ(snake_case("m² in ﾅ µg"), "m2_in_ug");
  EXPECT_EQ(snake_case("ＡＢ１"), "ab1");
}

TEST(SnakeCaseTest, KnowsMarksThatStandBehindTheirLetter) {
  EXPECT_EQ(snake_case("Gro\xCC\x88\xC3\x9F"
                       "e"),
            "grosse");
}

TEST(SnakeCaseTest, PutsAnUnderscoreBeforeAFigure) {
  EXPECT_EQ(snake_case("2024"), "_2024");
  EXPECT_EQ(snake_case("(1st)"), "_1st");
}

TEST(SnakeCaseTest, IsEmptyWhereNoLetterIsLeft) {
  EXPECT_EQ(snake_case(""), "");
  EXPECT_EQ(snake_case("%"), "");
  EXPECT_EQ(snake_case("日本語"), "");
  EXPECT_EQ(snake_case("Дата"), "");
}

TEST(SnakeCaseTest, MakesNamesOfATableDiffer) {
  EXPECT_EQ(snake_case_names({"a b", "A-B", "a_b_2", "%", "a b"}),
            (std::vector<std::string>{"a_b", "a_b_2", "a_b_2_2", "column_4",
                                      "a_b_3"}));
}

}  // namespace
}  // namespace csvimport
