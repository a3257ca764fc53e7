// Judges the sniffer by files whose dialect is known: makes some thousand of
// each kind, and prints which part of them is taken as it was meant. Fails
// where a kind falls below its floor.
//
//   sniff_study [COUNT] [SEED] [KIND]
//
// With a KIND it prints the files that are judged wrong.

#include "load/csv_format.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {
namespace {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t count) { return engine_() % count; }
  std::size_t among(std::size_t least, std::size_t most) {
    return least + below(most - least + 1);
  }
  bool once_in(std::size_t count) { return below(count) == 0; }
  template <std::size_t kCount>
  std::string one_of(const std::array<std::string_view, kCount>& choices) {
    return std::string(choices[below(kCount)]);
  }

 private:
  std::mt19937_64 engine_;
};

// What a file is made of, which is what is to be found.
struct Truth {
  std::string delimiter = ",";
  char quote = '"';
  bool is_padded = false;
  std::size_t columns = 4;
  std::size_t rows = 20;
  std::size_t titles = 0;  // lines before the header
  bool has_header = true;
  bool has_footer = false;
  bool is_ragged = false;  // rows lack fields at their end
  bool quotes_all = false;
  bool commas_in_notes = false;
  bool decimal_commas = false;
  bool has_lists = false;           // of ; or | in a field
  bool has_damaged_quotes = false;  // some are not doubled, or never close
  std::string line_end = "\n";
};

constexpr std::array<std::string_view, 12> kWords = {
    "Ann", "Oslo", "blue pen", "Rome", "O'Neil", "north-east",
    "N/A", "x",    "Müller",   "ok",   "A-17",   "left"};
constexpr std::array<std::string_view, 10> kNames = {
    "id",   "name", "City", "Amount (EUR)", "date",
    "unit", "n",    "Note", "zip code",     "kind"};

class FileMaker {
 public:
  FileMaker(Random& random, const Truth& truth)
      : random_(random), truth_(truth) {
    for (std::size_t i = 0; i < truth.columns; ++i) {
      kinds_.push_back(random_.below(6));
    }
    if (truth.commas_in_notes) kinds_[random_.below(truth.columns)] = 6;
    if (truth.decimal_commas) kinds_[random_.below(truth.columns)] = 7;
    if (truth.has_lists) kinds_[random_.below(truth.columns)] = 8;
  }

  std::string make() {
    std::string text;
    for (std::size_t i = 0; i < truth_.titles; ++i) text += title(i);
    if (truth_.has_header) {
      std::vector<std::string> names;
      for (std::size_t i = 0; i < truth_.columns; ++i) {
        names.push_back(random_.one_of(kNames) +
                        (i < 3 ? "" : std::to_string(i)));
      }
      text += record(names);
    }
    for (std::size_t row = 0; row < truth_.rows; ++row) {
      std::vector<std::string> fields;
      for (const std::size_t kind : kinds_) fields.push_back(value(kind));
      if (truth_.is_ragged && random_.once_in(3)) {
        fields.resize(random_.among(1, fields.size()));
      }
      text += record(fields);
    }
    if (truth_.has_footer) text += "Total: " + number() + truth_.line_end;
    return text;
  }

 private:
  std::string number() { return std::to_string(random_.below(100000)); }

  std::string title(std::size_t place) {
    constexpr std::array<std::string_view, 4> kTitles = {
        "Sales report", "Exported on 2024-05-01 at 10:30", "Umsatz, gesamt",
        "Source: city of Rome; all districts"};
    const bool is_before_blank = place % 2 == 1 && random_.once_in(3);
    std::string text = random_.one_of(kTitles) + truth_.line_end;
    // Of several fields, no line is taken for a title.
    std::replace(text.begin(), text.end(), truth_.delimiter[0], ':');
    return is_before_blank ? text + truth_.line_end : text;
  }

