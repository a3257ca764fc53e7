#include "sample_data.hpp"

#include <array>
#include <cstdio>
#include <random>

namespace csvimport::sample {
namespace {

// The same sequence on every machine, which the standard's distributions are
// not.
class Dice {
 public:
  std::uint64_t below(std::uint64_t limit) { return engine_() % limit; }
  std::uint64_t between(std::uint64_t least, std::uint64_t most) {
    return least + below(most - least + 1);
  }
  bool one_in(std::uint64_t chances) { return below(chances) == 0; }

  std::string digits(std::size_t count) {
    std::string text(1, static_cast<char>('1' + below(9)));
    while (text.size() < count) text += static_cast<char>('0' + below(10));
    return text;
  }
  std::string word() {
    constexpr std::array<const char*, 12> kWords = {
        "amber", "birch",  "cedar", "ember", "harbour",     "island",
        "jetty", "lagoon", "Köln",  "Łódź",  "quarterdeck", "ox"};
    return kWords.at(below(kWords.size()));
  }
  std::string words(std::size_t least_bytes) {
    std::string text = word();
    while (text.size() < least_bytes) text += ' ' + word();
    return text;
  }
  std::string cents() {
    std::array<char, 16> text{};
    const auto size = std::snprintf(text.data(), text.size(), "%d.%02d",
                                    static_cast<int>(below(10'000)),
                                    static_cast<int>(below(100)));
    return {text.data(), static_cast<std::size_t>(size)};
  }
  std::string date() {
    std::array<char, 16> text{};
    const auto size = std::snprintf(text.data(), text.size(), "%d-%02d-%02d",
                                    static_cast<int>(between(1990, 2029)),
                                    static_cast<int>(between(1, 12)),
                                    static_cast<int>(between(1, 28)));
    return {text.data(), static_cast<std::size_t>(size)};
  }

 private:
  std::mt19937_64 engine_{42};
};

constexpr std::uint64_t kFirstId = 9'995'000;  // so that they get longer

// As many records as fit, each made by `record(dice, id)`.
template <class Record>
std::string csv_of(Record record) {
  Dice dice;
  std::string text;
  for (std::uint64_t id = kFirstId; text.size() < kTextBytes; ++id) {
    text += record(dice, std::to_string(id)) + '\n';
  }
  return text;
}

// So many that a branch predictor cannot learn them by heart, as it does with
// ten thousand short integers: measured.
template <class Text>
Texts texts_of(Text text) {
  constexpr std::size_t kTexts = 100'000;
  Dice dice;
  Texts made;
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < kTexts; ++i) {
    made.bytes += text(dice, i);
    ends.push_back(made.bytes.size());
    made.bytes += ',';
  }
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    made.texts.emplace_back(made.bytes.data() + begin, end - begin);
    begin = end + 1;
  }
  return made;
}

template <class Make>
std::vector<Row> rows_of(std::size_t count, Make make) {
  Dice dice;
  std::vector<Row> rows;
  for (std::size_t i = 0; i < count; ++i) {
    rows.push_back(make(dice, static_cast<std::int64_t>(kFirstId + i)));
  }
  return rows;
}

std::int64_t number_below(Dice& dice, std::uint64_t limit) {
  return static_cast<std::int64_t>(dice.below(limit));
}

}  // namespace

std::string narrow_csv() {
  return csv_of([](Dice& dice, const std::string& id) {
    return id + ',' + dice.cents() + ',' +
           std::to_string(dice.between(18, 97)) + ',' +
           std::to_string(dice.below(2));
  });
}

std::string wide_csv() {
  return csv_of([](Dice& dice, const std::string& id) {
    return id + ",\"" + dice.word() + ", " + dice.word() + "\"," + dice.word() +
           id + "@example.org," + dice.word() + ",\"said \"\"" + dice.word() +
           "\"\" twice\"," + dice.cents() + ',' +
           std::to_string(dice.below(1000)) + ",00" + dice.digits(5) + ',' +
           dice.date() + ',' + std::to_string(dice.below(6)) + ',' +
           (dice.one_in(10) ? "" : std::to_string(dice.below(2))) + ",\"" +
           dice.word() + '\n' + dice.word() + ' ' + dice.word() + '"';
  });
}

std::string long_text_csv() {
  return csv_of([](Dice& dice, const std::string& id) {
    const std::string text = dice.words(dice.below(490));
    return id + ',' + dice.digits(6) +
           (dice.one_in(2) ? ",\"" + text + ", " + dice.word() + '"'
                           : ',' + text);
  });
}

std::string stray_quotes_csv() {
  return csv_of([](Dice& dice, const std::string& id) {
    return id + ',' + dice.digits(1) + (dice.one_in(3) ? "\" pipe," : " cm,") +
           dice.word() + ',' + std::to_string(dice.below(2));
  });
}

Texts ascending_ids() {
  return texts_of([](Dice& /*dice*/, std::size_t place) {
    return std::to_string(kFirstId + place);
  });
}
Texts short_integers() {
  return texts_of([](Dice& dice, std::size_t /*place*/) {
    return (dice.one_in(5) ? "-" : "") + dice.digits(dice.between(1, 6));
  });
}
Texts long_integers() {
  return texts_of([](Dice& dice, std::size_t /*place*/) {
    return dice.digits(dice.between(9, 18));
  });
}
Texts cents() {
  return texts_of(
      [](Dice& dice, std::size_t /*place*/) { return dice.cents(); });
}
Texts short_reals() {
  return texts_of([](Dice& dice, std::size_t /*place*/) {
    return dice.digits(dice.between(1, 4)) + '.' +
           dice.digits(dice.between(1, 5));
  });
}
Texts long_reals() {
  return texts_of([](Dice& dice, std::size_t /*place*/) {
    return (dice.one_in(2) ? "-0." : "0.") + dice.digits(dice.between(15, 17));
  });
}
Texts exponents() {
  return texts_of([](Dice& dice, std::size_t /*place*/) {
    return dice.digits(1) + '.' + dice.digits(dice.between(1, 8)) +
           (dice.one_in(2) ? "e-" : "e+") + dice.digits(dice.between(1, 2));
  });
}
Texts dates() {
  return texts_of(
      [](Dice& dice, std::size_t /*place*/) { return dice.date(); });
}

std::vector<Row> narrow_rows() {
  return rows_of(12'000, [](Dice& dice, std::int64_t id) {
    return Row{id, static_cast<double>(dice.below(1'000'000)) / 100,
               number_below(dice, 80) + 18, number_below(dice, 2)};
  });
}

std::vector<Row> wide_rows() {
  return rows_of(2'000, [](Dice& dice, std::int64_t id) {
    return Row{id,
               dice.word() + ", " + dice.word(),
               dice.word() + std::to_string(id) + "@example.org",
               dice.word(),
               "said \"" + dice.word() + "\" twice",
               static_cast<double>(dice.below(1'000'000)) / 100,
               number_below(dice, 1000),
               "00" + dice.digits(5),
               dice.date(),
               number_below(dice, 6),
               dice.one_in(10) ? Value() : Value(number_below(dice, 2)),
               dice.word() + '\n' + dice.word() + ' ' + dice.word()};
  });
}

std::vector<Row> long_text_rows() {
  return rows_of(1'000, [](Dice& dice, std::int64_t id) {
    const std::size_t size = dice.one_in(100) ? 6'000 : dice.below(490);
    return Row{id, dice.digits(6), dice.words(size)};
  });
}

}  // namespace csvimport::sample
