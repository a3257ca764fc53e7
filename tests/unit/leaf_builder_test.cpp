#include "pages/leaf_builder.hpp"

#include "pages/big_endian.hpp"
#include "record_bytes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace csvimport {
namespace {

constexpr std::size_t kMaxLocal = kPageSize - 35;  // of a payload, in a leaf
constexpr std::size_t kOverflowRoom = kPageSize - 4;

// A record of exactly `size` bytes, at least 61.
RecordEncoder::Row record_of(RecordEncoder& encoder, std::size_t size) {
  std::size_t length = size - 3;
  RecordEncoder::Row row = encoder.start();
  do {
    row = encoder.start();
    row.add_text(std::string(length--, static_cast<char>('a' + size % 26)));
  } while (row.size() > size);
  EXPECT_EQ(row.size(), size);
  return row;
}

std::vector<std::uint8_t> record_bytes(std::size_t size) {
  RecordEncoder encoder(1);
  return bytes_of(record_of(encoder, size));
}

void add_record(LeafBuilder& builder, std::int64_t rowid, std::size_t size) {
  RecordEncoder encoder(1);
  builder.add(rowid, record_of(encoder, size));
}

TableRun run_of(const std::vector<std::size_t>& sizes) {
  LeafBuilder builder{Buffer()};
  std::int64_t rowid = 0;
  for (const std::size_t size : sizes) add_record(builder, ++rowid, size);
  return builder.finish();
}

const std::uint8_t* page(const TableRun& run, std::size_t number) {
  return reinterpret_cast<const std::uint8_t*>(run.bytes.data()) +
         number * kPageSize;
}

std::size_t u16(const std::uint8_t* at) { return at[0] * 256U + at[1]; }

// The payload of a leaf's first cell, which spills after `local` bytes.
std::vector<std::uint8_t> spilled_payload(const TableRun& run,
                                          const std::uint8_t* leaf,
                                          std::size_t local) {
  const std::uint8_t* cell = leaf + u16(leaf + kLeafHeaderSize);
  const std::uint64_t size = take_varint(cell);
  (void)take_varint(cell);
  std::vector<std::uint8_t> payload(cell, cell + local);
  std::uint32_t next = get_u32(cell + local);
  while (payload.size() < size) {
    const std::uint8_t* const part = page(run, next) + 4;
    const std::size_t count = std::min(kOverflowRoom, size - payload.size());
    payload.insert(payload.end(), part, part + count);
    next = get_u32(page(run, next));
  }
  EXPECT_EQ(next, 0U) << "the end of the chain";
  return payload;
}

TEST(LeafBuilderTest, KeepsTheLargestLocalPayloadInItsLeaf) {
  const TableRun run = run_of({kMaxLocal});
  EXPECT_EQ(run.pages(), 1U);
  EXPECT_TRUE(run.links.empty());
}

TEST(LeafBuilderTest, SpillsAPayloadOneByteLarger) {
  const TableRun run = run_of({kMaxLocal + 1});
  EXPECT_EQ(run.pages(), 2U);
  EXPECT_EQ(run.links.size(), 1U);
  constexpr std::size_t kMinLocal = 489;  // (4096 - 12) * 32 / 255 - 23
  EXPECT_EQ(spilled_payload(run, page(run, 1), kMinLocal),
            record_bytes(kMaxLocal + 1));
}

TEST(LeafBuilderTest, SpillsAsManyWholePagesAsItCan) {
  constexpr std::size_t kLocal = 1000;
  const TableRun run = run_of({kLocal + 5 * kOverflowRoom});
  EXPECT_EQ(run.pages(), 6U);
  EXPECT_EQ(spilled_payload(run, page(run, 5), kLocal),
            record_bytes(kLocal + 5 * kOverflowRoom));
}

TEST(LeafBuilderTest, EndsARunOfOneLeafWithThatLeaf) {
  const TableRun run =
      run_of({600 + kOverflowRoom, 100, 700 + 3 * kOverflowRoom, 200});
  ASSERT_EQ(run.leaves.size(), 1U);
  EXPECT_EQ(run.leaves[0].page + 1, run.pages());
  EXPECT_EQ(run.leaves[0].last_rowid, 4);
}

TEST(LeafBuilderTest, ListsOneLinkToEachOverflowPage) {
  const TableRun run = run_of({20'000, 100, 4'000, 10'000, 4'062, 70'000, 61});
  std::multiset<std::uint32_t> linked;
  for (const std::size_t link : run.links) {
    linked.insert(get_u32(run.bytes.data() + link));
  }
  std::multiset<std::uint32_t> expected;
  for (std::uint32_t i = 0; i < run.pages(); ++i) expected.insert(i);
  for (const TableRun::Leaf& leaf : run.leaves) expected.erase(leaf.page);
  EXPECT_EQ(linked, expected);
}

TEST(LeafBuilderTest, FillsALeafBeforeItBeginsTheNext) {
  constexpr std::size_t kPayload = 200;
  constexpr std::size_t kCell = 2 + 1 + kPayload;  // two varints before it
  const TableRun run = run_of(std::vector<std::size_t>(100, kPayload));
  ASSERT_EQ(run.leaves.size(), 6U);
  for (std::size_t i = 0; i + 1 < run.leaves.size(); ++i) {
    const std::uint8_t* const leaf = page(run, run.leaves[i].page);
    EXPECT_EQ(leaf[kPageTypeAt], kLeafTablePage);
    const std::size_t cells = u16(leaf + kCellCountAt);
    const std::size_t pointers_end = kLeafHeaderSize + 2 * cells;
    EXPECT_EQ(u16(leaf + kContentStartAt), kPageSize - cells * kCell);
    EXPECT_LT(u16(leaf + kContentStartAt), pointers_end + 2 + kCell);
    EXPECT_EQ(run.leaves[i].last_rowid,
              static_cast<std::int64_t>(cells * (i + 1)));
  }
}

TEST(LeafBuilderTest, LeavesNothingOfAnEarlierLeafInTheGap) {
  std::vector<std::size_t> sizes(20, 200);
  sizes.push_back(4'000);
  const TableRun run = run_of(sizes);
  ASSERT_EQ(run.leaves.size(), 3U);
  const std::uint8_t* const leaf = page(run, 1);
  EXPECT_EQ(u16(leaf + kCellCountAt), 1U);
  EXPECT_TRUE(std::all_of(leaf + kLeafHeaderSize + 2,
                          leaf + u16(leaf + kContentStartAt),
                          [](std::uint8_t byte) { return byte == 0; }));
}

TEST(LeafBuilderTest, CountsItsRows) {
  EXPECT_EQ(run_of({100, 5'000, 100}).rows, 3U);
  EXPECT_EQ(run_of({}).rows, 0U);
}

TEST(LeafBuilderTest, IsEmptyAfterFinish) {
  LeafBuilder builder{Buffer()};
  add_record(builder, 1, 5'000);
  EXPECT_EQ(builder.finish().pages(), 2U);
  const TableRun nothing = builder.finish();
  EXPECT_EQ(nothing.pages(), 0U);
  EXPECT_TRUE(nothing.leaves.empty());
  EXPECT_TRUE(nothing.links.empty());
}

TEST(LeafBuilderTest, IgnoresWhatItsRecycledMemoryHeld) {
  Buffer used(3 * kPageSize);
  used.resize(3 * kPageSize);
  std::fill_n(used.data(), used.size(), '\xFF');
  LeafBuilder builder(std::move(used));
  add_record(builder, 1, 5'000);
  const TableRun run = builder.finish();
  const TableRun fresh = run_of({5'000});
  ASSERT_EQ(run.pages(), fresh.pages());
  EXPECT_TRUE(std::equal(page(run, 0), page(run, 2), page(fresh, 0)));
}

}  // namespace
}  // namespace csvimport