  std::string value(std::size_t kind) {
    const std::string two = std::to_string(random_.among(10, 28));
    switch (kind) {
      case 0:
        return number();
      case 1:
        return number() + "." + two;
      case 2:
        return "20" + two + "-0" + std::to_string(random_.among(1, 9)) + "-" +
               two;
      case 3:
        return two + ":" + two;
      case 4:
        return random_.once_in(4) ? "" : random_.one_of(kWords);
      case 6:
        return random_.one_of(kWords) + ", " + random_.one_of(kWords) +
               (random_.once_in(2) ? ", " + random_.one_of(kWords) : "");
      case 7:
        return number() + "," + two;
      case 8: {
        const char* const separator = truth_.delimiter == "|" ? ";" : "|";
        std::string list = random_.one_of(kWords);
        for (std::size_t i = random_.below(4); i > 0; --i) {
          list += separator + random_.one_of(kWords);
        }
        return list;
      }
      default:
        return random_.one_of(kWords) + ' ' + random_.one_of(kWords);
    }
  }

  std::string record(const std::vector<std::string>& fields) {
    std::string text;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i > 0) text += truth_.delimiter;
      if (i > 0 && truth_.is_padded) text += ' ';
      const bool needs_quotes =
          fields[i].find(truth_.delimiter) != std::string::npos;
      text += needs_quotes || truth_.quotes_all ? quoted(fields[i]) : fields[i];
    }
    return text + truth_.line_end;
  }

  [[nodiscard]] std::string quoted(const std::string& field) const {
    std::string text(1, truth_.quote);
    for (const char byte : field) {
      if (byte == truth_.quote) text += byte;
      text += byte;
    }
    if (!truth_.has_damaged_quotes || !random_.once_in(20)) {
      return text + truth_.quote;
    }
    return random_.once_in(2) ? text : text + " \"so\" it is" + truth_.quote;
  }

  Random& random_;
  const Truth& truth_;
  std::vector<std::size_t> kinds_;  // of the columns' values
};

constexpr std::array<std::string_view, 4> kUsual = {",", "\t", ";", "|"};
constexpr std::array<std::string_view, 3> kOthers = {"\t", ";", "|"};

struct Kind {
  const char* name;
  double floor;  // percent
  void (*shape)(Truth&, Random&);
};

const std::array kKinds = {
    Kind{"plain", 99.5, [](Truth&, Random&) {}},
    Kind{"without header", 99.5,
         [](Truth& truth, Random&) { truth.has_header = false; }},
    Kind{"decimal commas", 99.5,
         [](Truth& truth, Random& random) {
           truth.delimiter = random.one_of(kOthers);
           truth.decimal_commas = true;
         }},
    Kind{"decimal commas, without header", 99.5,
         [](Truth& truth, Random& random) {
           truth.delimiter = random.one_of(kOthers);
           truth.decimal_commas = true;
           truth.has_header = false;
         }},
    Kind{"commas in notes", 99.5,
         [](Truth& truth, Random& random) {
           truth.delimiter = random.one_of(kOthers);
           truth.commas_in_notes = true;
         }},
    Kind{"commas in notes, without header", 99.5,
         [](Truth& truth, Random& random) {
           truth.delimiter = random.one_of(kOthers);
           truth.commas_in_notes = true;
           truth.has_header = false;
         }},
    Kind{"quoted commas", 99.5,
         [](Truth& truth, Random&) {
           truth.delimiter = ",";
           truth.commas_in_notes = true;
         }},
    Kind{"all quoted", 99.5,
         [](Truth& truth, Random& random) {
           truth.quotes_all = true;
           truth.commas_in_notes = random.once_in(2);
           truth.has_header = !random.once_in(3);
         }},
    Kind{"single quotes", 99.5,
         [](Truth& truth, Random& random) {
           truth.quote = '\'';
           truth.quotes_all = true;
           truth.commas_in_notes = random.once_in(2);
         }},
    Kind{"titles", 98,
         [](Truth& truth, Random& random) {
           truth.titles = random.among(1, 3);
         }},
    Kind{"titles, decimal commas", 99,
         [](Truth& truth, Random& random) {
           truth.titles = random.among(1, 3);
           truth.delimiter = random.one_of(kOthers);
           truth.decimal_commas = true;
         }},
    Kind{"footer", 99.5,
         [](Truth& truth, Random&) { truth.has_footer = true; }},
    Kind{"ragged", 99, [](Truth& truth, Random&) { truth.is_ragged = true; }},
    Kind{"padded", 99.5, [](Truth& truth, Random&) { truth.is_padded = true; }},
    Kind{"padded, all quoted", 99.5,
         [](Truth& truth, Random& random) {
           truth.is_padded = true;
           truth.quotes_all = true;
           truth.commas_in_notes = random.once_in(2);
         }},
    Kind{"damaged quotes", 92,
         [](Truth& truth, Random& random) {
           truth.quotes_all = true;
           truth.has_damaged_quotes = true;
           truth.commas_in_notes = random.once_in(2);
         }},
    Kind{"titles, ragged", 97,
         [](Truth& truth, Random& random) {
           truth.titles = random.among(1, 3);
           truth.is_ragged = true;
         }},
    Kind{"lists", 99.5, [](Truth& truth, Random&) { truth.has_lists = true; }},
    Kind{"lists, without header", 99.5,
         [](Truth& truth, Random&) {
           truth.has_lists = true;
           truth.has_header = false;
         }},
    Kind{"rare delimiters", 99.5,
         [](Truth& truth, Random& random) {
           constexpr std::array<std::string_view, 4> kRare = {"^", "~", "\x1F",
                                                              "\x01"};
           truth.delimiter = random.one_of(kRare);
         }},
    Kind{"one column", 99.5,
         [](Truth& truth, Random&) {
           truth.columns = 1;
           truth.delimiter = ",";
         }},
};

