#pragma once

// What another program did to the target while an import ran.

#include <exception>

namespace csvimport {

// A database or a table came to be, went, or is another than when the import
// began: what was staged does not fit it, so the import has to begin anew.
class TargetChanged : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override {
    return "the database was changed while the file was read";
  }
};

}  // namespace csvimport
