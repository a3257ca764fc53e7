#pragma once

// Tables of random values, and CSV files of them in random dress.

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace csvimport {

// How many random cases a test takes: `usual`, unless the variable
// CSVIMPORT_PROPERTY_RUNS has another number.
int runs_of_property(int usual);

// The same seed always gives the same numbers.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t bits() { return engine_(); }
  std::size_t below(std::size_t limit) { return engine_() % limit; }
  // True once in `times`.
  bool once_in(std::size_t times) { return below(times) == 0; }
  template <class T>
  const T& one_of(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }

 private:
  std::mt19937_64 engine_;
};

// How a file is written. All of it is valid CSV.
struct Dress {
  std::string delimiter;
  std::string quote = "\"";  // a character
  std::string line_end;
  bool quotes_always = false;  // else where needed
  bool has_byte_order_mark = false;
  bool has_final_line_end = true;
  bool has_blank_lines = false;
  std::optional<char> escape;   // in quotes and in their place
  bool is_padded = false;       // with blanks that trimming drops
  std::optional<char> comment;  // starts lines between records
};

// Cells as texts; nullopt is NULL.
struct RandomTable {
  using Row = std::vector<std::optional<std::string>>;
  std::size_t columns = 0;
  std::vector<Row> rows;
};

Dress random_dress(Random& random);

// Up to 40 columns of integers, reals, texts and what looks like them. In texts
// lines end as in the dress.
RandomTable random_table(Random& random, std::size_t rows, const Dress& dress);

// A CSV file with a header: c1, c2, ...
std::string to_csv(const RandomTable& table, const Dress& dress,
                   Random& random);

}  // namespace csvimport
