#pragma once

// What whoever runs the tests tells them in the environment.

#include <string>

namespace csvimport {

// What the variable CSVIMPORT_ and `name` says; "" if it is not set. From the
// first call on, no csvimport sees any such variable, here or in a Process.
std::string variable_of_tests(const std::string& name);

}  // namespace csvimport
