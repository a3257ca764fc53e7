#include "profile/table_profiler.hpp"

#include "profile/profile_sink.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace csvimport {
namespace {

using TypedValues = std::vector<TypedValue>;

const TypedValue kNull{};

TypedValue integer(std::int64_t value) { return TypedValue(value); }
TypedValue real(double value) { return TypedValue(value); }
TypedValue text(std::string_view value) { return TypedValue(value); }

// Of a column whose values come in batches of so many.
ColumnProfile profile_of(const TypedValues& values, std::size_t batch,
                         std::size_t workers = 1) {
  TableProfiler profiler(1);
  std::vector<ShareMaker> makers;
  for (std::size_t i = 0; i < workers; ++i) {
    makers.push_back(profiler.make_maker(false));
  }
  NullSink nowhere;
  std::uint64_t rowid = 0;
  for (std::size_t i = 0; i < values.size(); i += batch) {
    ShareMaker& maker = makers[i / batch % workers];
    maker.begin(profiler.spare_share());
    ProfileSink<NullSink> sink(nowhere, maker);
    const std::size_t end = std::min(values.size(), i + batch);
    for (std::size_t j = i; j < end; ++j) {
      auto&& row = sink.begin_row();
      values[j].give(row);
      sink.end_row(++rowid, row);
    }
    profiler.add(maker.finish());
  }
  return profiler.finish().columns.front();
}

TEST(TableProfilerTest, CountsFewValuesExactly) {
  const ColumnProfile profile = profile_of(
      {integer(3), text("b"), kNull, real(-0.5), integer(3), text("aé"), kNull},
      2);
  EXPECT_EQ(profile.nulls, 2U);
  EXPECT_EQ(profile.integers, 2U);
  EXPECT_EQ(profile.reals, 1U);
  EXPECT_EQ(profile.texts, 2U);
  EXPECT_TRUE(profile.is_exact);
  EXPECT_EQ(profile.distinct, 4U);
  EXPECT_EQ(profile.min_number, ShownValue(-0.5));
  EXPECT_EQ(profile.max_number, ShownValue(std::int64_t{3}));
  EXPECT_EQ(profile.mean, 5.5 / 3);
  EXPECT_EQ(profile.min_text, ShownValue("aé"));
  EXPECT_EQ(profile.max_text, ShownValue("b"));
  EXPECT_EQ(profile.min_length, 1U);
  EXPECT_EQ(profile.max_length, 2U);
  EXPECT_EQ(profile.mean_length, 1.5);
  ASSERT_EQ(profile.frequent.size(), 4U);
  EXPECT_EQ(profile.frequent[0].value, ShownValue(std::int64_t{3}));
  EXPECT_EQ(profile.frequent[0].count, 2U);
  EXPECT_EQ(profile.frequent[1].value, ShownValue("b"));
}

TEST(TableProfilerTest, HasNothingOfNothing) {
  const ColumnProfile none = profile_of({}, 1);
  EXPECT_EQ(none.values(), 0U);
  const ColumnProfile nulls = profile_of({kNull, kNull}, 1);
  EXPECT_EQ(nulls.nulls, 2U);
  EXPECT_EQ(nulls.distinct, 0U);
  EXPECT_FALSE(nulls.mean || nulls.min_text || nulls.mean_length);
}

TEST(TableProfilerTest, TakesARealThatIsWholeForTheInteger) {
  EXPECT_EQ(profile_of({integer(2), real(2), real(2.5), text("2")}, 4).distinct,
            3U);
}

TEST(TableProfilerTest, AddsUpLargeIntegersExactly) {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(profile_of({integer(kMost), integer(kMost), integer(1)}, 1).mean,
            2 * 9223372036854775807.0 / 3);
  EXPECT_EQ(profile_of({integer(kLeast), integer(kMost), integer(4)}, 1).mean,
            1.0);
  EXPECT_EQ(profile_of({integer(kMost), real(9.3e18)}, 1).max_number,
            ShownValue(9.3e18));
  EXPECT_EQ(profile_of({integer(kMost), real(9.2e18)}, 1).max_number,
            ShownValue(kMost));
}

TEST(TableProfilerTest, ShowsTheStartOfALongText) {
  const std::string long_text =
      std::string(95, 'x') + "éé" + std::string(500, 'y');
  const ColumnProfile profile = profile_of({text(long_text)}, 1);
  EXPECT_EQ(profile.max_length, 597U);
  const auto shown = std::get<std::string>(profile.frequent.front().value);
  EXPECT_TRUE(long_text.starts_with(shown));
  EXPECT_GT(shown.size(), kShownBytes);
  EXPECT_LT(shown.size(), 110U);
}

// Some values are frequent, most come once.
TypedValues skewed_values(std::size_t count, std::deque<std::string>& texts) {
  std::mt19937_64 random(7);
  TypedValues values;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t lot = random() % 100;
    if (lot < 20) {
      values.push_back(text("often"));
    } else if (lot < 25) {
      values.push_back(integer(25));
    } else if (lot < 26) {
      values.push_back(kNull);
    } else {
      texts.push_back(std::to_string(random()));
      values.push_back(text(texts.back()));
    }
  }
  return values;
}

