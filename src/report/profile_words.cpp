#include "report/profile_words.hpp"

#include "profile/column_share.hpp"
#include "profile/iso_moment.hpp"
#include "report/format.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>

namespace csvimport {

std::string number_text(double number) {
  constexpr int kDigits = 6;
  constexpr int kMostDigits = 15;
  const double size = std::abs(number);
  if (size == 0) return "0";
  const double power = std::floor(std::log10(size));
  if (!std::isfinite(number) || power < -kDigits || power >= kMostDigits) {
    return fmt::format("{:.{}g}", number, kDigits);
  }
  const int decimals = std::max(kDigits - 1 - static_cast<int>(power), 1);
  std::string text = fmt::format("{:.{}f}", number, decimals);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string length_text(double characters) {
  const double rounded = std::round(characters * 10) / 10;
  return number_text(rounded) + (rounded == 1 ? " char" : " chars");
}

std::string value_text(const ShownValue& value) {
  if (const auto* const integer = std::get_if<std::int64_t>(&value)) {
    return std::to_string(*integer);
  }
  if (const auto* const real = std::get_if<double>(&value)) {
    return fmt::format("{}", *real);
  }
  const std::string& text = std::get<std::string>(value);
  if (text.size() <= kShownBytes) return text;
  return std::string(start_of_text(text, kShownBytes)) + "…";
}

std::string kinds_text(const ColumnProfile& column) {
  const std::uint64_t all = column.values();
  if (all == 0) return "none";
  std::string text;
  const auto add = [&](std::uint64_t count, const std::string& noun) {
    if (count == 0) return;
    if (!text.empty()) text += ", ";
    text += count == all ? noun + 's' : with_thousands(count, noun);
  };
  add(column.integers, "integer");
  add(column.reals, "real");
  add(column.texts, "text");
  return text;
}

std::string distinct_text(const ColumnProfile& column) {
  if (are_all_different(column)) return "all";
  if (column.is_exact) return with_thousands(column.distinct);
  // No more digits than are likely to be true.
  constexpr std::uint64_t kDigits = 1000;
  std::uint64_t scale = 1;
  while (column.distinct / scale >= kDigits) scale *= 10;
  return "about " +
         with_thousands((column.distinct + scale / 2) / scale * scale);
}

std::string bar_end_text(double end, Histogram::Kind kind) {
  if (kind != Histogram::Kind::kMoments) return number_text(end);
  constexpr std::int64_t kMinutesPerDay = 24 * 60;
  // A bar that is some minutes long ends near a minute.
  const auto minutes = std::llround(end * kMinutesPerDay);
  const auto days = static_cast<std::int64_t>(
      std::floor(static_cast<double>(minutes) / kMinutesPerDay));
  std::string day = iso_day(static_cast<double>(days));
  const std::int64_t rest = minutes - days * kMinutesPerDay;
  if (rest == 0) return day;
  return fmt::format("{} {:02}:{:02}", day, rest / 60, rest % 60);
}

std::string percent_text(std::uint64_t count, std::uint64_t all) {
  if (count == 0 || all == 0) return "0%";
  const double percent =
      100.0 * static_cast<double>(count) / static_cast<double>(all);
  if (percent < 0.1) return "under 0.1%";
  if (count < all && percent > 99.9) return "over 99.9%";
  return fmt::format("{:.{}f}%", percent, percent < 10 ? 1 : 0);
}

bool are_all_different(const ColumnProfile& column) {
  return column.is_exact && column.values() > 1 &&
         column.distinct == column.values();
}

std::vector<FrequentValue> worth_showing(const ColumnProfile& column) {
  constexpr std::uint64_t kLeastPart = 200;
  std::vector<FrequentValue> values;
  if (are_all_different(column)) return values;
  for (const FrequentValue& one : column.frequent) {
    const bool is_frequent =
        column.is_exact || one.count * kLeastPart >= column.values();
    if (is_frequent) values.push_back(one);
  }
  return values;
}

}  // namespace csvimport
