#pragma once

// What passes over inputs are called where it is told how far an import is.

#include "base/message_text.hpp"

#include <set>
#include <string>

namespace csvimport {

// Of one import. One thread.
class PassNames {
 public:
  // The name of the pass for `table` that begins now.
  std::string next(const std::string& table) {
    const bool is_first = tables_.insert(table).second;
    return (is_first ? "reading for table " : "reading again for table ") +
           quoted_for_message(table);
  }

 private:
  std::set<std::string> tables_;  // that there was a pass for
};

}  // namespace csvimport
