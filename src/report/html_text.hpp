#pragma once

// Anybody's bytes as text of a page.

#include <string>
#include <string_view>

namespace csvimport {

// `text` as the content of an element or, in double quotes, the value of an
// attribute: nothing in it is markup, and it is valid UTF-8. Controls,
// invisible characters and bytes that are no text are written out as messages
// write them: \x0A, \u00A0.
std::string html_text(std::string_view text);

// The same as the content of an element, where what is written out looks other
// than the rest, and blanks at either end are seen.
std::string html_value(std::string_view text);

}  // namespace csvimport
