#include "pages/varint.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <vector>

namespace csvimport {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes varint(std::uint64_t value) {
  std::array<std::uint8_t, kMaxVarintSize> out{};
  std::uint8_t* const end = put_varint(out.data(), value);
  return {out.data(), end};
}

TEST(VarintTest, HoldsSevenBitsInEachByte) {
  EXPECT_EQ(varint(0), (Bytes{0x00}));
  EXPECT_EQ(varint(1), (Bytes{0x01}));
  EXPECT_EQ(varint(127), (Bytes{0x7F}));
  EXPECT_EQ(varint(128), (Bytes{0x81, 0x00}));
  EXPECT_EQ(varint(16383), (Bytes{0xFF, 0x7F}));
  EXPECT_EQ(varint(16384), (Bytes{0x81, 0x80, 0x00}));
}

TEST(VarintTest, HoldsEightBitsInTheNinthByte) {
  constexpr std::uint64_t kNineBytes = std::uint64_t{1} << 56;
  EXPECT_EQ(varint(kNineBytes - 1),
            (Bytes{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F}));
  EXPECT_EQ(varint(kNineBytes),
            (Bytes{0x80, 0xC0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00}));
  EXPECT_EQ(varint(kNineBytes + 0xA5),
            (Bytes{0x80, 0xC0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0xA5}));
  EXPECT_EQ(varint(UINT64_MAX), Bytes(9, 0xFF));
}

TEST(VarintTest, SizeAgreesWithWhatIsWritten) {
  for (unsigned bit = 0; bit < 64; ++bit) {
    const std::uint64_t power = std::uint64_t{1} << bit;
    for (const std::uint64_t value : {power - 1, power, power + 1}) {
      EXPECT_EQ(varint_size(value), varint(value).size()) << value;
    }
  }
}

}  // namespace
}  // namespace csvimport
