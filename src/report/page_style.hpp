#pragma once

// How a run's page looks.

#include <string_view>

namespace csvimport {

// CSS for it: light and dark, narrow and wide, on paper; with the system's own
// fonts. Text has a contrast of 4.5 or more.
std::string_view page_style();

}  // namespace csvimport
