// Writes the files that the benchmarks load, to stdout: generate KIND ROWS
//
//   narrow    id,area,age,active: three integers and a real
//   wide      12 columns with quotes, doubled quotes and newlines
//   mixed     12 columns: integers, reals, dates, times and UTF-8 text
//   broad     200 columns: integers, reals and words in turns
//   long      id,title,body: bodies of 500 bytes
//   keyed     id,k,v: ascending ids, and random texts and integers
//   shuffled  the same, in random order
//   european  id;preis;tag;aktiv;ort: 1.234,56, 31.12.2025, ja or nein, and
//             one of a thousand places
//
// A third argument of `keyed` and `shuffled` is the first id, by which the
// values differ too; it is 1 if there is none. The same arguments always give
// the same bytes.

#include "generated_rows.hpp"

#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>

using csvimport::Output;
using csvimport::Random;

namespace {

constexpr std::string_view kWords[] = {"amber",  "birch", "cedar", "delta",
                                       "ember",  "fjord", "grove", "harbour",
                                       "island", "jetty", "kelp",  "lagoon"};

std::string_view word(Random& random) {
  return kWords[random.below(std::size(kWords))];
}

void write_narrow(std::uint64_t rows, std::uint64_t /*first*/) {
  Random random;
  Output out;
  out.text("id,area,age,active\n");
  for (std::uint64_t id = 1; id <= rows; ++id) {
    out.number(id).text(",").hundredths(100 + random.below(99900)).text(",");
    out.number(18 + random.below(80)).text(",").number(random.below(2));
    out.text("\n");
  }
}

void write_wide(std::uint64_t rows, std::uint64_t /*first*/) {
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

void write_european(std::uint64_t rows, std::uint64_t /*first*/) {
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

constexpr std::string_view kPlaces[] = {
    "Zürich", "Kraków",  "São Paulo", "Malmö",     "Αθήνα",
    "Київ",   "東京",    "القاهرة",   "Reykjavík", "naïve café",
    "Łódź",   "Đà Nẵng", "Aix",       "Oslo",      "🚲 Gent"};

std::string_view place(Random& random) {
  return kPlaces[random.below(std::size(kPlaces))];
}

// `digits` decimals, as measurements have them.
void write_real(Output& out, Random& random, std::uint64_t limit, int digits) {
  out.text(random.below(2) == 0 ? "-" : "").number(random.below(limit));
  out.text(".");
  for (int i = 0; i < digits; ++i) out.number(random.below(10));
}

void write_day(Output& out, Random& random) {
  out.number(1990 + random.below(40)).text("-");
  write_two_digits(out, 1 + random.below(12));
  out.text("-");
  write_two_digits(out, 1 + random.below(28));
}

void write_time(Output& out, Random& random) {
  write_two_digits(out, random.below(24));
  out.text(":");
  write_two_digits(out, random.below(60));
  out.text(":");
  write_two_digits(out, random.below(60));
}

void write_mixed(std::uint64_t rows, std::uint64_t /*first*/) {
  Random random;
  Output out;
  out.text(
      "id,latitude,longitude,height,price,share,day,moment,place,person,note,"
      "count\n");
  for (std::uint64_t id = 1; id <= rows; ++id) {
    out.number(id).text(",");
    write_real(out, random, 90, 6);
    out.text(",");
    write_real(out, random, 180, 6);
    out.text(",");
    write_real(out, random, 5000, 1);
    out.text(",").hundredths(random.below(10'000'000)).text(",");
    write_real(out, random, 1, 15);
    out.text(",");
    write_day(out, random);
    out.text(",");
    write_day(out, random);
    out.text(" ");
    write_time(out, random);
    out.text(",").text(place(random)).text(",").text(word(random)).text(" ");
    out.text(place(random)).text(",").text(word(random)).text(" – ");
    out.text(place(random)).text(" ").text(word(random)).text(",");
    out.number(random.below(1'000'000)).text("\n");
  }
}

void write_broad_field(Output& out, Random& random, int column) {
  switch (column % 4) {
    case 0:
      out.number(random.below(1'000'000));
      break;
    case 1:
      out.hundredths(random.below(100'000));
      break;
    case 2:
      out.text(word(random));
      break;
    default:
      out.number(random.below(100));
  }
}

void write_broad(std::uint64_t rows, std::uint64_t /*first*/) {
  constexpr int kColumns = 200;
  Random random;
  Output out;
  for (int column = 1; column <= kColumns; ++column) {
    out.text(column == 1 ? "c" : ",c").number(column);
  }
  out.text("\n");
  for (std::uint64_t row = 0; row < rows; ++row) {
    for (int column = 0; column < kColumns; ++column) {
      if (column > 0) out.text(",");
      write_broad_field(out, random, column);
    }
    out.text("\n");
  }
}

void write_long(std::uint64_t rows, std::uint64_t /*first*/) {
  constexpr std::size_t kBodyBytes = 500;
  Random random;
  Output out;
  std::string body;
  out.text("id,title,body\n");
  for (std::uint64_t id = 1; id <= rows; ++id) {
    out.number(id).text(",").text(word(random)).text(" ").text(word(random));
    body.clear();
    while (body.size() < kBodyBytes) body.append(word(random)).append(" ");
    body.resize(kBodyBytes - 1);
    out.text(",").text(body).text(".\n");
  }
}

struct Kind {
  std::string_view name;
  void (*write)(std::uint64_t rows, std::uint64_t first);
};

constexpr Kind kKinds[] = {
    {"narrow", write_narrow},     {"wide", write_wide},
    {"keyed", write_keyed},       {"shuffled", write_shuffled},
    {"european", write_european}, {"mixed", write_mixed},
    {"broad", write_broad},       {"long", write_long}};

}  // namespace

int main(int argc, char** argv) {
  const bool is_complete = argc == 3 || argc == 4;
  const std::string_view name = is_complete ? argv[1] : "";
  const auto number = [&](int argument, std::uint64_t otherwise) {
    return argument < argc ? std::strtoull(argv[argument], nullptr, 10)
                           : otherwise;
  };
  for (const Kind& kind : kKinds) {
    if (kind.name != name) continue;
    kind.write(number(2, 0), number(3, 1));
    return 0;
  }
  std::fputs("usage: generate KIND ROWS [FIRST]; for KIND see generate.cpp\n",
             stderr);
  return 2;
}