TEST(TableProfilerTest, FindsFrequentValuesAmongMany) {
  std::deque<std::string> texts;
  const TypedValues values = skewed_values(100'000, texts);
  std::map<std::string, std::uint64_t> truth;
  for (const TypedValue& value : values) {
    if (value.kind() == TypedValue::Kind::kText)
      ++truth[std::string(value.text())];
  }
  const ColumnProfile profile = profile_of(values, 2500);
  EXPECT_FALSE(profile.is_exact);
  EXPECT_NEAR(static_cast<double>(profile.distinct),
              static_cast<double>(truth.size() + 1), 0.05 * 74'000);
  ASSERT_GE(profile.frequent.size(), 2U);
  EXPECT_EQ(profile.frequent[0].value, ShownValue("often"));
  EXPECT_LE(profile.frequent[0].count, truth["often"]);
  EXPECT_GE(profile.frequent[0].count, truth["often"] * 99 / 100);
  EXPECT_EQ(profile.frequent[1].value, ShownValue(std::int64_t{25}));
}

TEST(TableProfilerTest, KeepsValuesThatComeLateAndOften) {
  TypedValues values;
  for (std::int64_t i = 0; i < 50'000; ++i) values.push_back(integer(i / 4));
  for (int i = 0; i < 9000; ++i) values.push_back(integer(-1));
  const ColumnProfile profile = profile_of(values, 1000);
  EXPECT_FALSE(profile.is_exact);
  EXPECT_EQ(profile.frequent.front().value, ShownValue(std::int64_t{-1}));
  EXPECT_EQ(profile.frequent.front().count, 9000U);
}

void expect_same(const ColumnProfile& a, const ColumnProfile& b) {
  EXPECT_EQ(a.nulls, b.nulls);
  EXPECT_EQ(a.integers, b.integers);
  EXPECT_EQ(a.texts, b.texts);
  EXPECT_EQ(a.distinct, b.distinct);
  EXPECT_EQ(a.mean, b.mean);
  EXPECT_EQ(a.min_text, b.min_text);
  EXPECT_EQ(a.max_text, b.max_text);
  EXPECT_EQ(a.mean_length, b.mean_length);
  EXPECT_EQ(a.median, b.median);
  const auto counts = [](const ColumnProfile& of) {
    std::vector<std::uint64_t> counts;
    if (!of.histogram) return counts;
    for (const Bar& bar : of.histogram->bars) counts.push_back(bar.count);
    return counts;
  };
  EXPECT_EQ(counts(a), counts(b));
}

TEST(TableProfilerTest, DoesNotDependOnBatchesOrWorkers) {
  std::deque<std::string> texts;
  const TypedValues values = skewed_values(30'000, texts);
  const ColumnProfile whole = profile_of(values, values.size());
  EXPECT_FALSE(whole.median_is_exact);
  for (const std::size_t batch : {1, 7, 1000, 4096, 9999}) {
    expect_same(whole, profile_of(values, batch));
    const ColumnProfile one = profile_of(values, batch, 1);
    const ColumnProfile many = profile_of(values, batch, 5);
    expect_same(one, many);
    ASSERT_EQ(one.frequent.size(), many.frequent.size());
    for (std::size_t i = 0; i < one.frequent.size(); ++i) {
      EXPECT_EQ(one.frequent[i].value, many.frequent[i].value);
      EXPECT_EQ(one.frequent[i].count, many.frequent[i].count);
    }
  }
}

TEST(TableProfilerTest, TakesBackARowThatDoesNotEnd) {
  TableProfiler profiler(2);
  ShareMaker maker = profiler.make_maker(true);
  NullSink nowhere;
  maker.begin(nullptr);
  ProfileSink<NullSink> sink(nowhere, maker);
  sink.begin_row().add_text("gone");
  {
    std::string passing = "kept";
    auto&& row = sink.begin_row();
    row.add_text(passing);
    row.add_integer(1);
    sink.end_row(1, row);
    passing = "over";
  }
  profiler.add(maker.finish());
  const TableProfile profile = profiler.finish();
  EXPECT_EQ(profile.rows, 1U);
  ASSERT_EQ(profile.columns[0].frequent.size(), 1U);
  EXPECT_EQ(profile.columns[0].frequent[0].value, ShownValue("kept"));
  EXPECT_EQ(profile.columns[1].integers, 1U);
}

TEST(CharactersTest, AreThoseOfUtf8) {
  const std::string text = "aé€😀 and some more: ñandú, Ærø, 東京都";
  for (std::size_t begin = 0; begin <= text.size(); ++begin) {
    for (std::size_t size = 0; begin + size <= text.size(); ++size) {
      const std::string part = text.substr(begin, size);
      const auto characters =
          std::count_if(part.begin(), part.end(), [](char byte) {
            return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
          });
      ASSERT_EQ(characters_of(part), static_cast<std::uint64_t>(characters));
    }
  }
}

TEST(TextRangeTest, HasTheLeastAndTheGreatestBytewise) {
  std::mt19937 random(3);
  for (int turn = 0; turn < 300; ++turn) {
    std::vector<std::string> texts;
    TextRange range;
    for (int i = 0; i < 20; ++i) {
      std::string one(random() % 12, 'a');
      for (char& byte : one) byte = static_cast<char>(random() % 3 * 97);
      texts.push_back(one);
    }
    for (const std::string& one : texts) range.add(one);
    EXPECT_EQ(range.least(), *std::min_element(texts.begin(), texts.end()));
    EXPECT_EQ(range.greatest(), *std::max_element(texts.begin(), texts.end()));
  }
}

}  // namespace
}  // namespace csvimport