Truth random_truth(Random& random, const Kind& kind) {
  Truth truth;
  truth.delimiter = random.one_of(kUsual);
  truth.columns = random.among(2, random.once_in(4) ? 40 : 8);
  truth.rows = random.among(2, random.once_in(4) ? 1000 : 30);
  if (random.once_in(4)) truth.line_end = "\r\n";
  kind.shape(truth, random);
  return truth;
}

bool is_right(const Truth& truth, const std::string& text) {
  CsvOptions options;
  options.header_rows = truth.has_header ? 1 : 0;
  const CsvFormat format = find_format(text, "a.csv", options);
  const Dialect& dialect = format.dialect;
  if (dialect.delimiter != truth.delimiter) return false;
  if (dialect.skips_initial_space != truth.is_padded) return false;
  if (truth.quotes_all && dialect.quote != truth.quote) return false;
  // Rows of few fields tell nothing of the header.
  if (truth.is_ragged || !truth.has_header) return true;
  return (truth.titles > 0) == (format.shape.lines_before_header > 0);
}

}  // namespace

// Returns the exit status.
int study(int count, char** arguments) {
  const std::size_t files = count > 1 ? std::stoul(arguments[1]) : 1000;
  const std::uint64_t seed = count > 2 ? std::stoull(arguments[2]) : 1;
  const std::string_view wanted = count > 3 ? arguments[3] : "";
  bool holds = true;
  double slowest = 0;
  for (const Kind& kind : kKinds) {
    if (!wanted.empty() && wanted != kind.name) continue;
    std::size_t right = 0;
    for (std::size_t i = 0; i < files; ++i) {
      Random random(seed * 1'000'000 + i);
      const Truth truth = random_truth(random, kind);
      std::string text = FileMaker(random, truth).make();
      text.resize(std::min(text.size(), kFormatSampleBytes));
      const auto start = std::chrono::steady_clock::now();
      const bool is_found = is_right(truth, text);
      const std::chrono::duration<double> passed =
          std::chrono::steady_clock::now() - start;
      slowest = std::max(slowest, passed.count());
      if (is_found) ++right;
      if (!is_found && !wanted.empty()) {
        std::printf("--- by '%s':\n%.400s\n", truth.delimiter.c_str(),
                    text.c_str());
      }
    }
    const double share =
        100.0 * static_cast<double>(right) / static_cast<double>(files);
    std::printf("%-34s %5.1f %%\n", kind.name, share);
    holds = holds && share >= kind.floor;
  }
  std::printf("slowest: %.1f ms\n", slowest * 1000);
  return holds ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace csvimport

int main(int count, char** arguments) {
  return csvimport::study(count, arguments);
}
