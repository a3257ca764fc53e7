#include "profile/histogram.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace csvimport {
namespace {

// By taste: as many as can be told apart on a phone.
constexpr double kMostBars = 32;

// A range that is so much wider than that of 98 in 100 values is cut to it.
constexpr double kMuchWider = 2;

std::vector<double> numbers_of(const std::vector<SampledValue>& sample,
                               SampledValue::Kind kind) {
  std::vector<double> numbers;
  for (const SampledValue& value : sample) {
    if (value.kind == kind && std::isfinite(value.number)) {
      numbers.push_back(value.number);
    }
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

// The least round step that makes no more than kMostBars of the range.
double round_step(double range, bool is_whole) {
  const double least = range / (kMostBars - 1);
  double power = std::pow(10.0, std::floor(std::log10(least)));
  if (is_whole) power = std::max(power, 1.0);
  for (const double step : {1.0, 2.0, 5.0, 10.0}) {
    if (step * power >= least) return step * power;
  }
  return 10 * power;
}

// The ends of bars from `low` to behind `high`.
std::vector<double> ends_of_numbers(double low, double high, bool is_whole) {
  const double step = round_step(high - low, is_whole);
  const double first = std::floor(low / step);
  const double last = std::floor(high / step) + 1;
  std::vector<double> ends;
  // Each from its number, so that no error adds up.
  for (double i = first; i <= last; ++i) ends.push_back(i * step);
  return ends;
}

// The first days of months, so many apart, whose number of months since year 0
// such a number divides.
std::vector<double> ends_of_months(double low, double high, int months) {
  using std::chrono::days;
  const auto month_of = [](double day) {
    const std::chrono::year_month_day date{
        std::chrono::sys_days(days(static_cast<int>(std::floor(day))))};
    return static_cast<int>(date.year()) * 12 +
           static_cast<int>(static_cast<unsigned>(date.month())) - 1;
  };
  const auto first_day = [](int month) {
    const std::chrono::year_month_day date{
        std::chrono::year(month / 12),
        std::chrono::month(static_cast<unsigned>(month % 12 + 1)),
        std::chrono::day(1)};
    return static_cast<double>(
        std::chrono::sys_days(date).time_since_epoch().count());
  };
  std::vector<double> ends;
  int month = month_of(low) / months * months;
  for (; month <= month_of(high); month += months) {
    ends.push_back(first_day(month));
  }
  ends.push_back(first_day(month));
  return ends;
}

std::vector<double> ends_of_moments(double low, double high) {
  constexpr double kHour = 1.0 / 24;
  const double least = (high - low) / (kMostBars - 1);
  constexpr double kWeek = 7;
  for (const double step : {kHour / 60, kHour / 6, kHour, 6 * kHour, 1.0}) {
    if (step < least) continue;
    std::vector<double> ends;
    const double last = std::floor(high / step) + 1;
    for (double i = std::floor(low / step); i <= last; ++i) {
      ends.push_back(i * step);
    }
    return ends;
  }
  if (least <= kWeek) {
    constexpr double kFirstMonday = 4;  // 1970-01-05
    std::vector<double> ends;
    double end =
        std::floor((low - kFirstMonday) / kWeek) * kWeek + kFirstMonday;
    for (; end <= high; end += kWeek) ends.push_back(end);
    ends.push_back(end);
    return ends;
  }
  constexpr double kDaysOfMonth = 31;
  for (const int months : {1, 3, 12, 60, 120, 600}) {
    if (months * kDaysOfMonth >= least)
      return ends_of_months(low, high, months);
  }
  return ends_of_months(low, high, 1200);
}

double at_part(const std::vector<double>& sorted, double part) {
  const auto last = static_cast<double>(sorted.size() - 1);
  return sorted[static_cast<std::size_t>(std::lround(part * last))];
}

void count_into(const std::vector<double>& sorted,
                const std::vector<double>& ends, Histogram& histogram) {
  for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
    histogram.bars.push_back({ends[i], ends[i + 1], 0});
  }
  for (const double number : sorted) {
    if (number < ends.front()) {
      ++histogram.below;
    } else if (number >= ends.back()) {
      ++histogram.above;
    } else {
      const auto end = std::upper_bound(ends.begin(), ends.end(), number);
      ++histogram.bars[static_cast<std::size_t>(end - ends.begin()) - 1].count;
    }
  }
}

}  // namespace

std::optional<Histogram> histogram_of(const std::vector<SampledValue>& sample) {
  using Kind = SampledValue::Kind;
  std::vector<double> numbers = numbers_of(sample, Kind::kNumber);
  std::vector<double> moments = numbers_of(sample, Kind::kMoment);
  std::vector<double> lengths = numbers_of(sample, Kind::kText);
  Histogram histogram;
  std::vector<double> sorted;
  if (numbers.size() >= moments.size() + lengths.size()) {
    sorted = std::move(numbers);
  } else if (moments.size() >= 9 * lengths.size()) {
    histogram.kind = Histogram::Kind::kMoments;
    sorted = std::move(moments);
  } else {
    histogram.kind = Histogram::Kind::kLengths;
    sorted = std::move(lengths);
  }
  if (sorted.empty() || sorted.front() == sorted.back()) return std::nullopt;
  constexpr double kFarPart = 0.01;
  double low = at_part(sorted, kFarPart);
  double high = at_part(sorted, 1 - kFarPart);
  const double range = sorted.back() - sorted.front();
  if (high <= low || range <= kMuchWider * (high - low)) {
    low = sorted.front();
    high = sorted.back();
  }
  const bool is_whole =
      std::all_of(sorted.begin(), sorted.end(),
                  [](double number) { return std::floor(number) == number; });
  const bool is_moments = histogram.kind == Histogram::Kind::kMoments;
  // Ends of bars could not be told apart.
  constexpr double kFinest = 1e-12;
  const double size = std::max(std::abs(low), std::abs(high));
  // Powers of ten below it have no exact steps.
  constexpr double kLeastRange = 1e-290;
  if (!std::isfinite(range) ||
      high - low < std::max(kFinest * size, kLeastRange)) {
    return std::nullopt;
  }
  count_into(sorted,
             is_moments ? ends_of_moments(low, high)
                        : ends_of_numbers(low, high, is_whole),
             histogram);
  if (histogram.bars.size() < 2) return std::nullopt;
  return histogram;
}

std::optional<double> median_number(const std::vector<SampledValue>& sample) {
  const std::vector<double> numbers =
      numbers_of(sample, SampledValue::Kind::kNumber);
  if (numbers.empty()) return std::nullopt;
  const double lower = numbers[(numbers.size() - 1) / 2];
  const double upper = numbers[numbers.size() / 2];
  return lower / 2 + upper / 2;
}

}  // namespace csvimport
