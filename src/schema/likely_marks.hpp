#pragma once

// The marks that the numbers in a column seem to have.

#include "schema/number_marks.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// Looks at texts that are no numbers in SQL, or may be.
class LikelyMarks {
 public:
  LikelyMarks();

  // Takes one more text of the column.
  void add(std::string_view text);

  // The options by which all texts are numbers, and some only by them, such as
  // "--decimal ,"; "--decimal , or --thousands ," for 1,234; "" for none.
  [[nodiscard]] std::string flags() const;

 private:
  struct Candidate {
    NumberMarks marks;
    bool is_needed = false;  // some text is a number by it alone
  };
  // Whether these marks are needed, and enough.
  [[nodiscard]] bool offers(char decimal, std::string_view thousands) const;

  std::vector<Candidate> candidates_;  // by which all are numbers
  std::string plain_;                  // one of them, as SQL writes it
};

}  // namespace csvimport
