#pragma once

// Names that need no quotes in SQL, but for its keywords, made of those that
// people write.

#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// Lower case letters and figures of ASCII, with one underscore for whatever
// stands between them, and where a word begins in OrderDate or HTTPServer:
// grosse_cm for "Größe (cm)". Letters of Latin scripts lose their marks; others
// separate, as all else does. In front of a figure comes an underscore. Empty
// if nothing is left. `name` is valid UTF-8.
std::string snake_case(std::string_view name);

// The same of all names of a table, where an empty one becomes column_3, and
// one that is there already gets _2, _3, and so on.
std::vector<std::string> snake_case_names(
    const std::vector<std::string>& names);

}  // namespace csvimport
