#pragma once

// What the micro-benchmarks work on: as much as a batch has, of which no record
// is like another, so that no branch is known beforehand. Always the same.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace csvimport::sample {

// Records of about a batch.
inline constexpr std::size_t kTextBytes = std::size_t{256} * 1024;

// As the files of the same names that `generate` writes, with ids as they are
// in the midst of such a file:
// id,area,age,active: three integers, of 8, 2 and 1 digits, and a real of
// cents.
std::string narrow_csv();
// 12 columns with quotes, doubled quotes and newlines.
std::string wide_csv();
// id, a code, and a text of 1 to 500 bytes, in quotes where it has a comma.
std::string long_text_csv();
// As narrow, but some texts have a quote in their midst, so that quotes tell
// nothing of line ends.
std::string stray_quotes_csv();

// Each text in one of these is a number; or none, in `dates`.
struct Texts {
  std::string bytes;  // all of them
  std::vector<std::string_view> texts;
};
Texts ascending_ids();
Texts short_integers();  // 1 to 6 digits, some negative
Texts long_integers();   // 9 to 18 digits
Texts cents();           // 0.00 to 9999.99
Texts short_reals();     // up to 9 digits, the point anywhere
Texts long_reals();      // 15 to 17 digits
Texts exponents();
Texts dates();

// A row of values that are typed.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;
using Row = std::vector<Value>;
std::vector<Row> narrow_rows();     // integer, real, integer, integer
std::vector<Row> wide_rows();       // 12 columns, 6 of them texts, some NULL
std::vector<Row> long_text_rows();  // some of them overflow a page

}  // namespace csvimport::sample
