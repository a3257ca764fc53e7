#pragma once

// What an exception says.

#include <exception>
#include <string>

namespace csvimport {

// The message of the Error that `call` throws; a note where it throws none. An
// exception of another type passes through.
template <class Error, class Call>
std::string thrown_message(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "(nothing was thrown)";
}

}  // namespace csvimport
