#include "ledger/tail_state.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace csvimport {
namespace {

TailState example() {
  TailState state;
  state.resumption = {5, 1234, 56, {}};
  state.device = 7;
  state.inode = 89;
  state.earlier = "log \"1\".csv";
  return state;
}

TEST(TailStateTest, ComesBackFromJson) {
  for (const auto& quote : {std::optional<Quote>('"'), std::optional<Quote>(),
                            std::optional<Quote>(Quote("\u00FE"))}) {
    TailState state = example();
    state.resumption.dialect.quote = quote;
    state.resumption.dialect.delimiter = "\t";
    state.resumption.dialect.trim = true;
    const TailState back = tail_state_of(to_json(state));
    EXPECT_EQ(back.resumption.start_bytes, 5U);
    EXPECT_EQ(back.resumption.offset, 1234U);
    EXPECT_EQ(back.resumption.line, 56U);
    EXPECT_EQ(back.resumption.dialect, state.resumption.dialect);
    EXPECT_EQ(back.device, 7U);
    EXPECT_EQ(back.inode, 89U);
    EXPECT_EQ(back.earlier, state.earlier);
  }
}

// A path may be of any bytes.
TEST(TailStateTest, KeepsNoPathThatIsNotUtf8) {
  TailState state = example();
  state.earlier = "log\xFF.csv";
  EXPECT_EQ(tail_state_of(to_json(state)).earlier, "");
}

TEST(TailStateTest, RefusesWhatItHasNotWritten) {
  const std::string beyond =
      R"({"offset":1,"line":1,"start_bytes":5,"device":1,"inode":1,)"
      R"("delimiter":",","quote":"\"","trim":false,)"
      R"("skip_initial_space":false,"earlier":""})";
  for (const std::string& text :
       {std::string(), std::string("x"), std::string("[]"), std::string("{}"),
        std::string(R"({"offset": -1})"), beyond}) {
    EXPECT_THROW((void)tail_state_of(text), std::invalid_argument) << text;
  }
}

}  // namespace
}  // namespace csvimport
