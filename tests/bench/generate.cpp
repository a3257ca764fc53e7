// Writes the files that the benchmarks load, to stdout:
//
//   generate narrow ROWS   id,area,age,active: three integers and a real
//   generate wide ROWS     12 columns with quotes, doubled quotes and newlines
//   generate keyed ROWS    id,k,v: ascending ids, and random texts and integers
//   generate shuffled ROWS the same, in random order
//   generate european ROWS id;preis;tag;aktiv;ort: 1.234,56, 31.12.2025, ja or
//                          nein, and one of a thousand places
//
// A third argument of `keyed` and `shuffled` is the first id, by which the
// values differ too; it is 1 if there is none. The same arguments always give
// the same bytes.

#include <bit>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

constexpr std::size_t kFlushBytes = 1 << 20;

// SplitMix64 (Steele, Lea and Flood, 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed = 42) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }

 private:
  std::uint64_t state_;
};

class Output {
 public:
  ~Output() { flush(); }

  Output& text(std::string_view text) {
    bytes_ += text;
    if (bytes_.size() >= kFlushBytes) flush();
    return *this;
  }
  Output& number(std::uint64_t value) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    return text({digits, static_cast<std::size_t>(end - digits)});
  }
  // `value` hundredths.
  Output& hundredths(std::uint64_t value) {
    const char tail[3] = {'.', static_cast<char>('0' + value / 10 % 10),
                          static_cast<char>('0' + value % 10)};
    return number(value / 100).text({tail, sizeof tail});
  }

 private:
  void flush() {
    if (std::fwrite(bytes_.data(), 1, bytes_.size(), stdout) != bytes_.size()) {
      std::perror("generate: stdout");
      std::exit(1);
    }
    bytes_.clear();
  }

  std::string bytes_;
};

constexpr std::string_view kWords[] = {"amber",  "birch", "cedar", "delta",
                                       "ember",  "fjord", "grove", "harbour",
                                       "island", "jetty", "kelp",  "lagoon"};

std::string_view word(Random& random) {
  return kWords[random.below(std::size(kWords))];
}

void write_narrow(std::uint64_t rows) {
  Random random;
  Output out;
  out.text("id,area,age,active\n");
  for (std::uint64_t id = 1; id <= rows; ++id) {
    out.number(id).text(",").hundredths(100 + random.below(99900)).text(",");
    out.number(18 + random.below(80)).text(",").number(random.below(2));
    out.text("\n");
  }
}

void write_wide(std::uint64_t rows) {
  Random random;
  Output out;
  out.text(
      "id,name,email,city,note,price,quantity,code,created,rating,active,"
      "comment\n");
  for (std::uint64_t id = 1; id <= rows; ++id) {
    out.number(id).text(",\"").text(word(random)).text(", ");
    out.text(word(random)).text("\",").text(word(random)).number(id);
    out.text("@example.org,").text(word(random)).text(",\"said \"\"");
    out.text(word(random)).text("\"\" twice\",");
    out.hundredths(random.below(1000000)).text(",");
    out.number(random.below(1000)).text(",00");
    out.number(10000 + random.below(90000)).text(",2024-0");
    out.number(1 + random.below(9)).text("-1").number(random.below(10));
    out.text(",").number(random.below(6)).text(",").number(random.below(2));
    out.text(",\"").text(word(random)).text("\n").text(word(random));
    out.text(" ").text(word(random)).text("\"\n");
  }
}

void write_keyed_row(Output& out, Random& random, std::uint64_t id) {
  constexpr std::string_view kDigits = "abcdefghijklmnopqrstuvwxyz234567";
  out.number(id).text(",");
  std::uint64_t bits = random.next();
  for (int i = 0; i < 12; ++i, bits >>= 5)
    out.text(kDigits.substr(bits % 32, 1));
  out.text(",").number(random.below(1'000'000'000)).text("\n");
}

void write_keyed(std::uint64_t rows, std::uint64_t first) {
  Random random(first);
  Output out;
  out.text("id,k,v\n");
  for (std::uint64_t i = 0; i < rows; ++i) {
    write_keyed_row(out, random, first + i);
  }
}

// Multiples of a number that has no divisor in common with a power of two give
// each rest once.
void write_shuffled(std::uint64_t rows, std::uint64_t first) {
  constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;
  const std::uint64_t rests = std::bit_ceil(rows);
  Random random(first);
  Output out;
  out.text("id,k,v\n");
  for (std::uint64_t i = 0; i < rests; ++i) {
    const std::uint64_t place = i * kFactor % rests;
    if (place < rows) write_keyed_row(out, random, first + place);
  }
}

void write_two_digits(Output& out, std::uint64_t number) {
  out.text(number < 10 ? "0" : "").number(number);
}

void write_european(std::uint64_t rows) {
  Random random;
  Output out;
  out.text("id;preis;tag;aktiv;ort\n");
  for (std::uint64_t id = 1; id <= rows; ++id) {
    out.number(id).text(";").number(1 + random.below(999)).text(".");
    out.number(100 + random.below(900)).text(",");
    write_two_digits(out, random.below(100));
    out.text(";");
    write_two_digits(out, 1 + random.below(28));
    out.text(".");
    write_two_digits(out, 1 + random.below(12));
    out.text(".").number(1990 + random.below(40));
    out.text(random.below(2) == 0 ? ";ja;" : ";nein;");
    out.text(word(random)).text(" ").number(random.below(83)).text("\n");
  }
}

}  // namespace

int main(int argc, char** argv) {
  const bool is_complete = argc == 3 || argc == 4;
  const std::string_view kind = is_complete ? argv[1] : "";
  const auto number = [&](int argument, std::uint64_t otherwise) {
    return argument < argc ? std::strtoull(argv[argument], nullptr, 10)
                           : otherwise;
  };
  const std::uint64_t rows = number(2, 0);
  if (kind == "narrow") {
    write_narrow(rows);
  } else if (kind == "wide") {
    write_wide(rows);
  } else if (kind == "keyed") {
    write_keyed(rows, number(3, 1));
  } else if (kind == "shuffled") {
    write_shuffled(rows, number(3, 1));
  } else if (kind == "european") {
    write_european(rows);
  } else {
    std::fputs(
        "usage: generate narrow|wide|keyed|shuffled|european ROWS [FIRST]\n",
        stderr);
    return 2;
  }
}
